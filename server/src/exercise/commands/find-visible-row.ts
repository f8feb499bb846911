import { randomUUID } from "node:crypto";
import { parseSimTime, type SimTime } from "../../base/sim-time.ts";
import { NO_LIVE_ROWS } from "../../telemetry/store.ts";
import type { TeamVisit } from "../access.ts";
import type { Lab } from "../lab.ts";
import { readLiveRows } from "../live-rows.ts";
import { refuseNotFound } from "../refusal.ts";

const LIMITS = { rowsMax: 1, bytesMax: 100_000, timeoutMs: 10_000 };

/**
 * The table and time of a row that the team can see now. An alert is a row of `SecurityAlert` and goes by the alert's id; so are other rows that belong to the exercise.
 * @throws Refusal NOT_FOUND when there is no such row, or it is still in the future.
 */
export async function findVisibleRow(
  lab: Lab,
  { exercise, teamId, person }: TeamVisit,
  itemId: string,
): Promise<{ readonly table: string; readonly at: SimTime }> {
  const live = await readLiveRows(lab.state, { exerciseId: exercise.id, teamId, rules: [] });
  for (const [table, rows] of Object.entries(live)) {
    const row = rows.find((candidate) => candidate["_ItemId"] === itemId);
    if (row !== undefined) return { table, at: parseSimTime(String(row["TimeGenerated"])) };
  }

  const world = await lab.runtime.ensureWorld(exercise.id);
  const cause = (await world.truth.causesOf([itemId])).get(itemId);
  const missing = refuseNotFound("There is no such row, or it is not in the logs yet.");
  if (cause === undefined) throw missing;
  const result = await world.query({
    queryId: randomUUID(),
    owner: person.id,
    text: `${cause.table} | where _ItemId == "${itemId}" | project TimeGenerated`,
    asOf: lab.runtime.simNowOf(exercise.id),
    range: null,
    liveRows: NO_LIVE_ROWS,
    limits: LIMITS,
  });
  const at = result.kind === "rows" ? result.tables[0].rows[0]?.[0] : undefined;
  if (typeof at !== "string") throw missing;
  return { table: cause.table, at: parseSimTime(at) };
}
