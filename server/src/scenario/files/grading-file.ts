import { z } from "zod";
import { FindingKind, IndicatorKind } from "../../../contract/index.ts";
import { Duration, LocalId, Points, Prose } from "./parts.ts";

const SectionPoints = z.number().min(0).max(100);

const Claim = z.strictObject({
  id: LocalId,
  title: Prose,
  step: LocalId.describe("The finding is recognised by evidence that this step caused."),
  orSteps: z.array(LocalId).optional().describe("Evidence of these steps is accepted too."),
  kinds: z.array(FindingKind).min(1).describe("Finding kinds that fit; the first is the best."),
  points: SectionPoints,
  timeTolerance: Duration.optional().describe("How far the stated time may be off; left out, time is not asked."),
  hosts: z.array(z.string()).optional().describe("Accepted values, quoting {{values}}; left out, not asked."),
  who: z.array(z.string()).optional(),
  objects: z.array(z.string()).optional(),
  why: Prose,
});

const Action = z.strictObject({
  id: LocalId,
  title: Prose,
  description: Prose,
  points: Points.describe("Positive: right here. Negative: harmful here."),
  after: z.array(LocalId).optional().describe("Right only when it is listed after these."),
  pointsOutOfOrder: Points.optional().describe("Points when the order is wrong."),
  why: Prose,
});

/** `grading.yaml`: what matters, what it is worth and what to say. Facts come from the run, never from here. */
export const GradingFile = z.strictObject({
  verdict: z.strictObject({ accepted: z.enum(["not-compromised", "attempted", "compromised"]), points: SectionPoints, why: Prose }),
  claims: z.array(Claim),
  alerts: z.strictObject({
    points: SectionPoints,
    rules: z.array(
      z.strictObject({
        rule: LocalId.describe("The rule's file name without `.yaml`."),
        benign: z.enum(["benign-true-positive", "false-positive"]).describe("The right verdict when no intruder is behind the rows."),
        why: Prose,
      }),
    ),
  }),
  indicators: z.strictObject({
    points: SectionPoints,
    items: z.array(z.strictObject({ kind: IndicatorKind, value: z.string(), weight: z.number().min(0).max(10), why: Prose })),
    benign: z.array(z.strictObject({ value: z.string(), why: Prose })).optional(),
  }),
  scope: z.strictObject({
    points: SectionPoints,
    hosts: z.array(z.string()),
    accounts: z.array(z.string()),
    mailboxes: z.array(z.string()),
  }),
  actions: z.strictObject({ points: SectionPoints, library: z.array(Action).min(1) }),
  narrative: z.strictObject({
    points: SectionPoints,
    concepts: z.array(
      z.strictObject({
        id: LocalId,
        title: Prose,
        points: SectionPoints,
        anyOf: z.array(Prose).min(1).describe("Phrases; `word*` for a beginning, `a + b` for both in one sentence."),
        unless: z.array(Prose).optional().describe("Phrases that contradict it."),
        why: Prose,
      }),
    ),
  }),
  decoys: z.array(
    z.strictObject({
      id: LocalId,
      title: Prose,
      step: LocalId.optional(),
      values: z.array(z.string()).optional(),
      acceptedKinds: z.array(FindingKind).optional().describe("Under these kinds, reporting its rows is no mistake."),
      penalty: z.number().min(0).max(20),
      whyNot: Prose,
    }),
  ),
});
export type GradingFile = z.infer<typeof GradingFile>;
