import type { KqlType } from "../../../../contract/index.ts";
import { refuse } from "../../diagnostics/catalogue.ts";
import type { Column } from "../../plan/column.ts";
import { columnRef, literalExpr, type Expr } from "../../plan/expr.ts";
import type { Expression } from "../../syntax/nodes.ts";
import type { Arguments } from "./arguments.ts";
import type { PluginCall } from "./plugin.ts";

const NUMBERS: ReadonlySet<KqlType> = new Set(["int", "long", "real"]);

/** The column that says how often each row counts; rows count once where it is left out. */
export function weightOf(given: Arguments, plugin: PluginCall): { readonly id: number | null; readonly value: Expr } {
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

/** Per column, the value that stands for "any": the one that the query names for the column's type, or none. */
export function wildcardsOf(columns: readonly Column[], nodes: readonly Expression[], given: Arguments): Expr[] {
  const found = new Map<KqlType, Expr>();
  for (const node of nodes) {
    const value = given.value(node);
    if (!(value.kind === "literal" && value.value === "~")) found.set(value.type, value);
  }
  return columns.map((column) => found.get(column.type) ?? literalExpr("long", null));
}

/** A number that the query writes, within limits. */
export function boundedNumber(
  given: Arguments,
  plugin: PluginCall,
  parameter: string,
  { fallback, least, most }: { readonly fallback: number; readonly least: number; readonly most: number },
): number {
  const value = given.number(parameter, fallback);
  if (!(value >= least && value <= most))
    throw refuse("kql/wrong-arguments", plugin.span, {
      what: `\`${parameter}\` of \`${plugin.name}\``,
      expected: `a number from ${least} to ${most}`,
    });
  return value;
}
