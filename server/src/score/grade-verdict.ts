import type { ScoreLine } from "../../contract/index.ts";
import { confidenceRemark, penaltyShare, rewardShare } from "./confidence.ts";
import type { GradeInput } from "./grade-input.ts";
import { scoreLine } from "./section.ts";

const WORDS = { "not-compromised": "not compromised", attempted: "attempted only", compromised: "compromised" } as const;

/** The one-word answer, weighed by how sure it was given. */
export function gradeVerdict({ scenario, report }: GradeInput): ScoreLine {
  const { accepted, points: pointsMax, why } = scenario.grading.verdict;
  const title = "Compromised or not";
  const { verdict, verdictConfidence } = report;
  if (verdict === "undecided") {
    return scoreLine("verdict", "verdict", title, { points: 0, pointsMax, reason: `You left the question open. ${why}` });
  }
  if (verdict === accepted) {
    const reason = `Right: ${WORDS[accepted]}. ${why}${confidenceRemark(verdictConfidence)}`;
    return scoreLine("verdict", "verdict", title, { points: pointsMax * rewardShare(verdictConfidence), pointsMax, reason });
  }
  const reason = `You say ${WORDS[verdict]}. ${why}`;
  return scoreLine("verdict", "verdict", title, {
    points: -pointsMax * penaltyShare(verdictConfidence),
    pointsMax,
    reason,
    outcome: "wrong",
  });
}
