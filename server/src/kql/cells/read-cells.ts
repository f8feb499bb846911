import type { Cell, KqlColumn } from "../../../contract/index.ts";
import { formatDatetime, formatTimespan } from "../values/ticks.ts";

const SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** DuckDB's own value classes (UUID, DECIMAL) print themselves. */
const textOf = (value: unknown): string => (value as { toString(): string }).toString();

function whole(value: unknown): Cell {
  if (typeof value !== "bigint") return typeof value === "number" ? value : textOf(value);
  return value > SAFE || value < -SAFE ? value.toString() : Number(value);
}

function real(value: unknown): Cell {
  const number = Number(value);
  return Number.isFinite(number) ? number : String(number);
}

function json(value: unknown): Cell {
  const text = textOf(value);
  try {
    return JSON.parse(text) as Cell;
  } catch {
    return text;
  }
}

/** One DuckDB value (as `getRows()` gives it) as a cell of the wire contract. Strings are never null. */
export function readCell(type: KqlColumn["type"], value: unknown): Cell {
  if (value === null || value === undefined) return type === "string" ? "" : null;
  switch (type) {
    case "bool":
      return value === true;
    case "int":
    case "long":
      return whole(value);
    case "real":
      return real(value);
    case "decimal": {
      const text = textOf(value);
      return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
    }
    case "datetime":
      return formatDatetime(value as bigint);
    case "timespan":
      return formatTimespan(value as bigint);
    case "dynamic":
      return json(value);
    case "guid":
    case "string":
      return textOf(value);
  }
}

/** One row: the query's columns in order. What lies behind them (the row's identity) is left out. */
export function readCells(columns: readonly KqlColumn[], row: readonly unknown[]): Cell[] {
  return columns.map((column, index) => readCell(column.type, row[index]));
}
