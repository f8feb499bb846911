import { type SimTime, parseSimTime } from "../../base/sim-time.ts";
import type { TechniqueDescription } from "../../range/technique-catalogue.ts";
import { parseDuration } from "../duration.ts";
import type { StoryFileStep } from "../files/story-file.ts";
import type { ScenarioWindow, StepTime, StoryStep } from "../model.ts";
import type { ScenarioFile } from "../files/scenario-file.ts";

export function buildWindow(window: ScenarioFile["window"]): ScenarioWindow {
  return {
    historyDays: window.historyDays,
    exerciseStart: instantOf(window.exerciseStart),
    exerciseMinutes: window.exerciseMinutes,
    timeZone: window.timeZone,
    holidays: window.holidays ?? [],
    alertLookbackHours: window.alertLookbackHours,
  };
}

export function buildStep(step: StoryFileStep, techniques: readonly TechniqueDescription[]): StoryStep {
  const known = techniques.find(({ name }) => name === step.technique);
  return {
    id: step.id,
    title: step.title,
    explanation: step.explanation.trim(),
    actorId: step.actor,
    technique: step.technique,
    parameters: step.with ?? {},
    when: buildStepTime(step.when),
    attack: step.attack ?? known?.attack ?? [],
  };
}

export function buildStepTime(when: StoryFileStep["when"]): StepTime {
  const jitter = micros(when.jitter);
  if (when.at !== undefined) return { kind: "at", at: instantOf(when.at), jitter };
  if (when.after !== undefined) return { kind: "after", stepId: when.after, offset: micros(when.delay), jitter };
  return { kind: "exercise", offset: micros(when.exercise), jitter };
}

/** Durations have passed the schema, so an unreadable one is only an absent one. */
export function micros(duration: string | undefined): number {
  return duration === undefined ? 0 : (parseDuration(duration) ?? 0);
}

/** The schema has checked the digits; a day that no calendar has (30 February) rolls over as `Date` does. */
function instantOf(text: string): SimTime {
  return parseSimTime(text);
}
