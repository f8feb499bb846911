import { convert } from "../../functions/convert.ts";
import { at } from "../../functions/definition.ts";
import { call, columnRef } from "../../plan/expr.ts";
import { joinSql, sql } from "../../sql/fragment.ts";
import { text } from "../../sql/literal.ts";
import { Arguments } from "./arguments.ts";
import type { Plugin } from "./plugin.ts";
import { computed, expanded, windowed } from "./rels.ts";

/** `narrow`: every cell becomes a row of its own, with its value as text. */
export const NARROW: Plugin = {
  name: "narrow",
  bind: (plugin) => {
    new Arguments(plugin, []).noRest();
    const { input, binder } = plugin;
    const { ids } = binder.context;
    const row = ids.create("Row", "long");
    const numbered = windowed(input, [
      { column: row, name: "row_number", args: [], render: (_, over) => sql`(row_number() OVER (${over}) - 1)` },
    ]);
    const cells = call(
      "cells",
      "dynamic",
      input.columns.map((column) => convert(columnRef(column), "string")),
      (a) =>
        sql`to_json([${joinSql(
          a.map((value, index) => sql`[${text(input.columns[index]?.name ?? "")}, ${value}]`),
          ", ",
        )}])`,
    );
    const cell = ids.create(".cell", "dynamic");
    const cellRows = expanded(numbered, { value: cells, column: cell, isBagAsPairs: false }, binder);
    const part = (index: 0 | 1) =>
      call("part", "string", [columnRef(cell)], (a) =>
        index === 0 ? sql`coalesce(${at(a, 0)} ->> '$[0]', '')` : sql`coalesce(${at(a, 0)} ->> '$[1]', '')`,
      );
    const [name, value] = [ids.create("Column", "string"), ids.create("Value", "string")];
    const items = [
      { column: name, value: part(0) },
      { column: value, value: part(1) },
    ];
    const made = computed(cellRows, items, [row, name, value]);
    const ordinal = cellRows.ordering.at(-1);
    const ordering = [{ column: row, isDescending: false, nulls: "last" as const }, ...(ordinal === undefined ? [] : [ordinal])];
    return { ...made, itemId: null, ordering };
  },
};
