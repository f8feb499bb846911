import type { AuditedColumn } from "./audited-columns.ts";
import type { MeasuredClause } from "./clause.ts";
import { LABELLED, type LabelledWorld } from "./labelled-world.ts";

/** Longest time between the first and the last row of a value that only names a day, an hour or an instant. */
const NAMED_TICKS = 25 * 36_000_000_000;
/** Of all steps from one row of a host to its next, how many may go back in a number that counts. */
const BACKWARDS_MAX = 0.05;

/**
 * Whether a column tells the time in other words: the file that a row stood in, which rolls over by the hour or the day, or a
 * number that only ever counts up. When something happened is no shortcut (the story says it, and rules may ask for hours of the
 * day), so the audit asks for no instant of such a column, nor for how much happened in one; its length, its emptiness and its order remain.
 */
export async function isClock(
  world: LabelledWorld,
  { name, kind }: AuditedColumn,
  index: number,
  orders: readonly MeasuredClause[],
): Promise<boolean> {
  if (kind === "flag") return false;
  return kind === "number" ? countsUp(name, orders) : rollsOver(world, index);
}

/** `orders` are the clauses `<`, `=` and `>` of this column against the row before. */
function countsUp(name: string, orders: readonly MeasuredClause[]): boolean {
  const [back = 0, same = 0, on = 0] = orders.filter(({ column }) => column === name).map(({ selected }) => selected);
  const steps = back + same + on;
  return steps > 0 && on > steps / 2 && back <= steps * BACKWARDS_MAX;
}

/** Values take turns: most rows have one that is gone after a day, although the table goes on. */
async function rollsOver(world: LabelledWorld, index: number): Promise<boolean> {
  const [row = []] = await world.read(
    `SELECT coalesce(sum(n) FILTER (last_at - first_at <= ${NAMED_TICKS}), 0), coalesce(sum(n), 0),
       (SELECT count(*) FROM ${LABELLED}), (SELECT max("TimeGenerated") - min("TimeGenerated") FROM ${LABELLED})
     FROM profile_${index} WHERE n > 1`,
  );
  const [inTurns = 0, repeated = 0, rows = 0, span = 0] = row.map(Number);
  return span > NAMED_TICKS && repeated > rows / 2 && inTurns > repeated / 2;
}
