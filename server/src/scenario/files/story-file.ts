import { z } from "zod";
import { AttackId, Duration, LocalId, Prose, UtcInstant } from "./parts.ts";

const When = z
  .strictObject({
    at: UtcInstant.optional().describe("At this instant, UTC."),
    exercise: Duration.optional().describe("This long after the exercise start; negative for before, e.g. `-6h20m`."),
    after: LocalId.optional().describe("After this step …"),
    delay: Duration.optional().describe("… by this much."),
    jitter: Duration.optional().describe("Plus a random part between nothing and this, drawn from the seed."),
  })
  .superRefine((when, context) => {
    const given = [when.at, when.exercise, when.after].filter((value) => value !== undefined).length;
    if (given !== 1) context.addIssue({ code: "custom", message: "`when` takes exactly one of `at`, `exercise` and `after`" });
    if (when.delay !== undefined && when.after === undefined) {
      context.addIssue({ code: "custom", message: "`delay` goes with `after` only" });
    }
  });

/** `story.yaml`: what intruders and others do. What that leaves in the logs is the simulator's business. */
export const StoryFile = z.strictObject({
  steps: z
    .array(
      z.strictObject({
        id: LocalId,
        title: Prose.max(120).describe("For the debrief and the facilitator's track."),
        actor: LocalId,
        technique: z.string().describe("Name in the technique library; `npx mailroom techniques` lists them."),
        with: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
        when: When,
        attack: z.array(AttackId).optional().describe("ATT&CK techniques; left out, the technique's own."),
        explanation: Prose.describe("What happened and where one sees it, for the debrief. May quote {{values}}."),
      }),
    )
    .min(1),
});
export type StoryFile = z.infer<typeof StoryFile>;
export type StoryFileStep = StoryFile["steps"][number];
