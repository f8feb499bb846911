import { MICROS_PER_DAY, MICROS_PER_MINUTE } from "../../base/sim-time.ts";
import { buildStepTime, buildWindow } from "../build/build-story.ts";
import { formatDuration } from "../duration.ts";
import { suggestName } from "../nearest-name.ts";
import type { StoryFileStep } from "../files/story-file.ts";
import type { Shaped } from "../read-files.ts";
import type { StoryFile } from "../files/story-file.ts";
import { type LintContext, stepIdsOf } from "./lint-context.ts";

/** Earliest and latest instant at which a step may begin. */
interface Span {
  readonly earliest: number;
  readonly latest: number;
}

/** Every step can be reached, lies within the logs, and comes after the steps that it builds on. */
export function lintStepTimes(context: LintContext): void {
  const { files, findings } = context;
  const { story, scenario } = files;
  if (story === null || scenario === null) return;
  if (hasBrokenChain(context, story)) return;
  const window = buildWindow(scenario.data.window);
  const begin = window.exerciseStart - window.historyDays * MICROS_PER_DAY;
  const end = window.exerciseStart + window.exerciseMinutes * MICROS_PER_MINUTE;
  const spans = new Map<string, Span>();
  const spanOf = (step: StoryFileStep): Span => spans.get(step.id) ?? computeSpan(step, story, window.exerciseStart, spans);
  for (const [index, step] of story.data.steps.entries()) {
    const span = spanOf(step);
    if (span.earliest < begin || span.latest > end) {
      const early = span.earliest < begin;
      const off = formatDuration(early ? begin - span.earliest : span.latest - end);
      const message = early
        ? `\`${step.id}\` begins ${off} before the logs do.`
        : `\`${step.id}\` may begin ${off} after the exercise has ended.`;
      const fix = early ? "Move it later, or raise `historyDays`." : "Move it earlier, shorten the jitter, or raise `exerciseMinutes`.";
      findings.error(story.source.file, story.source.placeOf(["steps", index, "when"]), "step-outside-window", message, fix);
    }
    lintOrder(context, story, step, index, spanOf);
  }
}

function computeSpan(step: StoryFileStep, story: Shaped<StoryFile>, start: number, spans: Map<string, Span>): Span {
  const when = buildStepTime(step.when);
  let from: Span;
  if (when.kind === "at") from = { earliest: when.at, latest: when.at };
  else if (when.kind === "exercise") from = { earliest: start + when.offset, latest: start + when.offset };
  else {
    const previous = story.data.steps.find(({ id }) => id === when.stepId);
    const known =
      previous === undefined ? { earliest: start, latest: start } : (spans.get(previous.id) ?? computeSpan(previous, story, start, spans));
    from = { earliest: known.earliest + when.offset, latest: known.latest + when.offset };
  }
  const span = { earliest: from.earliest, latest: from.latest + Math.max(0, when.jitter) };
  spans.set(step.id, span);
  return span;
}

/** A step that uses what another made (`page: plant`) may not begin before it. */
function lintOrder(
  context: LintContext,
  story: Shaped<StoryFile>,
  step: StoryFileStep,
  index: number,
  spanOf: (step: StoryFileStep) => Span,
): void {
  const technique = context.techniques.find(({ name }) => name === step.technique);
  for (const parameter of technique?.parameters ?? []) {
    if (parameter.kind !== "step") continue;
    const made = story.data.steps.find(({ id }) => id === step.with?.[parameter.name]);
    if (made === undefined || isLater(step, made, story, spanOf)) continue;
    const message = `\`${step.id}\` uses \`${made.id}\`, which may begin only later.`;
    const place = story.source.placeOf(["steps", index, "with", parameter.name]);
    context.findings.error(story.source.file, place, "step-order", message, `Write \`when: { after: ${made.id}, delay: … }\`.`);
  }
}

/** Later for certain: chained to it by `after` with no step back, or its earliest is not before the other's latest. */
function isLater(step: StoryFileStep, made: StoryFileStep, story: Shaped<StoryFile>, spanOf: (step: StoryFileStep) => Span): boolean {
  for (let at: StoryFileStep | undefined = step; at !== undefined;) {
    if (at.id === made.id) return at !== step;
    const when = buildStepTime(at.when);
    if (when.kind !== "after" || when.offset < 0) break;
    at = story.data.steps.find(({ id }) => id === when.stepId);
  }
  return spanOf(step).earliest >= spanOf(made).latest && step !== made;
}

/** Reports references to absent steps and loops; with either, times cannot be computed. */
function hasBrokenChain({ files, findings }: LintContext, story: Shaped<StoryFile>): boolean {
  const ids = stepIdsOf(files);
  let isBroken = false;
  for (const [index, step] of story.data.steps.entries()) {
    const place = story.source.placeOf(["steps", index, "when", "after"]);
    if (step.when.after !== undefined && !ids.includes(step.when.after)) {
      const message = `\`${step.id}\` waits for \`${step.when.after}\`, which the story does not have, so it is never reached.`;
      findings.error(story.source.file, place, "step-unknown-step", message, suggestName(step.when.after, ids));
      isBroken = true;
    }
    const loop = loopFrom(step, story.data.steps);
    if (loop === null) continue;
    isBroken = true;
    const message = `These steps wait for each other: ${loop.join(" → ")}.`;
    findings.error(story.source.file, place, "step-cycle", message, "Give one of them an `at` or `exercise` time.");
  }
  return isBroken;
}

/** The loop that begins and ends at this step; null when following `after` leads elsewhere. */
function loopFrom(step: StoryFileStep, steps: readonly StoryFileStep[]): string[] | null {
  const path = [step.id];
  let next = step.when.after;
  while (next !== undefined && path.length <= steps.length) {
    path.push(next);
    if (next === step.id) return path;
    const id = next;
    next = steps.find((other) => other.id === id)?.when.after;
  }
  return null;
}
