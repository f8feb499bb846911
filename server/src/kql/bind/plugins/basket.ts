import type { KqlType } from "../../../../contract/index.ts";
import { refuse } from "../../diagnostics/catalogue.ts";
import { columnRef, literalExpr, type Expr } from "../../plan/expr.ts";
import type { Expression } from "../../syntax/nodes.ts";
import { Arguments } from "./arguments.ts";
import type { Plugin, PluginCall } from "./plugin.ts";
import { scripted } from "./scripted.ts";

const NUMBERS: ReadonlySet<KqlType> = new Set(["int", "long", "real"]);

/** The value that stands for "any" in columns of each type that the query names. */
function wildcards(nodes: readonly Expression[], given: Arguments): ReadonlyMap<KqlType, Expr> {
  const found = new Map<KqlType, Expr>();
  for (const node of nodes) {
    const value = given.value(node);
    if (!(value.kind === "literal" && value.value === "~")) found.set(value.type, value);
  }
  return found;
}

function weightOf(given: Arguments, plugin: PluginCall): { readonly id: number | null; readonly value: Expr } {
  const node = given.node("WeightColumn");
  if (node === null) return { id: null, value: literalExpr("long", 1n) };
  const column = given.columnOf(node);
  if (!NUMBERS.has(column.type))
    throw refuse("kql/wrong-type", node.span, {
      what: `The weight of \`${plugin.name}\``,
      expected: "a number",
      found: `\`${column.type}\``,
    });
  return { id: column.id, value: columnRef(column) };
}

/** `basket`: combinations of values that many rows share. Exact here, where Kusto samples. */
export const BASKET: Plugin = {
  name: "basket",
  bind: (plugin) => {
    const given = new Arguments(plugin, ["Threshold", "WeightColumn", "MaxDimensions"]);
    const threshold = given.number("Threshold", 0.05);
    if (!(threshold >= 0.015 && threshold <= 1))
      throw refuse("kql/wrong-arguments", plugin.span, { what: "The threshold of `basket`", expected: "a number from 0.015 to 1" });
    const weight = weightOf(given, plugin);
    const columns = plugin.input.columns.filter((column) => column.id !== weight.id);
    const custom = wildcards(given.rest, given);
    return scripted(
      {
        algorithm: "basket",
        row: [weight.value, ...columns.map(columnRef)],
        settings: [
          literalExpr("real", threshold),
          literalExpr("long", BigInt(given.number("MaxDimensions", 5))),
          ...columns.map((column) => custom.get(column.type) ?? literalExpr("long", null)),
        ],
        output: [{ name: "SegmentId", type: "long" }, { name: "Count", type: "long" }, { name: "Percent", type: "real" }, ...columns],
      },
      plugin,
    );
  },
};
