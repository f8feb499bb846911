import { convert } from "../../functions/convert.ts";
import { at } from "../../functions/definition.ts";
import { columnRef } from "../../plan/expr.ts";
import { sql } from "../../sql/fragment.ts";
import { whole } from "../../sql/literal.ts";
import { Arguments } from "./arguments.ts";
import type { Plugin } from "./plugin.ts";
import { filtered, windowed } from "./rels.ts";

/** `rows_near`: the rows for which a condition holds, and those around them in the order of the input. */
export const ROWS_NEAR: Plugin = {
  name: "rows_near",
  bind: (plugin) => {
    const given = new Arguments(plugin, ["Condition", "NumRows", "RowsAfter"]);
    given.noRest();
    const { input, binder } = plugin;
    const condition = convert(given.value(given.need("Condition")), "bool");
    const before = Math.max(0, given.number("NumRows", 0));
    const after = Math.max(0, given.number("RowsAfter", before));
    const near = binder.context.ids.create(".near", "bool");
    const rows = windowed(input, [
      {
        column: near,
        name: "rows_near",
        args: [condition],
        // A row stands before the match by as many rows as the match follows it.
        render: (a, over) =>
          sql`coalesce(bool_or(${at(a, 0)}) OVER (${over} ROWS BETWEEN ${whole(after)} PRECEDING AND ${whole(before)} FOLLOWING), FALSE)`,
      },
    ]);
    return { ...filtered(rows, columnRef(near)), columns: input.columns };
  },
};
