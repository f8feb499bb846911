import type { ScoreLine } from "../../contract/index.ts";
import type { GradeInput } from "./grade-input.ts";
import { scoreLine } from "./section.ts";

/** A hint costs its price only if its step was then solved: asking for help must never be worse than giving up. */
export function gradeHints({ scenario, hintsOpened, guideDone }: GradeInput): readonly ScoreLine[] {
  return scenario.guide.flatMap((step) => {
    const indexes = [...new Set(hintsOpened.filter(({ stepId }) => stepId === step.id).map(({ index }) => index))];
    const price = indexes.reduce((sum, index) => sum + (step.hints[index]?.price ?? 0), 0);
    if (price === 0) return [];
    const isSolved = guideDone.includes(step.id);
    const count = indexes.length === 1 ? "One hint" : `${indexes.length} hints`;
    const reason = isSolved ? `${count}, and the step was solved with it.` : `${count}, but the step stayed open, so nothing is charged.`;
    const points = isSolved ? -price : 0;
    return [scoreLine("hints", step.id, step.title, { points, pointsMax: 0, reason, outcome: isSolved ? "deducted" : "not-required" })];
  });
}
