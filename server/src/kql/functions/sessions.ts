import type { SessionFunction } from "../session/session-function.ts";
import type { Column, ColumnIds } from "../plan/column.ts";
import { columnRef, type Expr } from "../plan/expr.ts";
import type { Rel, WindowItem } from "../plan/rel.ts";
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

/** The instants that the last run was asked about, so that its rows do not each read it anew. */
let last: { readonly text: string; readonly most: bigint; readonly starts: readonly bigint[] } | null = null;

/** A session that has lasted too long ends, and the row at hand starts the next one. */
function startsOf(text: string, most: bigint): readonly bigint[] {
  if (last?.text === text && last.most === most) return last.starts;
  const starts: bigint[] = [];
  let start: bigint | null = null;
  for (const value of text.split(",").map(BigInt)) {
    if (start === null || value - start > most) start = value;
    starts.push(start);
  }
  last = { text, most, starts };
  return starts;
}

export const SESSION_START: SessionFunction = {
  name: "js_session_start",
  parameters: ["text", "long", "long"],
  returns: "long",
  run: (text, row, most) =>
    text === null || most === null || row === null ? null : (startsOf(String(text), BigInt(most))[Number(row) - 1] ?? null),
};

/**
 * `row_window_session(t, from first, from previous, restart)`: the instant at which the row's session began. Gaps and restarts
 * cut the rows into runs; within a run the time since its start is counted row by row.
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
  const gap = arithmetic("-", value, columnRef(previous));
  const isFar = gap === null ? null : order(">", gap, fromPrevious);
  const starts = or([...(isFar === null ? [] : [isFar]), ...(restart === undefined ? [] : [restart])]);
  const { rel, run } = steps.runs(base, starts, ids);
  const column = ids.create(name, value.type);
  const item: WindowItem = {
    column,
    name,
    args: [value, fromFirst],
    render: (a, frame) =>
      sql`js_session_start(array_to_string(list(${at(a, 0)}::VARCHAR) OVER (${frame} ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING), ','), row_number() OVER (${frame}), ${at(a, 1)})`,
  };
  return { rel: steps.over(rel, item, [columnRef(run)]), column };
}
