/**
 * Quadratic (Brier) scoring: whoever says how sure they really are expects the most. `confidence` is in percent.
 * Right: 0 at 0 %, three quarters at 50 %, everything at 100 %.
 */
export function rewardShare(confidence: number): number {
  const doubt = 1 - share(confidence);
  return 1 - doubt * doubt;
}

/** Wrong: nothing lost at 0 %, a quarter at 50 %, everything at 100 %. */
export function penaltyShare(confidence: number): number {
  return share(confidence) ** 2;
}

function share(confidence: number): number {
  return Math.min(100, Math.max(0, confidence)) / 100;
}

/** A clause for a line's reason when confidence has cost points; empty when it has not. */
export function confidenceRemark(confidence: number): string {
  if (confidence >= 95) return "";
  return ` You were ${confidence} % sure of something that is so; more trust in your evidence would have earned the rest.`;
}
