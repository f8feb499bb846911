import type { Column, ColumnIds } from "../plan/column.ts";
import { call, columnRef, literalExpr, type Expr } from "../plan/expr.ts";
import { computeOver } from "../plan/build.ts";
import type { Item, Rel, SequenceStep, WindowItem } from "../plan/rel.ts";
import { sql } from "../sql/fragment.ts";
import { arithmetic } from "./arithmetic.ts";
import { or, order } from "./comparison.ts";
import { at } from "./definition.ts";

/** What `sessionStart` needs of the other window functions. */
export interface WindowSteps {
  readonly over: (input: Rel, item: WindowItem, partition?: readonly Expr[]) => Rel;
  readonly numbered: (input: Rel, ids: ColumnIds) => Rel;
  readonly runs: (input: Rel, starts: Expr, ids: ColumnIds) => { readonly rel: Rel; readonly run: Column };
}

/** Whether a value lies further from another than it may; null where the two have no distance. */
function isFar(value: Expr, from: Column, most: Expr): Expr | null {
  const distance = arithmetic("-", value, columnRef(from));
  return distance === null ? null : order(">", distance, most);
}

/** The one step of the walk along a run: a session that has lasted too long ends, and the row at hand starts the next one. */
function sessionStep(value: Expr, most: Expr, start: Column, ids: ColumnIds): SequenceStep {
  const before = ids.create(".before", start.type);
  const begins = or([
    call("isnull", "bool", [columnRef(before)], (a) => sql`(${at(a, 0)} IS NULL)`),
    ...[isFar(value, before, most)].filter((test): test is Expr => test !== null),
  ]);
  const args = [begins, value, columnRef(before)];
  const own = call("session-start", start.type, args, (a) => sql`(CASE WHEN ${at(a, 0)} THEN ${at(a, 1)} ELSE ${at(a, 2)} END)`);
  return {
    condition: literalExpr("bool", true),
    values: [{ column: start, value: own }],
    state: [{ step: 0, from: start, column: before }],
    output: "all",
  };
}

/**
 * `row_window_session(t, from first, from previous, restart)`: the instant at which the row's session began. Gaps and restarts
 * cut the rows into runs; within a run the time since its start is followed row by row.
 */
export function sessionStart(
  [value, fromFirst, fromPrevious, restart]: readonly [Expr, Expr, Expr, Expr | undefined],
  name: string,
  ids: ColumnIds,
  input: Rel,
  steps: WindowSteps,
): { readonly rel: Rel; readonly column: Column } {
  const previous = ids.create(".previous", value.type);
  const lag: WindowItem = { column: previous, name: "prev", args: [value], render: (a, frame) => sql`lag(${at(a, 0)}) OVER (${frame})` };
  const base = steps.over(steps.numbered(input, ids), lag);
  const gap = isFar(value, previous, fromPrevious);
  const cut = steps.runs(base, or([...(gap === null ? [] : [gap]), ...(restart === undefined ? [] : [restart])]), ids);
  // What the walk reads of a row are columns: a subquery has no place in it.
  const made = (label: string, from: Expr): Item => ({ column: ids.create(label, from.type), value: from });
  const [instant, most] = [made(".instant", value), made(".most", fromFirst)];
  const start = ids.create(name, value.type);
  const rel: Rel = {
    kind: "sequence",
    input: computeOver(cut.rel, [instant, most]),
    steps: [sessionStep(columnRef(instant.column), columnRef(most.column), start, ids)],
    declared: [{ column: start, value: literalExpr(value.type, null) }],
    matchId: null,
    ordinal: ids.create("", "long"),
    partition: [columnRef(cut.run)],
    columns: input.columns,
    itemId: input.itemId,
    ordering: cut.rel.ordering,
  };
  return { rel, column: start };
}
