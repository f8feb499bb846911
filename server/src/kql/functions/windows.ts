import { refuse } from "../diagnostics/catalogue.ts";
import type { Column, ColumnIds } from "../plan/column.ts";
import { columnRef, literalExpr, type Expr } from "../plan/expr.ts";
import type { Rel, WindowItem } from "../plan/rel.ts";
import { sql } from "../sql/fragment.ts";
import type { ExpressionOf } from "../syntax/nodes.ts";
import { convert } from "./convert.ts";
import { at } from "./definition.ts";
import { sessionStart } from "./sessions.ts";

type CallNode = ExpressionOf<"call">;

export interface WindowStep {
  readonly rel: Rel;
  readonly column: Column;
}

type Make = (args: readonly Expr[], node: CallNode, ids: ColumnIds, input: Rel) => WindowStep;

function required(args: readonly Expr[], index: number, node: CallNode): Expr {
  const found = args[index];
  if (found === undefined)
    throw refuse("kql/wrong-arguments", node.span, { what: `\`${node.name}\``, expected: `at least ${index + 1} argument(s)` });
  return found;
}

/** A step over the input's rows in their order. */
function over(input: Rel, item: WindowItem, partition: readonly Expr[] = []): Rel {
  return { kind: "window", input, items: [item], partition, columns: input.columns, itemId: input.itemId, ordering: input.ordering };
}

const neighbour =
  (name: "lag" | "lead"): Make =>
  (args, node, ids, input) => {
    const value = required(args, 0, node);
    const offset = convert(args[1] ?? literalExpr("long", 1n), "long");
    const fallback = convert(args[2] ?? literalExpr(value.type, value.type === "string" ? "" : null), value.type);
    const column = ids.create(node.name, value.type);
    const item: WindowItem = {
      column,
      name: node.name,
      args: [value, offset, fallback],
      render: (a, frame) =>
        name === "lag"
          ? sql`lag(${at(a, 0)}, ${at(a, 1)}, ${at(a, 2)}) OVER (${frame})`
          : sql`lead(${at(a, 0)}, ${at(a, 1)}, ${at(a, 2)}) OVER (${frame})`,
    };
    return { rel: over(input, item), column };
  };

/** Rows numbered in their order, so that partitions of them keep it. */
function numbered(input: Rel, ids: ColumnIds): Rel {
  const position = ids.create(".position", "long");
  const item: WindowItem = { column: position, name: "row_number", args: [], render: (_, frame) => sql`row_number() OVER (${frame})` };
  const rel = over(input, item);
  return { ...rel, ordering: [{ column: position, isDescending: false, nulls: "last" }] };
}

/** Numbers the runs that begin where the condition holds. */
function runs(input: Rel, starts: Expr, ids: ColumnIds): { readonly rel: Rel; readonly run: Column } {
  const run = ids.create(".run", "long");
  const item: WindowItem = {
    column: run,
    name: "run",
    args: [convert(starts, "bool")],
    render: (a, frame) => sql`sum(CASE WHEN ${at(a, 0)} THEN 1 ELSE 0 END) OVER (${frame} ROWS UNBOUNDED PRECEDING)`,
  };
  return { rel: over(input, item), run };
}

const reordered = (rel: Rel, input: Rel): Rel => ({
  kind: "relabel",
  input: rel,
  columns: input.columns,
  itemId: input.itemId,
  ordering: input.ordering,
});

/** A running value that starts anew where the restart condition holds. */
function running(input: Rel, restart: Expr | undefined, ids: ColumnIds, item: WindowItem): WindowStep {
  if (restart === undefined) return { rel: over(input, item), column: item.column };
  const { rel, run } = runs(numbered(input, ids), restart, ids);
  return { rel: reordered(over(rel, item, [columnRef(run)]), input), column: item.column };
}

const rowNumber: Make = (args, node, ids, input) => {
  const start = convert(args[0] ?? literalExpr("long", 1n), "long");
  const column = ids.create(node.name, "long");
  return running(input, args[1], ids, {
    column,
    name: node.name,
    args: [start],
    render: (a, frame) => sql`(row_number() OVER (${frame}) + ${at(a, 0)} - 1)`,
  });
};

