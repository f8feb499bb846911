import type { KqlType } from "../../../../contract/index.ts";
import { ALGORITHM_ROWS_MAX, type AlgorithmName } from "../../algorithms/index.ts";
import { at } from "../../functions/definition.ts";
import { call, columnRef, literalExpr, type Expr } from "../../plan/expr.ts";
import type { Rel } from "../../plan/rel.ts";
import { joinSql, sql, verbatim, type Sql } from "../../sql/fragment.ts";
import { PHYSICAL, text, whole } from "../../sql/literal.ts";
import { limited } from "../operators/order.ts";
import type { PluginCall } from "./plugin.ts";
import { aggregated, computed, expanded } from "./rels.ts";

interface Script {
  readonly algorithm: AlgorithmName;
  /** What the algorithm gets of every row, in the row order of the input. */
  readonly row: readonly Expr[];
  /** Constants of the call. */
  readonly settings: readonly Expr[];
  readonly output: readonly { readonly name: string; readonly type: KqlType }[];
}

const asTexts = (values: readonly Sql[]): Sql =>
  sql`[${joinSql(
    values.map((value) => sql`${value}::VARCHAR`),
    ", ",
  )}]::VARCHAR[]`;

const cellOf: Partial<Readonly<Record<KqlType, (cell: Sql) => Sql>>> = {
  string: (cell) => sql`coalesce(${cell}, '')`,
  dynamic: (cell) => sql`${cell}::JSON`,
};

/**
 * A plugin that is an algorithm: its rows go as one JSON list of texts (instants and durations as ticks) to a pure function,
 * and the rows that it gives back become a table again. Bounded; beyond, the query is refused and says so.
 */
export function scripted({ algorithm, row, settings, output }: Script, { input, binder }: Pick<PluginCall, "input" | "binder">): Rel {
  const { ids } = binder.context;
  const rows = ids.create(".rows", "string");
  const list = aggregated(
    limited(input, literalExpr("long", BigInt(ALGORITHM_ROWS_MAX + 1))),
    [],
    [
      {
        column: rows,
        name: "rows",
        args: row,
        render: (a, order) => sql`coalesce(to_json(list(${asTexts(a)} ${order}))::VARCHAR, '[]')`,
      },
    ],
  );
  const answer = call("plugin", "dynamic", [columnRef(rows), ...settings], (a) => {
    const given = a.length === 1 ? sql`'[]'` : sql`to_json(${asTexts(a.slice(1))})::VARCHAR`;
    return sql`js_plugin(${text(algorithm)}, ${at(a, 0)}, ${given})::JSON`;
  });
  const made = ids.create(".made", "dynamic");
  const each = expanded(list, { value: answer, column: made, isBagAsPairs: false }, binder);
  const items = output.map(({ name, type }, index) => ({
    column: ids.create(name, type),
    value: call("cell", type, [columnRef(made)], (a) => {
      const cell = sql`(${at(a, 0)} ->> ${whole(index)})`;
      return cellOf[type]?.(cell) ?? sql`TRY_CAST(${cell} AS ${verbatim(PHYSICAL[type])})`;
    }),
  }));
  return computed(
    each,
    items,
    items.map((item) => item.column),
  );
}
