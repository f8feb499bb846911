import { columnRef, literalExpr } from "../../plan/expr.ts";
import { Arguments } from "./arguments.ts";
import type { Plugin } from "./plugin.ts";
import { scripted } from "./scripted.ts";
import { boundedNumber, weightOf, wildcardsOf } from "./segments.ts";

/** `basket`: combinations of values that many rows share. Exact here, where Kusto samples. */
export const BASKET: Plugin = {
  name: "basket",
  bind: (plugin) => {
    const given = new Arguments(plugin, ["Threshold", "WeightColumn", "MaxDimensions"]);
    const threshold = boundedNumber(given, plugin, "Threshold", { fallback: 0.05, least: 0.015, most: 1 });
    const weight = weightOf(given, plugin);
    const columns = plugin.input.columns.filter((column) => column.id !== weight.id);
    return scripted(
      {
        algorithm: "basket",
        row: [weight.value, ...columns.map(columnRef)],
        settings: [
          literalExpr("real", threshold),
          literalExpr("long", BigInt(given.number("MaxDimensions", 5))),
          ...wildcardsOf(columns, given.rest, given),
        ],
        output: [{ name: "SegmentId", type: "long" }, { name: "Count", type: "long" }, { name: "Percent", type: "real" }, ...columns],
      },
      plugin,
    );
  },
};
