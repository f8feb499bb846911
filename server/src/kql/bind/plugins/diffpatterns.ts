import { convert } from "../../functions/convert.ts";
import { columnRef, literalExpr } from "../../plan/expr.ts";
import { Arguments } from "./arguments.ts";
import type { Plugin } from "./plugin.ts";
import { scripted } from "./scripted.ts";
import { boundedNumber, weightOf, wildcardsOf } from "./segments.ts";

const long = (name: string) => ({ name, type: "long" as const });
const real = (name: string) => ({ name, type: "real" as const });

/** `diffpatterns`: patterns that one part of the rows has more of than another. Which ones, Kusto may decide otherwise. */
export const DIFFPATTERNS: Plugin = {
  name: "diffpatterns",
  bind: (plugin) => {
    plugin.binder.context.warn("kql/own-choice", plugin.span, { name: plugin.name });
    const given = new Arguments(plugin, ["SplitColumn", "SplitValueA", "SplitValueB", "WeightColumn", "Threshold", "MaxDimensions"]);
    const split = given.column("SplitColumn");
    const weight = weightOf(given, plugin);
    const columns = plugin.input.columns.filter(({ id }) => id !== weight.id && id !== split.id);
    const threshold = boundedNumber(given, plugin, "Threshold", { fallback: 0.05, least: 0.015, most: 1 });
    return scripted(
      {
        algorithm: "diffpatterns",
        row: [weight.value, convert(columnRef(split), "string"), ...columns.map(columnRef)],
        settings: [
          given.constant("SplitValueA", "string"),
          given.constant("SplitValueB", "string"),
          literalExpr("real", threshold),
          literalExpr("long", BigInt(given.number("MaxDimensions", columns.length))),
          ...wildcardsOf(columns, given.rest, given),
        ],
        output: [...["SegmentId", "CountA", "CountB"].map(long), ...["PercentA", "PercentB", "PercentDiffAB"].map(real), ...columns],
      },
      plugin,
    );
  },
};
