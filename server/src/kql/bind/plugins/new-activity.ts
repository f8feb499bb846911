import { refuse } from "../../diagnostics/catalogue.ts";
import { convert } from "../../functions/convert.ts";
import { at } from "../../functions/definition.ts";
import type { Column } from "../../plan/column.ts";
import { call, columnRef, literalExpr, type Expr } from "../../plan/expr.ts";
import { sql } from "../../sql/fragment.ts";
import type { Expression } from "../../syntax/nodes.ts";
import { findColumn } from "../scope.ts";
import { Arguments } from "./arguments.ts";
import type { Plugin, PluginCall } from "./plugin.ts";
import { computed } from "./rels.ts";
import { scripted } from "./scripted.ts";

/** Ids of the look-back table as one array of texts: its column of the same name, or its first one. */
function idsOf(node: Expression, id: Column, { binder, env, span }: PluginCall): Expr {
  const rel = binder.table(node, env);
  const column = findColumn(rel, id.name) ?? rel.columns[0];
  if (column === undefined)
    throw refuse("kql/wrong-arguments", span, { what: "`Lookback` of `new_activity_metrics`", expected: "a table with a column of ids" });
  const text = binder.context.ids.create(".id", "string");
  const value = call("text", "string", [columnRef(column)], (a) => sql`${at(a, 0)}::VARCHAR`);
  return { kind: "scalar-query", type: "dynamic", rel: computed(rel, [{ column: text, value }], [text]), column: text, shape: "array" };
}

/** `new_activity_metrics`: ids by the window in which they first appear, followed through the later windows. */
export const NEW_ACTIVITY_METRICS: Plugin = {
  name: "new_activity_metrics",
  bind: (plugin) => {
    const { binder, env, input } = plugin;
    const given = new Arguments(plugin, ["IdColumn", "TimelineColumn", "Start", "End", "Window"]);
    const timeline = given.column("TimelineColumn");
    const table = given.rest.find(
      (node) => binder.isTabular(node, env) && !(node.kind === "name" && findColumn(input, node.name) !== null),
    );
    const rest = given.rest.filter((node) => node !== table);
    const [first, ...others] = rest;
    const isCohort = first !== undefined && !(first.kind === "name" && findColumn(input, first.name) !== null);
    const dimensions = (isCohort ? others : rest).map((node) => given.columnOf(node));
    const window = given.constant("Window");
    const cohort = isCohort ? convert(given.value(first), timeline.type) : literalExpr("long", null);
    const known = table === undefined ? literalExpr("long", null) : idsOf(table, given.column("IdColumn"), plugin);
    const size = window.type === "string" ? window : convert(window, timeline.type === "datetime" ? "timespan" : "long");
    return scripted(
      {
        algorithm: "new_activity_metrics",
        row: [given.column("IdColumn"), timeline, ...dimensions].map(columnRef),
        settings: [given.constant("Start", timeline.type), given.constant("End", timeline.type), size, cohort, known],
        output: [
          { name: `from_${timeline.name}`, type: timeline.type },
          { name: `to_${timeline.name}`, type: timeline.type },
          ...dimensions,
          { name: "dcount_new_values", type: "long" },
          { name: "dcount_retained_values", type: "long" },
          { name: "dcount_churn_values", type: "long" },
          { name: "retention_rate", type: "real" },
          { name: "churn_rate", type: "real" },
        ],
      },
      plugin,
    );
  },
};
