import { RandomStream } from "../../base/random-stream.ts";
import { addMicros, type SimTime } from "../../base/sim-time.ts";
import type { Scenario, StepTime, StoryStep } from "../../scenario/model.ts";
import type { Estate } from "../estate/estate.ts";
import type { StepOccurrence } from "../run.ts";
import { isAtWork } from "./working-hours.ts";
import type { DecisionContext, Technique } from "./technique.ts";

/** The story as this seed tells it: when each step begins, and what it chose. Fixed before the world runs. */
export interface StoryPlan {
  /** In order of time. */
  readonly occurrences: readonly StepOccurrence[];
  /** By step id. */
  readonly values: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

/**
 * @throws RangeError for a step whose technique, actor or referred step does not exist, or that waits for itself: the
 * scenario linter reports these before.
 */
export function planStory(scenario: Scenario, estate: Estate, seed: number, techniques: ReadonlyMap<string, Technique>): StoryPlan {
  const steps = new Map(scenario.story.map((step) => [step.id, step]));
  const times = new Map<string, SimTime>();
  for (const step of scenario.story) timeOf(step, { scenario, steps, times, seed, waiting: new Set() });
  const occurrences = scenario.story
    .map((step): StepOccurrence => ({ stepId: step.id, actorId: step.actorId, at: times.get(step.id) ?? scenario.window.exerciseStart }))
    .sort((a, b) => a.at - b.at);
  const values = new Map<string, Readonly<Record<string, string>>>();
  for (const { stepId } of occurrences) {
    const step = steps.get(stepId);
    if (step !== undefined) values.set(stepId, decide(step, estate, seed, techniques, values));
  }
  return { occurrences, values };
}

function decide(
  step: StoryStep,
  estate: Estate,
  seed: number,
  techniques: ReadonlyMap<string, Technique>,
  values: ReadonlyMap<string, Readonly<Record<string, string>>>,
): Readonly<Record<string, string>> {
  const technique = techniques.get(step.technique);
  const actor = estate.actors.get(step.actorId);
  if (technique === undefined) throw new RangeError(`step ${step.id}: no technique ${step.technique}`);
  if (actor === undefined) throw new RangeError(`step ${step.id}: no actor ${step.actorId}`);
  const valueOf: DecisionContext["valueOf"] = (stepId, key) => values.get(stepId)?.[key] ?? null;
  return technique.decide({ step, actor, estate, draws: RandomStream.named(seed, `story/${step.id}/decide`), valueOf });
}

interface TimeContext {
  readonly scenario: Scenario;
  readonly steps: ReadonlyMap<string, StoryStep>;
  readonly times: Map<string, SimTime>;
  readonly seed: number;
  readonly waiting: Set<string>;
}

function timeOf(step: StoryStep, context: TimeContext): SimTime {
  const known = context.times.get(step.id);
  if (known !== undefined) return known;
  if (context.waiting.has(step.id)) throw new RangeError(`step ${step.id} waits for itself`);
  context.waiting.add(step.id);
  const { when } = step;
  const base = baseOf(step, when, context);
  const at = when.jitter === 0 ? base : drawMoment(step, base, context);
  context.times.set(step.id, at);
  return at;
}

const DRAWS_FOR_HOURS = 24;

/** Somewhere in the step's jitter, and in its actor's working hours when the two meet. */
function drawMoment(step: StoryStep, base: SimTime, { scenario, seed }: TimeContext): SimTime {
  const draws = RandomStream.named(seed, `story/${step.id}/when`);
  const hours = scenario.actors.find(({ id }) => id === step.actorId)?.workingHours ?? null;
  const first = addMicros(base, draws.between(0, step.when.jitter));
  let at = first;
  for (let n = 0; n < DRAWS_FOR_HOURS && !isAtWork(hours, at); n += 1) at = addMicros(base, draws.between(0, step.when.jitter));
  return isAtWork(hours, at) ? at : first;
}

function baseOf(step: StoryStep, when: StepTime, context: TimeContext): SimTime {
  switch (when.kind) {
    case "at":
      return when.at;
    case "exercise":
      return addMicros(context.scenario.window.exerciseStart, when.offset);
    case "after": {
      const other = context.steps.get(when.stepId);
      if (other === undefined) throw new RangeError(`step ${step.id}: no step ${when.stepId}`);
      return addMicros(timeOf(other, context), when.offset);
    }
  }
}

/** `story.<stepId>.<key>` → value, for texts and grading. */
export function storyValues({ values }: StoryPlan): ReadonlyMap<string, string> {
  const flat = new Map<string, string>();
  for (const [stepId, yields] of values) {
    for (const [key, value] of Object.entries(yields)) flat.set(`story.${stepId}.${key}`, value);
  }
  return flat;
}
