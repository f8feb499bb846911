import type { ScoreLine } from "../../contract/index.ts";
import type { GradeInput } from "./grade-input.ts";
import { scoreLine } from "./section.ts";
import type { TruthValues } from "./truth-values.ts";

const SETS = [
  ["hosts", "Affected hosts"],
  ["accounts", "Affected accounts"],
  ["mailboxes", "Affected mailboxes"],
] as const;

/** Each set by precision and recall together (F1). "None" is an answer too, but only beside a set that is not empty. */
export function gradeScope(input: GradeInput, values: TruthValues): readonly ScoreLine[] {
  const { scope } = input.scenario.grading;
  if (scope.points === 0) return [];
  const isStated = SETS.some(([key]) => input.report.scope[key].some((value) => value.trim() !== ""));
  const weights = SETS.map(([key]) => (scope[key].length > 0 ? 2 : 1));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return SETS.map(([key, title], index) => {
    const truth = canonicalSet(
      scope[key].map((value) => values.render(value)),
      values,
    );
    const given = canonicalSet(input.report.scope[key], values);
    const right = [...given].filter((value) => truth.has(value)).length;
    const extra = given.size - right;
    const missing = truth.size - right;
    const pointsMax = (scope.points * (weights[index] ?? 1)) / total;
    const share = truth.size === 0 && given.size === 0 ? Number(isStated) : (2 * right) / (2 * right + extra + missing);
    return scoreLine("scope", key, title, { points: pointsMax * share, pointsMax, reason: reasonFor(truth.size, right, extra, isStated) });
  });
}

function canonicalSet(valuesGiven: readonly string[], values: TruthValues): Set<string> {
  return new Set(valuesGiven.filter((value) => value.trim() !== "").map((value) => values.canonical(value)));
}

function reasonFor(truthSize: number, right: number, extra: number, isStated: boolean): string {
  if (!isStated) return "You state no scope at all; say what is affected, and what is not follows from it.";
  if (truthSize === 0)
    return extra === 0 ? "Right: nothing shows that any is affected." : `${extra} too many: no row shows that any is affected.`;
  if (extra === 0 && right === truthSize) return "Exactly right.";
  const parts = [
    right < truthSize ? `${truthSize - right} of ${truthSize} missing` : "",
    extra > 0 ? `${extra} that nothing in the logs shows to be affected` : "",
  ].filter((part) => part !== "");
  return `${right} right, ${parts.join(", ")}.`;
}
