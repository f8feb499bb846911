/** A percentage in the words that analysts use for it (after the estimative scale of the intelligence trade). */
export function confidenceWords(percent: number): string {
  if (percent >= 95) return "almost certain";
  if (percent >= 80) return "very likely";
  if (percent >= 60) return "likely";
  if (percent > 40) return "about even";
  if (percent > 20) return "unlikely";
  if (percent > 5) return "very unlikely";
  return "almost no chance";
}
