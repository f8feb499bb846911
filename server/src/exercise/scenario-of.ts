import type { WorldRun } from "../range/run.ts";
import { ENGINE_VERSION } from "../range/engine-version.ts";
import { createWorldRun } from "../range/world.ts";
import type { Scenario } from "../scenario/model.ts";
import { renderText } from "../scenario/render-text.ts";
import type { Exercise } from "../state/exercise.ts";
import type { State } from "../state/state.ts";
import type { Lab } from "./lab.ts";

const known = new WeakMap<State, Map<string, Scenario>>();

/** The scenario as it was when the exercise was made. Versions never change, so each is read once. */
export async function scenarioOf({ state }: Pick<Lab, "state">, exercise: Pick<Exercise, "scenarioHash">): Promise<Scenario> {
  const versions = known.get(state) ?? new Map<string, Scenario>();
  known.set(state, versions);
  const cached = versions.get(exercise.scenarioHash);
  if (cached !== undefined) return cached;
  const scenario = await state.exercises.scenarioOf(exercise.scenarioHash);
  if (scenario === null) throw new Error(`scenario version ${exercise.scenarioHash} is not in the database`);
  versions.set(exercise.scenarioHash, scenario);
  return scenario;
}

/** Worlds whose names have been drawn in this process; a class asks for the same ones again and again. */
const CASTS_KEPT = 64;
const drawn = new Map<string, Pick<WorldRun, "cast" | "steps">>();

/**
 * What fills the references in this exercise's texts. Names follow from scenario and seed alone, so a brief can be read while
 * the logs are still being written; only an exercise of an older engine has to ask its stored world.
 */
export async function rendererFor(lab: Lab, { id }: Pick<Exercise, "id">): Promise<(text: string) => string> {
  const exercise = await lab.state.exercises.find(id);
  if (exercise === null) throw new RangeError(`no exercise ${id}`);
  if (exercise.engineVersion !== ENGINE_VERSION) {
    const world = await lab.runtime.ensureWorld(id);
    return (text) => renderText(text, world.cast, world.truth.steps);
  }
  const { cast, steps } = drawNames(await scenarioOf(lab, exercise), exercise.seed);
  return (text) => renderText(text, cast, steps);
}

function drawNames(scenario: Scenario, seed: number): Pick<WorldRun, "cast" | "steps"> {
  const name = `${scenario.contentHash}/${seed}`;
  const known = drawn.get(name);
  if (known !== undefined) return known;
  const { cast, steps } = createWorldRun(scenario, seed);
  const [oldest] = drawn.keys();
  if (drawn.size >= CASTS_KEPT && oldest !== undefined) drawn.delete(oldest);
  drawn.set(name, { cast, steps });
  return { cast, steps };
}
