import type { ScoreLine } from "../../contract/index.ts";
import type { GradeInput } from "./grade-input.ts";
import { isSameAnswer } from "./normalise-answer.ts";
import { scoreLine } from "./section.ts";
import type { TruthValues } from "./truth-values.ts";

/** A harmless value that somebody would block or hunt does more damage than one that merely leads nowhere. */
const HARMFUL_WEIGHT = 2;

/**
 * Recall by weight, times precision: the share of the list that holds. Every wanted value has its line with the points that
 * it earned; a wrong one says what it is.
 */
export function gradeIndicators(input: GradeInput, values: TruthValues): readonly ScoreLine[] {
  const { points, items, benign } = input.scenario.grading.indicators;
  if (points === 0) return [];
  const given = distinct(input.report.indicators.map(({ value }) => value).filter((value) => value.trim() !== ""));
  const wanted = items.map((item) => ({ ...item, truth: values.render(item.value) }));
  const harmless = benign.map((item) => ({ ...item, truth: values.render(item.value) }));
  const wrong = given.filter((value) => !wanted.some(({ truth }) => isSameAnswer(value, truth)));
  const harmful = wrong.filter((value) => harmless.some(({ truth }) => isSameAnswer(value, truth)));
  const right = given.length - wrong.length;
  const burden = wrong.length + harmful.length * (HARMFUL_WEIGHT - 1);
  const precision = right + burden === 0 ? 1 : right / (right + burden);
  const weight = wanted.reduce((sum, item) => sum + item.weight, 0);
  const lines = wanted.map((item, index) => {
    const isFound = given.some((value) => isSameAnswer(value, item.truth));
    const pointsMax = weight === 0 ? 0 : (points * item.weight) / weight;
    const diluted = precision < 1 ? " Some of what you list does not hold, which makes the whole list worth less." : "";
    return scoreLine("indicators", String(index + 1), `Indicator: ${item.kind}`, {
      points: isFound ? pointsMax * precision : 0,
      pointsMax,
      reason: isFound ? `Right. ${item.why}${diluted}` : `Not in your list. ${item.why}`,
    });
  });
  const wrongLines = wrong.map((value, index) => {
    const known = harmless.find(({ truth }) => isSameAnswer(value, truth));
    const reason = known === undefined ? "Nothing ties this value to the intrusion." : `Harmless, and harmful to block: ${known.why}`;
    return scoreLine("indicators", `wrong-${index + 1}`, `Your indicator "${value.slice(0, 80)}"`, {
      points: 0,
      pointsMax: 0,
      outcome: "wrong",
      reason,
    });
  });
  return [...lines, ...wrongLines];
}

function distinct(values: readonly string[]): string[] {
  return values.filter((value, index) => values.findIndex((other) => isSameAnswer(other, value)) === index);
}
