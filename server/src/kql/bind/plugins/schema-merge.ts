import { refuse } from "../../diagnostics/catalogue.ts";
import { columnRef, literalExpr } from "../../plan/expr.ts";
import { Arguments } from "./arguments.ts";
import type { Plugin } from "./plugin.ts";
import { scripted } from "./scripted.ts";

const OUTPUT = [
  { name: "ColumnName", type: "string" },
  { name: "ColumnOrdinal", type: "int" },
  { name: "DataType", type: "string" },
  { name: "ColumnType", type: "string" },
] as const;

/** `schema_merge`: several results of `getschema` as one schema. */
export const SCHEMA_MERGE: Plugin = {
  name: "schema_merge",
  bind: (plugin) => {
    const given = new Arguments(plugin, ["PreserveOrder"]);
    given.noRest();
    const row = OUTPUT.map(({ name }) => {
      const column = plugin.input.columns.find((known) => known.name === name);
      if (column === undefined)
        throw refuse("kql/wrong-arguments", plugin.span, { what: "`schema_merge`", expected: "the output of `getschema` before it" });
      return columnRef(column);
    });
    const settings = [literalExpr("bool", given.flag("PreserveOrder", true))];
    return scripted({ algorithm: "schema_merge", row, settings, output: OUTPUT }, plugin);
  },
};
