import { convert } from "../../functions/convert.ts";
import { columnRef } from "../../plan/expr.ts";
import { Arguments } from "./arguments.ts";
import type { Plugin } from "./plugin.ts";
import { scripted } from "./scripted.ts";

/** `rolling_percentile`: a percentile over the bins up to each bin. */
export const ROLLING_PERCENTILE: Plugin = {
  name: "rolling_percentile",
  bind: (plugin) => {
    const given = new Arguments(plugin, ["ValueColumn", "Percentile", "IndexColumn", "BinSize", "BinsPerWindow"]);
    const [value, index] = [given.column("ValueColumn"), given.column("IndexColumn")];
    const dimensions = given.columnsOfRest();
    const [percentile, bins] = [given.number("Percentile", 50), given.number("BinsPerWindow", 1)];
    const isTime = index.type === "datetime" || index.type === "timespan";
    return scripted(
      {
        algorithm: "rolling_percentile",
        row: [value, index, ...dimensions].map(columnRef),
        settings: [
          given.constant("Percentile", "real"),
          convert(given.constant("BinSize"), isTime ? "timespan" : "long"),
          given.constant("BinsPerWindow", "long"),
        ],
        output: [
          { name: index.name, type: index.type },
          ...dimensions,
          { name: `rolling_${bins}_percentile_${value.name}_${percentile}`, type: value.type === "int" ? "long" : value.type },
        ],
      },
      plugin,
    );
  },
};
