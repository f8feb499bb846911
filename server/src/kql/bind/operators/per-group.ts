import type { Column } from "../../plan/column.ts";
import { columnRef } from "../../plan/expr.ts";
import type { Rel } from "../../plan/rel.ts";
import { refuse } from "../../diagnostics/catalogue.ts";
import { sql } from "../../sql/fragment.ts";
import type { Expression, OperatorOf } from "../../syntax/nodes.ts";
import { implicitName } from "../result-names.ts";
import { shareRel } from "../lets.ts";
import { Environment, Row, type Binder } from "../scope.ts";
import { expand, limitedElements } from "./expand.ts";
import { partitioned } from "./partitioned.ts";
import { bindPerValue } from "./per-value.ts";

/** Binds a subquery whose pipeline starts from the rows handed to it: its first operator has no source of its own. */
export function bindSubquery(node: Expression, leaf: Rel, env: Environment, binder: Binder): Rel {
  if (node.kind === "pipe") return binder.operator(node.operator, bindSubquery(node.source, leaf, env, binder), env);
  if (node.kind === "source") return binder.operator(node.operator, leaf, env);
  throw refuse("kql/unsupported", node.span, {
    what: "A subquery that starts from another table",
    instead: "Start with an operator; other tables come in by `join`, `lookup` and `union`.",
  });
}

/** `partition by key (subquery)`: the subquery on each key's rows, results put together; in braces, a query of its own per key. */
export function bindPartition(operator: OperatorOf<"partition">, input: Rel, env: Environment, binder: Binder): Rel {
  const key = binder.scalar(operator.by, { row: new Row(input), env });
  if (key.kind !== "column") throw refuse("kql/wrong-arguments", operator.by.span, { what: "`partition by`", expected: "a column" });
  if (operator.isStandalone) return bindPerValue(operator, key.column, input, env, binder);
  // A key of its own keeps its name free for the subquery.
  const column = binder.context.ids.create(".group", key.type);
  const leaf: Rel = {
    kind: "compute",
    input,
    items: [{ column, value: key }],
    columns: input.columns,
    itemId: input.itemId,
    ordering: input.ordering,
  };
  const bound = bindSubquery(operator.subquery, leaf, new Environment(env), binder);
  return { ...partitioned(bound, leaf, [column], operator.span, binder).rel, ordering: [] };
}

/** The input with a number per row, computed once, so that both sides of `mv-apply` see the same numbers. */
function withRowNumber(input: Rel, binder: Binder): { readonly rel: Rel; readonly row: Column } {
  const row = binder.context.ids.create(".row", "long");
  const rel: Rel = {
    kind: "window",
    input,
    items: [{ column: row, name: "row_number", args: [], render: (_, over) => sql`row_number() OVER (${over})` }],
    partition: [],
    columns: [...input.columns, row],
    itemId: input.itemId,
    ordering: input.ordering,
  };
  return { rel, row };
}

/** `mv-apply`: a subquery over the elements of each row's arrays, joined back to the row. */
export function bindMvApply(operator: OperatorOf<"mv-apply">, input: Rel, env: Environment, binder: Binder): Rel {
  const { rel: numbered } = withRowNumber(input, binder);
  const [left, right] = [shareRel(numbered, binder), shareRel(numbered, binder)];
  const [leftRow, rightRow] = [left.columns.at(-1), right.columns.at(-1)];
  if (leftRow === undefined || rightRow === undefined) throw new Error("the row number is missing");
  const hide = (rel: Rel, row: Column): Rel => ({ ...rel, columns: rel.columns.filter((column) => column.id !== row.id) });
  const { rel: elements } = expand(operator.items, operator, { ...hide(right, rightRow), ordering: right.ordering }, env, binder);
  const leaf = limitedElements(elements, operator.rowLimit, env, binder);
  const bound = bindSubquery(operator.subquery, leaf, new Environment(env), binder);
  const {
    rel: result,
    keys: [resultRow = rightRow],
  } = partitioned(bound, leaf, [rightRow], operator.span, binder);
  const rows = hide(left, leftRow);
  const made = new Map(result.columns.map((column) => [column.name, column]));
  // A column that was expanded under its own name is the subquery's to keep or to drop.
  const expanded = new Set(operator.items.map((item) => implicitName(item.value)));
  const kept = rows.columns.flatMap((column) => made.get(column.name) ?? (expanded.has(column.name) ? [] : [column]));
  const columns = [...kept, ...result.columns.filter((column) => !rows.columns.some((own) => own.name === column.name))];
  return {
    kind: "join",
    joinKind: "inner",
    left: rows,
    right: result,
    keys: [{ left: columnRef(leftRow), right: columnRef(resultRow) }],
    isLeftUnique: false,
    padded: [],
    columns,
    itemId: left.itemId,
    ordering: [{ column: leftRow, isDescending: false, nulls: "last" }, ...result.ordering],
  };
}
