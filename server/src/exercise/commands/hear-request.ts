import { randomUUID } from "node:crypto";
import { tickText } from "../../base/tick-text.ts";
import { LOG_TABLES } from "../../logs/catalogue.ts";
import { cellColumns } from "../../logs/table.ts";
import { LookAlike, type OutsideRequest } from "../../range/exchange/look-alike/look-alike.ts";
import type { SurfaceAnswer } from "../../range/exchange/look-alike/surface.ts";
import type { WorldCheckpoint } from "../../range/run.ts";
import type { SensedRow } from "../../range/sensors/sensor-stage.ts";
import type { Exercise } from "../../state/exercise.ts";
import type { ExerciseId } from "../../state/ids.ts";
import type { ListenerRow } from "../../state/listener-request.ts";
import type { Lab } from "../lab.ts";
import { refuseConflict, refuseNotFound, Refusal } from "../refusal.ts";
import { scenarioOf } from "../scenario-of.ts";

/** Requests kept for one exercise: an afternoon by hand or by a small tool, not a load test. */
const REQUESTS_MAX = 5_000;
/** Servers kept in memory; each is an estate. */
const STAND_INS_MAX = 4;

interface StandIn {
  readonly lookAlike: LookAlike;
  /** The checkpoint that it goes on from. */
  segment: string | null;
}

const standIns = new WeakMap<Lab, Map<ExerciseId, StandIn>>();

/**
 * A request came to the look-alike listener: the exercise's server answers as of the clock, and the rows that its sensors write
 * are kept with the exercise. The caller has been authorised by whoever runs the lab.
 * @throws Refusal NOT_FOUND, CONFLICT when the exercise is over or unclear, TOO_MANY_REQUESTS when it has heard enough.
 */
export async function hearRequest(lab: Lab, exerciseId: ExerciseId | null, request: OutsideRequest): Promise<SurfaceAnswer | null> {
  const exercise = await exerciseToListenFor(lab, exerciseId);
  const at = lab.runtime.simNowOf(exercise.id);
  const lookAlike = await standInFor(lab, exercise);
  const { answer, rows } = lookAlike.answer(request, at);
  const kept = await lab.state.listenerRequests.add(exercise.id, at, rows.map(toListenerRow), REQUESTS_MAX);
  if (!kept)
    throw new Refusal("TOO_MANY_REQUESTS", `This exercise has heard ${REQUESTS_MAX} requests; that is all it keeps.`, {
      retryAfterSeconds: 3600,
    });
  return answer;
}

/** The one that is named, or the only one that is going on. */
async function exerciseToListenFor(lab: Lab, id: ExerciseId | null): Promise<Exercise> {
  const named = id === null ? null : await lab.state.exercises.find(id);
  if (id !== null && named === null) throw refuseNotFound("There is no such exercise. Its id is in the address of its pages.");
  const running = named === null ? await lab.state.exercises.listRunning() : [named];
  const [exercise, other] = running;
  if (exercise === undefined) throw refuseConflict("listener/no_exercise", "No exercise is going on. Start one in the console.");
  if (other !== undefined)
    throw refuseConflict("listener/many_exercises", "More than one exercise is going on. Say which with --exercise and its id.");
  await lab.runtime.start(exercise.id);
  if (lab.runtime.clockOf(exercise.id).state === "ended") throw refuseConflict("exercise/ended", "This exercise has ended.");
  return exercise;
}

async function standInFor(lab: Lab, exercise: Exercise): Promise<LookAlike> {
  const world = await lab.runtime.ensureWorld(exercise.id);
  const known = standIns.get(lab) ?? new Map<ExerciseId, StandIn>();
  standIns.set(lab, known);
  let standIn = known.get(exercise.id);
  if (standIn === undefined) {
    const [oldest] = known.keys();
    if (known.size >= STAND_INS_MAX && oldest !== undefined) known.delete(oldest);
    standIn = { lookAlike: new LookAlike(await scenarioOf(lab, exercise), exercise.seed), segment: null };
    known.set(exercise.id, standIn);
  }
  const checkpoint = world.checkpointBefore(lab.runtime.simNowOf(exercise.id));
  if (checkpoint !== null && checkpoint.segment !== standIn.segment) {
    standIn.lookAlike.resumeFrom((await checkpoint.read()) as WorldCheckpoint);
    standIn.segment = checkpoint.segment;
  }
  return standIn.lookAlike;
}

const COLUMNS = new Map(LOG_TABLES.map((table) => [table.name, cellColumns(table).map(({ name }) => name)]));

/** As the query engine takes rows that come with a query; searchable at once. */
function toListenerRow({ table, atTicks, cells }: SensedRow): ListenerRow {
  const row: Record<string, string | number | boolean | null> = { _ItemId: randomUUID(), TimeGenerated: tickText(atTicks) };
  for (const [index, name] of (COLUMNS.get(table) ?? []).entries()) {
    const cell = cells[index] ?? null;
    row[name] = typeof cell === "bigint" ? tickText(cell) : cell;
  }
  return { table, row };
}
