import { formatDatetime, formatTimespan } from "../values/ticks.ts";
import type { Expression } from "./nodes.ts";
import { childrenOf, elementsOf, kindOf, textOf, type Converter, type VendorElement, type VendorNode, type VendorToken } from "./vendor.ts";

/** JSON text of a scalar literal inside `dynamic(…)`. Numbers keep the digits they were written with. */
function scalarJson(literal: Expression, written: string): string {
  if (literal.kind === "unary")
    return `${literal.operator === "-" ? "-" : ""}${scalarJson(literal.operand, written.replace(/^[+-]\s*/, ""))}`;
  if (literal.kind !== "literal" || literal.value === null) return "null";
  switch (literal.type) {
    case "datetime":
      return JSON.stringify(formatDatetime(BigInt(literal.value)));
    case "timespan":
      return JSON.stringify(formatTimespan(BigInt(literal.value)));
    case "real":
      return Number.isFinite(literal.value)
        ? /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(written)
          ? written
          : String(literal.value)
        : JSON.stringify(String(literal.value));
    case "bool":
    case "int":
    case "long":
    case "decimal":
      return String(literal.value);
    case "guid":
    case "string":
    case "dynamic":
      return JSON.stringify(String(literal.value));
  }
}

/** JSON text of what stands inside `dynamic( … )`. */
export function dynamicJson(node: VendorNode | null, convert: Converter): string {
  if (node === null) return "null";
  switch (kindOf(node)) {
    case "JsonObjectExpression": {
      const pairs = new Map<string, string>();
      for (const pair of elementsOf((node as Kusto.Language.Syntax.JsonObjectExpression).Pairs)) {
        const [name] = childrenOf(pair);
        const key = (name as VendorToken | undefined)?.ValueText ?? "";
        pairs.set(key, dynamicJson((pair as Kusto.Language.Syntax.JsonPair).Value, convert));
      }
      return `{${[...pairs].map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(",")}}`;
    }
    case "JsonArrayExpression":
      return `[${elementsOf((node as Kusto.Language.Syntax.JsonArrayExpression).Values)
        .map((value) => dynamicJson(value, convert))
        .join(",")}]`;
    case "DynamicExpression":
      return dynamicJson((node as Kusto.Language.Syntax.DynamicExpression).Expression, convert);
    default:
      return scalarJson(convert.expression(node), textOf(node));
  }
}

const TYPED: ReadonlySet<string> = new Set(["DateTimeLiteralExpression", "TimespanLiteralExpression", "GuidLiteralExpression"]);

/** Whether a moment, a duration or a guid stands in the literal: in JSON it becomes text. */
export function holdsTyped(node: VendorElement): boolean {
  return TYPED.has(kindOf(node)) || childrenOf(node).some((child) => holdsTyped(child));
}
