import { formatSimTime } from "../base/sim-time.ts";
import type { ResolvedCast, StepOccurrence } from "../range/run.ts";

/** `{{ story.plant.path }}`; blanks inside the braces do not count. */
export const REFERENCE = /\{\{\s*([^{}]*?)\s*\}\}/g;

/**
 * Fills a text's `{{references}}` with what this run generated. `{{story.<step>.at}}` is the step's beginning, UTC to the
 * second, when `steps` are given. The linter has checked the names; one that a run does not know shows as `‹name›`.
 */
export function renderText(text: string, cast: ResolvedCast, steps: readonly StepOccurrence[] = []): string {
  return text.replaceAll(REFERENCE, (_, name: string) => cast.values.get(name) ?? timeOf(name, steps) ?? `‹${name}›`);
}

function timeOf(name: string, steps: readonly StepOccurrence[]): string | null {
  const step = steps.find(({ stepId }) => name === `story.${stepId}.at`);
  return step === undefined ? null : formatSimTime(step.at, 0).replace("T", " ").replace("Z", " UTC");
}
