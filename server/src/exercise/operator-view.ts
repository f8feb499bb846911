import type { Exercise } from "../state/exercise.ts";
import type { State } from "../state/state.ts";
import type { LiveRows } from "../telemetry/store.ts";
import { readLiveRows } from "./live-rows.ts";
import { scenarioOf } from "./scenario-of.ts";

/**
 * What whoever runs the lab sees beside an exercise's world. The alerts of a team are its own; in a class there is no telling
 * whose are meant, so that there are none.
 */
export async function liveRowsForOperator(state: State, exercise: Exercise): Promise<LiveRows> {
  const [team, ...others] = await state.exercises.teamsOf(exercise.id);
  const { rules } = await scenarioOf({ state }, exercise);
  return readLiveRows(state, { exerciseId: exercise.id, teamId: others.length > 0 ? null : (team?.id ?? null), rules });
}

/** What an operator's query gets; it waits in the same queue as everybody's. */
export const OPERATOR_LIMITS = { rowsMax: 10_000, bytesMax: 64_000_000, timeoutMs: 60_000 };
