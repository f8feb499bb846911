import { refuse } from "../../diagnostics/catalogue.ts";
import { convert } from "../../functions/convert.ts";
import { columnRef, literalExpr } from "../../plan/expr.ts";
import { findColumn } from "../scope.ts";
import { Arguments } from "./arguments.ts";
import type { Plugin } from "./plugin.ts";
import { scripted } from "./scripted.ts";

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
    if (table !== undefined) throw refuse("kql/unsupported", table.span, { what: "`Lookback` of `new_activity_metrics`" });
    const [first, ...others] = given.rest;
    const isCohort = first !== undefined && !(first.kind === "name" && findColumn(input, first.name) !== null);
    const dimensions = (isCohort ? others : given.rest).map((node) => given.columnOf(node));
    const window = given.constant("Window");
    const cohort = isCohort ? convert(given.value(first), timeline.type) : literalExpr("long", null);
    const size = window.type === "string" ? window : convert(window, timeline.type === "datetime" ? "timespan" : "long");
    return scripted(
      {
        algorithm: "new_activity_metrics",
        row: [given.column("IdColumn"), timeline, ...dimensions].map(columnRef),
        settings: [given.constant("Start", timeline.type), given.constant("End", timeline.type), size, cohort],
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
