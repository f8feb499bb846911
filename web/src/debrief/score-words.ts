import type { DebriefStep, ScoreLine } from "@mailroom/server/contract";
import type { Tone } from "../widgets/StatusTag.tsx";

export const SECTION_TITLE: Readonly<Record<ScoreLine["section"], string>> = {
  verdict: "Verdict",
  findings: "Findings",
  triage: "Triage",
  indicators: "Indicators",
  scope: "Scope",
  actions: "Recommended actions",
  narrative: "Narrative",
  hints: "Hints",
};

export const LINE_OUTCOME: Readonly<Record<ScoreLine["outcome"], { readonly word: string; readonly tone: Tone }>> = {
  full: { word: "Full", tone: "good" },
  partial: { word: "Partly", tone: "warn" },
  missed: { word: "Missed", tone: "bad" },
  wrong: { word: "Wrong", tone: "bad" },
  deducted: { word: "Deducted", tone: "warn" },
  "not-required": { word: "Not required", tone: "neutral" },
};

export const STEP_OUTCOME: Readonly<Record<DebriefStep["outcome"], { readonly word: string; readonly tone: Tone }>> = {
  found: { word: "Found", tone: "good" },
  "seen-not-cited": { word: "Seen, not cited", tone: "warn" },
  missed: { word: "Missed", tone: "bad" },
  "not-needed": { word: "Not needed", tone: "neutral" },
};

/** "6 of 7 steps found, 3 more not needed": what nobody had to cite is no miss. */
export function stepCountText(steps: readonly Pick<DebriefStep, "outcome">[]): string {
  const count = (outcome: DebriefStep["outcome"]) => steps.filter((step) => step.outcome === outcome).length;
  const spare = count("not-needed");
  return `${count("found")} of ${steps.length - spare} steps found${spare === 0 ? "" : `, ${spare} more not needed`}`;
}

/** Points as people write them: whole, or with one decimal, and with a real minus sign. */
export function pointsText(points: number): string {
  return (Math.round(points * 10) / 10).toLocaleString("en-GB").replace("-", "−");
}
