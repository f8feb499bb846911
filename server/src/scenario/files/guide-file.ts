import { z } from "zod";
import { FindingKind } from "../../../contract/index.ts";
import { LocalId, Prose } from "./parts.ts";

/** One condition: exactly one of the keys, `table` only beside `ranQuery` and `saw`. */
export interface ConditionFile {
  readonly opened?: "brief" | "alerts" | "hunt" | "evidence" | "case" | undefined;
  readonly ranQuery?: boolean | undefined;
  readonly saw?: string | undefined;
  readonly table?: string | undefined;
  readonly pinned?: string | undefined;
  readonly judged?: string | undefined;
  readonly stated?: FindingKind | undefined;
  readonly submitted?: boolean | undefined;
  readonly all?: readonly ConditionFile[] | undefined;
  readonly any?: readonly ConditionFile[] | undefined;
}

const VERBS = ["opened", "ranQuery", "saw", "pinned", "judged", "stated", "submitted", "all", "any"] as const;

const Condition: z.ZodType<ConditionFile> = z
  .strictObject({
    opened: z.enum(["brief", "alerts", "hunt", "evidence", "case"]).optional().describe("Opened this page."),
    ranQuery: z.boolean().optional().describe("Ran any query, or one that names `table`."),
    saw: LocalId.optional().describe("Had a row of this step on the screen, in `table` if that is given."),
    table: z.string().optional(),
    pinned: LocalId.optional().describe("Pinned a row of this step as evidence."),
    judged: z.string().optional().describe("Gave a verdict on an alert raised by rows of this step; `any` for any alert."),
    stated: FindingKind.optional().describe("Wrote a finding of this kind."),
    submitted: z.boolean().optional().describe("Submitted the report."),
    get all() {
      return z.array(Condition).optional();
    },
    get any() {
      return z.array(Condition).optional();
    },
  })
  .superRefine((condition, context) => {
    const given = VERBS.filter((verb) => condition[verb] !== undefined);
    if (given.length !== 1) context.addIssue({ code: "custom", message: `A condition has exactly one of ${VERBS.join(", ")}` });
    if (condition.table !== undefined && condition.ranQuery === undefined && condition.saw === undefined) {
      context.addIssue({ code: "custom", message: "`table` goes with `ranQuery` and `saw` only" });
    }
  });

/** `guide.yaml`: steps that tick themselves off from what a trainee really did. */
export const GuideFile = z.strictObject({
  steps: z.array(
    z.strictObject({
      id: LocalId,
      title: Prose.max(120),
      body: Prose.describe("Markdown. May quote {{values}}, but must not give the answer away."),
      doneWhen: Condition,
      hints: z
        .array(
          z.strictObject({
            price: z.number().min(0).max(20).describe("Points, taken only if the step is then solved."),
            body: z.string(),
          }),
        )
        .optional(),
    }),
  ),
});
export type GuideFile = z.infer<typeof GuideFile>;
