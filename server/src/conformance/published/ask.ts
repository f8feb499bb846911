import type { QueryResult } from "../../../contract/index.ts";
import type { SimTime } from "../../base/sim-time.ts";
import { NO_LIVE_ROWS, type World } from "../../telemetry/store.ts";

const LIMITS = { rowsMax: 10_000, bytesMax: 64_000_000, timeoutMs: 60_000 };

let queriesAsked = 0;

/** A query as a rule of its own would be run at an instant. */
export async function ask(world: World, text: string, asOf: SimTime, rowsMax = LIMITS.rowsMax): Promise<QueryResult> {
  const queryId = `published-${++queriesAsked}`;
  // Only a text with portal tokens has use for a picked range; others are run as a rule is, without one.
  const range = /\{\{\w+\}\}/.test(text) ? { from: world.window.historyStart, to: asOf } : null;
  return world.query({ queryId, owner: "survey", text, asOf, range, liveRows: NO_LIVE_ROWS, limits: { ...LIMITS, rowsMax } });
}