const cumulativeSum: Make = (args, node, ids, input) => {
  const value = required(args, 0, node);
  const type = value.type === "int" ? "long" : value.type;
  const isWhole = type === "long" || type === "timespan";
  const column = ids.create(node.name, type);
  return running(input, args[1], ids, {
    column,
    name: node.name,
    args: [convert(value, type)],
    render: (a, frame) =>
      isWhole
        ? sql`k_wrap(coalesce(sum(${at(a, 0)}) OVER (${frame} ROWS UNBOUNDED PRECEDING), 0))`
        : sql`coalesce(sum(${at(a, 0)}) OVER (${frame} ROWS UNBOUNDED PRECEDING), 0)`,
  });
};

/** Ranks count changes of the term from row to row. */
const rank =
  (isDense: boolean): Make =>
  (args, node, ids, input) => {
    const term = required(args, 0, node);
    const base = numbered(input, ids);
    const outer = args[1] === undefined ? null : runs(base, args[1], ids);
    const partition = outer === null ? [] : [columnRef(outer.run)];
    const changed = ids.create(".changed", "bool");
    const change: WindowItem = {
      column: changed,
      name: "changed",
      args: [term],
      render: (a, frame) => sql`(row_number() OVER (${frame}) = 1 OR ${at(a, 0)} IS DISTINCT FROM lag(${at(a, 0)}) OVER (${frame}))`,
    };
    const marked = over(outer?.rel ?? base, change, partition);
    const column = ids.create(node.name, "long");
    if (isDense) {
      const item: WindowItem = {
        column,
        name: node.name,
        args: [columnRef(changed)],
        render: (a, frame) => sql`sum(CASE WHEN ${at(a, 0)} THEN 1 ELSE 0 END) OVER (${frame} ROWS UNBOUNDED PRECEDING)::BIGINT`,
      };
      return { rel: reordered(over(marked, item, partition), input), column };
    }
    const position = ids.create(".place", "long");
    const place: WindowItem = {
      column: position,
      name: "place",
      args: [columnRef(changed)],
      render: (a, frame) => sql`CASE WHEN ${at(a, 0)} THEN row_number() OVER (${frame}) END`,
    };
    const placed = over(marked, place, partition);
    const item: WindowItem = {
      column,
      name: node.name,
      args: [columnRef(position)],
      render: (a, frame) => sql`max(${at(a, 0)}) OVER (${frame} ROWS UNBOUNDED PRECEDING)`,
    };
    return { rel: reordered(over(placed, item, partition), input), column };
  };

const session: Make = (args, node, ids, input) => {
  const [value, fromFirst, fromPrevious] = [required(args, 0, node), required(args, 1, node), required(args, 2, node)];
  const limit = (span: Expr): Expr => convert(span, value.type === "datetime" ? "timespan" : value.type);
  const { rel, column } = sessionStart([value, limit(fromFirst), limit(fromPrevious), args[3]], node.name, ids, input, {
    over,
    numbered,
    runs,
  });
  return { rel: reordered(rel, input), column };
};

const WINDOWS: Readonly<Record<string, Make>> = {
  prev: neighbour("lag"),
  next: neighbour("lead"),
  row_number: rowNumber,
  row_cumsum: cumulativeSum,
  row_rank_dense: rank(true),
  row_rank_min: rank(false),
  row_rank: rank(true),
  row_window_session: session,
};

/** Rows that come in no promised order keep the one that they first came in, for every window function after it too. */
const inOrder =
  (make: Make): Make =>
  (args, node, ids, input) =>
    make(args, node, ids, input.ordering.length === 0 ? numbered(input, ids) : input);

/** Functions over the rows around the current one, in the order that the relation is in. */
export function windowFunction(name: string): Make | null {
  const make = WINDOWS[name];
  return make === undefined ? null : inOrder(make);
}
