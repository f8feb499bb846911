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

/** What fills the references in this exercise's texts; waits for the world, which has drawn the names. */
export async function rendererFor(lab: Lab, exercise: Pick<Exercise, "id">): Promise<(text: string) => string> {
  const world = await lab.runtime.ensureWorld(exercise.id);
  return (text) => renderText(text, world.cast, world.truth.steps);
}
