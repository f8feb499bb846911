import { convert } from "../../functions/convert.ts";
import { columnRef, literalExpr, type Expr } from "../../plan/expr.ts";
import { Arguments } from "./arguments.ts";
import type { Plugin, PluginCall } from "./plugin.ts";
import { scripted } from "./scripted.ts";

const STEP = "Step|BinSize";

/** What both funnels have in common: who was when in which state, and the windows that are looked at one by one. */
function funnelOf(plugin: PluginCall, parameters: readonly string[]) {
  const given = new Arguments(plugin, parameters);
  given.noRest();
  const timeline = given.column("TimelineColumn");
  const length = timeline.type === "datetime" || timeline.type === "timespan" ? ("timespan" as const) : ("long" as const);
  return {
    given,
    timeline,
    length,
    row: [given.column("IdColumn"), timeline, given.column("StateColumn")].map((column, index): Expr => {
      const value = columnRef(column);
      return index === 2 ? convert(value, "string") : value;
    }),
    settings: [
      given.constant("Start", timeline.type),
      given.constant("End", timeline.type),
      given.constant("Step", length),
      given.constant("Sequence", "dynamic"),
    ],
  };
}

/** `funnel_sequence_completion`: how many ids come how far through a sequence of states, for several lengths of time. */
export const FUNNEL_SEQUENCE_COMPLETION: Plugin = {
  name: "funnel_sequence_completion",
  bind: (plugin) => {
    const parameters = ["IdColumn", "TimelineColumn", "Start", "End", STEP, "StateColumn", "Sequence", "MaxSequenceStepWindows"];
    const { given, timeline, length, row, settings } = funnelOf(plugin, parameters);
    return scripted(
      {
        algorithm: "funnel_sequence_completion",
        row,
        settings: [...settings, given.constant("MaxSequenceStepWindows", "dynamic")],
        output: [
          { name: timeline.name, type: timeline.type },
          { name: given.column("StateColumn").name, type: "string" },
          { name: "Period", type: length },
          { name: "dcount", type: "long" },
        ],
      },
      plugin,
    );
  },
};

/** `funnel_sequence`: what came before and after a sequence of states, in three tables: both, before, after. */
export const FUNNEL_SEQUENCE: readonly Plugin["bind"][] = [["prev", "next"], ["prev"], ["next"]].map((sides) => (plugin) => {
  const parameters = ["IdColumn", "TimelineColumn", "Start", "End", "MaxSequenceStepWindow", STEP, "StateColumn", "Sequence"];
  const { given, timeline, length, row, settings } = funnelOf(plugin, parameters);
  return scripted(
    {
      algorithm: "funnel_sequence",
      row,
      settings: [...settings, given.constant("MaxSequenceStepWindow", length), literalExpr("string", JSON.stringify(sides))],
      output: [
        { name: timeline.name, type: timeline.type },
        ...sides.map((name) => ({ name, type: "string" as const })),
        { name: "dcount", type: "long" },
        { name: "samples", type: "dynamic" },
      ],
    },
    plugin,
  );
});
