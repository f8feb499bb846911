import type { Cell, KqlType } from "../../../contract/index.ts";
import { CLR_TYPES, type KustoTable } from "./kusto-table.ts";

const ROWS_PER_CHUNK = 500;

/**
 * A cell as JSON text, as Kusto writes it: whole numbers with all their digits even where JavaScript's numbers end, reals with a
 * point, decimals as strings, dynamic values as they are.
 */
export function cellText(type: KqlType, cell: Cell): string {
  if (cell === null) return "null";
  switch (type) {
    case "int":
    case "long":
      return typeof cell === "string" && /^-?\d+$/.test(cell) ? cell : JSON.stringify(cell);
    case "real":
      return typeof cell === "number" && /^-?\d+$/.test(String(cell)) ? `${cell}.0` : JSON.stringify(cell);
    case "decimal":
      return JSON.stringify(typeof cell === "number" ? String(cell) : cell);
    case "bool":
    case "datetime":
    case "dynamic":
    case "guid":
    case "string":
    case "timespan":
      return JSON.stringify(cell);
  }
}

/** `[…],[…]` in pieces small enough to be written one after the other. */
export function* rowsText({ columns, rows }: KustoTable): Generator<string> {
  for (let at = 0; at < rows.length; at += ROWS_PER_CHUNK) {
    const chunk = rows.slice(at, at + ROWS_PER_CHUNK);
    const texts = chunk.map((row) => `[${columns.map(({ type }, index) => cellText(type, row[index] ?? null)).join(",")}]`);
    yield (at === 0 ? "" : ",") + texts.join(",");
  }
}

export function columnsText({ columns }: KustoTable, version: "v1" | "v2"): string {
  return JSON.stringify(
    columns.map(({ name, type }) => ({
      ColumnName: name,
      ...(version === "v1" ? { DataType: CLR_TYPES[type] } : {}),
      ColumnType: type,
    })),
  );
}
