import { z } from "zod";
import { Instant, ItemId } from "../primitives.ts";
import { ReportBody } from "./report.ts";

/** One line of the grade: what was asked, what was given, why so many points. */
export const ScoreLine = z.object({
  id: z.string(),
  section: z.enum(["triage", "findings", "indicators", "scope", "actions", "narrative", "verdict", "hints"]),
  title: z.string(),
  points: z.number(),
  pointsMax: z.number(),
  outcome: z.enum(["full", "partial", "missed", "wrong", "deducted", "not-required"]),
  reason: z.string(),
  /** Which row classes back the reason: story step ids. */
  stepIds: z.array(z.string()),
});
export type ScoreLine = z.infer<typeof ScoreLine>;

export const DebriefStep = z.object({
  id: z.string(),
  at: Instant,
  title: z.string(),
  explanation: z.string(),
  actor: z.string(),
  techniques: z.array(z.string()),
  /** "not-needed": not cited, and nothing that was asked and stays unanswered hangs on it. */
  outcome: z.enum(["found", "seen-not-cited", "missed", "not-needed"]),
  /** Exercise time at which the first of its rows could be seen, was seen, and was cited. */
  knowableAt: Instant.nullable(),
  seenAt: Instant.nullable(),
  citedAt: Instant.nullable(),
  /** A query that shows its rows. */
  query: z.string(),
  rows: z.array(z.object({ itemId: ItemId, table: z.string(), at: Instant, summary: z.string() })),
});
export type DebriefStep = z.infer<typeof DebriefStep>;

export const DebriefView = z.object({
  body: z.string(),
  points: z.number(),
  pointsMax: z.number(),
  sections: z.array(z.object({ section: ScoreLine.shape.section, points: z.number(), pointsMax: z.number() })),
  lines: z.array(ScoreLine),
  steps: z.array(DebriefStep),
  decoys: z.array(z.object({ title: z.string(), whyNot: z.string(), wasTaken: z.boolean() })),
  alerts: z.array(
    z.object({
      number: z.number().int(),
      title: z.string(),
      truth: z.string(),
      given: z.string().nullable(),
      isRight: z.boolean(),
      reason: z.string(),
    }),
  ),
  submitted: ReportBody.nullable(),
});
export type DebriefView = z.infer<typeof DebriefView>;
