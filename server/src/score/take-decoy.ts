import type { Finding } from "../../contract/index.ts";
import type { Grading } from "../scenario/model.ts";
import { namesAnswer } from "./normalise-answer.ts";
import type { Support } from "./supported-steps.ts";
import type { TruthValues } from "./truth-values.ts";

export type Decoy = Grading["decoys"][number];

/** The decoy that a finding has taken for the real thing: by the rows it cites, or by what it names. */
export function findDecoy(finding: Finding, support: Support, decoys: readonly Decoy[], values: TruthValues): Decoy | null {
  return (
    decoys.find(({ stepId }) => stepId !== null && support.stepIds.has(stepId)) ??
    decoys.find((decoy) =>
      decoy.values.some((value) => [finding.object, finding.who, finding.host].some((given) => namesAnswer(given, values.render(value)))),
    ) ??
    null
  );
}
