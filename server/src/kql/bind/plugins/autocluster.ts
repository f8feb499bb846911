import { columnRef, literalExpr } from "../../plan/expr.ts";
import { Arguments } from "./arguments.ts";
import type { Plugin } from "./plugin.ts";
import { scripted } from "./scripted.ts";
import { boundedNumber, weightOf, wildcardsOf } from "./segments.ts";

/** `autocluster`: a few patterns that say much about many rows. Which ones, Kusto may decide otherwise. */
export const AUTOCLUSTER: Plugin = {
  name: "autocluster",
  bind: (plugin) => {
    plugin.binder.context.warn("kql/own-choice", plugin.span, { name: plugin.name });
    const given = new Arguments(plugin, ["SizeWeight", "WeightColumn", "NumSeeds"]);
    const sizeWeight = boundedNumber(given, plugin, "SizeWeight", { fallback: 0.5, least: 0, most: 1 });
    const seeds = boundedNumber(given, plugin, "NumSeeds", { fallback: 25, least: 1, most: 1000 });
    const weight = weightOf(given, plugin);
    const columns = plugin.input.columns.filter((column) => column.id !== weight.id);
    return scripted(
      {
        algorithm: "autocluster",
        row: [weight.value, ...columns.map(columnRef)],
        settings: [literalExpr("real", sizeWeight), literalExpr("long", BigInt(seeds)), ...wildcardsOf(columns, given.rest, given)],
        output: [{ name: "SegmentId", type: "long" }, { name: "Count", type: "long" }, { name: "Percent", type: "real" }, ...columns],
      },
      plugin,
    );
  },
};
