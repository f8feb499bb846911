import type { Cell, KqlType } from "@mailroom/server/contract";
import { quoteNameIfNeeded } from "./names.ts";

/** What a pivot does with the value under the cursor. */
export type PivotMode = "include" | "exclude";

/** A KQL string literal in double quotes. Control characters and line ends are escaped, so that it stays on one line. */
export function quoteString(value: string): string {
  const escaped = value.replaceAll(/["\\\p{Cc}\u2028\u2029]/gu, (character) => {
    const short = SHORT_ESCAPES[character];
    return short ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
  return `"${escaped}"`;
}

const SHORT_ESCAPES: Readonly<Record<string, string>> = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/**
 * The literal that KQL compares with a value of `type`. Cells come as the wire sends them: large numbers as digits, `NaN` and
 * infinities as words, datetimes as ISO text with seven digits.
 */
export function formatLiteral(cell: Exclude<Cell, null>, type: KqlType): string {
  const text = typeof cell === "string" ? cell : JSON.stringify(cell);
  switch (type) {
    case "string":
      return quoteString(text);
    case "bool":
      return text === "true" ? "true" : "false";
    case "int":
    case "long":
      return text;
    case "real":
      return formatReal(text);
    case "decimal":
      return `decimal(${text})`;
    case "datetime":
      return `datetime(${text})`;
    case "timespan":
      return `timespan(${text})`;
    case "guid":
      return `guid(${text})`;
    case "dynamic":
      return `dynamic(${JSON.stringify(cell)})`;
  }
}

function formatReal(text: string): string {
  if (text === "NaN") return "real(nan)";
  if (text === "Infinity") return "real(+inf)";
  if (text === "-Infinity") return "real(-inf)";
  // A whole number would be read as `long`, and `x == 2` and `x == real(2)` need not mean the same in a `summarize by`.
  return `real(${text})`;
}

/**
 * The predicate that keeps (`include`) or drops (`exclude`) rows whose `column` has this value. Null, empty strings and NaN
 * equal nothing in KQL, so they get the function that names them; dynamic values are compared by their text.
 */
export function predicateFor(column: { readonly name: string; readonly type: KqlType }, cell: Cell, mode: PivotMode): string {
  const name = quoteNameIfNeeded(column.name);
  const isIncluded = mode === "include";
  if (cell === null) return isIncluded ? `isnull(${name})` : `isnotnull(${name})`;
  if (column.type === "string" && cell === "") return isIncluded ? `isempty(${name})` : `isnotempty(${name})`;
  if (column.type === "real" && cell === "NaN") return isIncluded ? `isnan(${name})` : `not(isnan(${name}))`;
  const operator = isIncluded ? "==" : "!=";
  if (column.type === "dynamic") {
    const text = typeof cell === "string" ? cell : JSON.stringify(cell);
    return `tostring(${name}) ${operator} ${quoteString(text)}`;
  }
  return `${name} ${operator} ${formatLiteral(cell, column.type)}`;
}
