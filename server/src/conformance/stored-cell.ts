import type { DuckDBValue } from "@duckdb/node-api";
import type { KqlType } from "../../contract/index.ts";
import { parseDatetimeText } from "../kql/values/datetime-text.ts";
import { parseTimespanText } from "../kql/values/timespan-text.ts";

/**
 * A canonical cell as a table of the lab stores it: ticks for instants and durations, JSON text for dynamic. Null where the
 * text is no value of the type, and "" for text, which is never null.
 */
export function storedCell(type: KqlType, cell: string | null): DuckDBValue {
  if (cell === null) return type === "string" ? "" : null;
  switch (type) {
    case "bool":
      return cell === "true" || cell === "1" ? true : cell === "false" || cell === "0" ? false : null;
    case "int":
      return /^[+-]?\d+$/.test(cell) ? Number(cell) : null;
    case "long":
      return /^[+-]?\d+$/.test(cell) ? BigInt(cell) : null;
    case "real":
      return cell.trim() === "" ? null : Number(cell);
    case "datetime":
      return parseDatetimeText(cell);
    case "timespan":
      return parseTimespanText(cell);
    case "decimal":
    case "dynamic":
    case "guid":
      return cell === "" ? null : cell;
    case "string":
      return cell;
  }
}
