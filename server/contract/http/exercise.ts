import { z } from "zod";
import { DisplayName, Id, Instant, MutationKey, Slug } from "../primitives.ts";

export const ExerciseState = z.enum(["lobby", "running", "paused", "ended"]);
export type ExerciseState = z.infer<typeof ExerciseState>;

/**
 * The exercise clock as of `serverTime` (wall clock, ms since 1970). A client extrapolates:
 * `simNow + (wallNow - serverTime) * speed` while the state is `running`, never beyond `simEnd`.
 */
export const ClockView = z.object({
  state: ExerciseState,
  simNow: Instant,
  simStart: Instant,
  simEnd: Instant,
  speed: z.number().min(1).max(600),
  serverTime: z.number(),
});
export type ClockView = z.infer<typeof ClockView>;

export const TeamView = z.object({
  id: Id,
  name: z.string(),
  members: z.array(z.object({ userId: Id, displayName: z.string(), isOnline: z.boolean() })),
});
export type TeamView = z.infer<typeof TeamView>;

/** What the asking person may do here; the client shows controls by it, the server enforces it anyway. */
export const ExerciseAbilities = z.object({
  controlClock: z.boolean(),
  facilitate: z.boolean(),
  investigate: z.boolean(),
});

export const ExerciseView = z.object({
  id: Id,
  title: z.string(),
  mode: z.enum(["solo", "class"]),
  scenario: z.object({ slug: Slug, title: z.string(), level: z.string(), minutes: z.number().int() }),
  clock: ClockView,
  /** The asking person's team; null for a facilitator. */
  team: TeamView.nullable(),
  abilities: ExerciseAbilities,
  isSubmitted: z.boolean(),
  isDebriefOpen: z.boolean(),
  world: z.object({ state: z.enum(["building", "ready", "failed"]), progress: z.number().min(0).max(1), message: z.string() }),
  createdAt: Instant,
});
export type ExerciseView = z.infer<typeof ExerciseView>;

export const ExerciseCreate = z.object({
  key: MutationKey,
  slug: Slug,
  title: z.string().trim().min(1).max(120),
  teams: z.array(DisplayName).min(1).max(40),
  /** Same seed, same world. Left out, the server draws one. */
  seed: z
    .number()
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .optional(),
});

export const ClockCommand = z.discriminatedUnion("verb", [
  z.object({ verb: z.literal("start") }),
  z.object({ verb: z.literal("pause") }),
  z.object({ verb: z.literal("resume") }),
  z.object({ verb: z.literal("speed"), speed: z.number().min(1).max(600) }),
  /** Forward to just after the next alert, inject or story step that a trainee could notice. */
  z.object({ verb: z.literal("jump") }),
  z.object({ verb: z.literal("end") }),
]);
export type ClockCommand = z.infer<typeof ClockCommand>;

export const Brief = z.object({
  /** Markdown, already rendered with generated names; no HTML is allowed in it. */
  body: z.string(),
  objectives: z.array(z.object({ id: z.string(), text: z.string() })),
  organisation: z.object({
    name: z.string(),
    domain: z.string(),
    facts: z.array(z.object({ label: z.string(), value: z.string() })),
  }),
});
export type Brief = z.infer<typeof Brief>;

export const ReceivedInject = z.object({
  id: Id,
  /** Exercise time at which it arrived. */
  sentAt: Instant,
  channel: z.enum(["mail", "chat", "phone", "ticket", "press", "form", "note"]),
  from: z.string(),
  subject: z.string(),
  body: z.string(),
  isAcknowledged: z.boolean(),
});
export type ReceivedInject = z.infer<typeof ReceivedInject>;
export type ExerciseAbilities = z.infer<typeof ExerciseAbilities>;
export type ExerciseCreate = z.infer<typeof ExerciseCreate>;
