import { z } from "zod";
import { Id, Instant, MutationKey } from "../primitives.ts";
import { ReceivedInject } from "./exercise.ts";

export const BoardTeam = z.object({
  teamId: Id,
  name: z.string(),
  members: z.array(z.object({ userId: Id, displayName: z.string(), isOnline: z.boolean() })),
  alertsOpen: z.number().int(),
  alertsClosed: z.number().int(),
  evidenceCount: z.number().int(),
  queryCount: z.number().int(),
  lastQuery: z.object({ text: z.string(), byName: z.string(), simAt: Instant }).nullable(),
  /** Wall-clock time of the team's last act. */
  lastActiveAt: Instant.nullable(),
  guideDone: z.number().int(),
  guideTotal: z.number().int(),
  stepsSeen: z.array(z.string()),
  reportRevision: z.number().int(),
  submittedAt: Instant.nullable(),
  /** Of the report as it stands now. */
  score: z.number().nullable(),
  scoreMax: z.number(),
});
export type BoardTeam = z.infer<typeof BoardTeam>;

export const BoardView = z.object({
  joinCode: z.string(),
  seed: z.number().int(),
  teams: z.array(BoardTeam),
  /** The story against the clock: only ever sent to a facilitator. */
  storyTrack: z.array(z.object({ stepId: z.string(), at: Instant, title: z.string(), actor: z.string() })),
});
export type BoardView = z.infer<typeof BoardView>;

export const PlannedInject = z.object({
  id: Id,
  plannedAt: Instant.nullable(),
  channel: ReceivedInject.shape.channel,
  from: z.string(),
  to: z.string(),
  subject: z.string(),
  body: z.string(),
  expectedAction: z.string(),
  status: z.enum(["scheduled", "held", "sent", "skipped"]),
  sentAt: Instant.nullable(),
  acknowledgedByTeams: z.array(Id),
});
export type PlannedInject = z.infer<typeof PlannedInject>;

export const InjectCommand = z.object({
  key: MutationKey,
  exerciseId: Id,
  injectId: Id,
  verb: z.enum(["send", "hold", "release", "skip"]),
});

export const AdHocInject = z.object({
  key: MutationKey,
  exerciseId: Id,
  /** Null: every team. */
  teamId: Id.nullable(),
  channel: ReceivedInject.shape.channel,
  from: z.string().trim().min(1).max(120),
  subject: z.string().trim().min(1).max(200),
  body: z.string().trim().min(1).max(8000),
});

export const FacilitatorNote = z.object({ id: Id, at: Instant, simAt: Instant, text: z.string(), byName: z.string() });
export type InjectCommand = z.infer<typeof InjectCommand>;
export type AdHocInject = z.infer<typeof AdHocInject>;
export type FacilitatorNote = z.infer<typeof FacilitatorNote>;
