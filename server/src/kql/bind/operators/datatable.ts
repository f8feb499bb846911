import { asDynamic, convert } from "../../functions/convert.ts";
import type { Rel } from "../../plan/rel.ts";
import { refuse } from "../../diagnostics/catalogue.ts";
import type { Expression } from "../../syntax/nodes.ts";
import { literalExpr, type Expr } from "../../plan/expr.ts";
import type { Binder, Environment } from "../scope.ts";

type DatatableNode = Extract<Expression, { readonly kind: "datatable" }>;

/** Rows written in the query. A hidden ordinal keeps them in their written order. */
export function bindDatatable(node: DatatableNode, env: Environment, binder: Binder): Rel {
  const columns = node.schema.map((column) => binder.context.ids.create(column.name, column.type));
  if (columns.length === 0 || node.values.length % columns.length !== 0)
    throw refuse("kql/wrong-arguments", node.span, { what: "`datatable`", expected: `values in rows of ${columns.length}` });
  const rows: Expr[][] = [];
  for (const [index, value] of node.values.entries()) {
    const column = columns[index % columns.length];
    if (column === undefined) continue;
    if (index % columns.length === 0) rows.push([]);
    const bound = binder.scalar(value, { row: null, env });
    rows.at(-1)?.push(column.type === "dynamic" ? asDynamic(bound) : convert(bound, column.type));
  }
  const ordinal = binder.context.ids.create("", "long");
  return {
    kind: "rows",
    rows: rows.map((row, index) => [...row, literalExpr("long", BigInt(index))]),
    ordinal,
    all: [...columns, ordinal],
    columns,
    itemId: null,
    ordering: [{ column: ordinal, isDescending: false, nulls: "last" }],
  };
}
