import type { KqlType } from "../../../../contract/index.ts";
import type { AlgorithmName } from "../../algorithms/index.ts";
import { refuse } from "../../diagnostics/catalogue.ts";
import { convert } from "../../functions/convert.ts";
import type { Column } from "../../plan/column.ts";
import { columnRef, literalExpr, type Expr } from "../../plan/expr.ts";
import { Arguments } from "./arguments.ts";
import type { Plugin, PluginCall } from "./plugin.ts";
import { scripted } from "./scripted.ts";

interface TimelinePlugin {
  readonly name: AlgorithmName;
  /** After the id and the timeline: `*` marks constants that are places on the timeline, `+` lengths on it, `#` whole numbers. */
  readonly settings: readonly `${string}${"*" | "+" | "#"}`[];
  readonly measures: readonly { readonly name: string; readonly type: KqlType }[];
  /** Start and end may be left out. */
  readonly hasOptionalPeriod?: boolean;
  /** The timeline comes out twice, under these prefixes. */
  readonly places?: readonly string[];
}

const PLACES: ReadonlySet<KqlType> = new Set(["datetime", "long", "int", "timespan"]);

/** A length on the timeline; words of the calendar stay words. */
function lengthOf(given: Arguments, parameter: string, timeline: Column): Expr {
  const value = given.constant(parameter);
  if (value.type === "string") return value;
  return convert(value, timeline.type === "datetime" || timeline.type === "timespan" ? "timespan" : "long");
}

function settingOf(given: Arguments, setting: string, timeline: Column): Expr {
  const name = setting.slice(0, -1);
  if (setting.endsWith("+")) return lengthOf(given, name, timeline);
  return given.constant(name, setting.endsWith("*") ? timeline.type : "long");
}

/** Whether the third argument is a place on the timeline, and so start and end are given. */
function hasPeriod(plugin: PluginCall, timeline: Column): boolean {
  const third = plugin.args[2];
  return third !== undefined && plugin.binder.scalar(third, { row: null, env: plugin.env }).type === timeline.type;
}

function timelinePlugin({ name, settings, measures, hasOptionalPeriod = false, places = [""] }: TimelinePlugin): Plugin {
  return {
    name,
    bind: (plugin) => {
      const named = settings.map((setting) => setting.slice(0, -1));
      const timeline = new Arguments(plugin, ["IdColumn", "TimelineColumn"]).column("TimelineColumn");
      if (!PLACES.has(timeline.type))
        throw refuse("kql/wrong-type", plugin.span, {
          what: `The timeline of \`${name}\``,
          expected: "a `datetime` or a whole number",
          found: `\`${timeline.type}\``,
        });
      const isOpen = hasOptionalPeriod && !hasPeriod(plugin, timeline);
      const given = new Arguments(plugin, ["IdColumn", "TimelineColumn", ...(isOpen ? named.slice(2) : named)]);
      const dimensions = given.columnsOfRest();
      const nothing = literalExpr("long", null);
      return scripted(
        {
          algorithm: name,
          row: [given.column("IdColumn"), timeline, ...dimensions].map(columnRef),
          settings: settings.map((setting, index) => (isOpen && index < 2 ? nothing : settingOf(given, setting, timeline))),
          output: [...places.map((prefix) => ({ name: prefix + timeline.name, type: timeline.type })), ...dimensions, ...measures],
        },
        plugin,
      );
    },
  };
}

const long = (name: string) => ({ name, type: "long" as const });
const real = (name: string) => ({ name, type: "real" as const });

/** Plugins that count ids over a timeline. */
export const TIMELINE_PLUGINS: readonly Plugin[] = [
  timelinePlugin({
    name: "active_users_count",
    settings: ["Start*", "End*", "LookbackWindow+", "Period+", "ActivePeriodsCount#", "Bin+"],
    measures: [long("dcount")],
  }),
  timelinePlugin({
    name: "activity_counts_metrics",
    settings: ["Start*", "End*", "Window+"],
    measures: [long("count"), long("dcount"), long("new_dcount"), long("aggregated_dcount")],
  }),
  timelinePlugin({
    name: "activity_engagement",
    settings: ["Start*", "End*", "InnerActivityWindow+", "OuterActivityWindow+"],
    measures: [long("dcount_activities_inner"), long("dcount_activities_outer"), real("activity_ratio")],
    hasOptionalPeriod: true,
  }),
  timelinePlugin({
    name: "activity_metrics",
    settings: ["Start*", "End*", "Window+"],
    measures: [long("dcount_values"), long("dcount_newvalues"), real("retention_rate"), real("churn_rate")],
    hasOptionalPeriod: true,
  }),
  timelinePlugin({
    name: "session_count",
    settings: ["Start*", "End*", "Bin+", "LookBackWindow+"],
    measures: [long("count_sessions")],
  }),
  timelinePlugin({
    name: "sliding_window_counts",
    settings: ["Start*", "End*", "LookbackWindow+", "Bin+"],
    measures: [long("Count"), long("Dcount")],
  }),
];
