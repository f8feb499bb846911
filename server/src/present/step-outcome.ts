import type { DebriefStep, ScoreLine } from "../../contract/index.ts";

interface StepWork {
  readonly isCited: boolean;
  readonly isSeen: boolean;
  readonly lines: readonly Pick<ScoreLine, "section" | "outcome" | "stepIds">[];
}

/**
 * What was made of a step of the story. A claim may rest on any of several steps, and some steps are nobody's question, so a step
 * that was not cited is a miss only while a finding that it would have supported is missing.
 */
export function stepOutcome(stepId: string, { isCited, isSeen, lines }: StepWork): DebriefStep["outcome"] {
  if (isCited) return "found";
  const isWanted = lines.some((line) => line.section === "findings" && line.outcome === "missed" && line.stepIds.includes(stepId));
  if (!isWanted) return "not-needed";
  return isSeen ? "seen-not-cited" : "missed";
}
