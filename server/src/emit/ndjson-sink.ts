import type { KqlColumn } from "../../contract/index.ts";
import type { LogCell, LogDefinition } from "../logs/log.ts";
import { cellColumns } from "../logs/table.ts";
import type { SensedRow } from "../range/sensors/sensor-stage.ts";
import type { RowSink } from "./row-sink.ts";
import { TextFiles } from "./text-files.ts";
import { tickText } from "../base/tick-text.ts";

/** One `<Table>.ndjson` per table: an object per row, columns that hold nothing left out. */
export function ndjsonSink(folder: string, logs: readonly LogDefinition[]): RowSink {
  const files = new TextFiles(folder);
  const columns = new Map(logs.map((log) => [log.table.name, cellColumns(log.table)]));
  return {
    write: (row) => {
      const file = `${row.table}.ndjson`;
      const position = files.append(file, `${rowJson(row, columns.get(row.table) ?? [])}\n`, () => "");
      return { file, position };
    },
    close: () => {
      files.flush();
      return Promise.resolve();
    },
  };
}

/** TimeGenerated, the filled cells, and the two hidden columns that a workspace adds. */
function rowJson(row: SensedRow, columns: readonly KqlColumn[]): string {
  let json = `{"TimeGenerated":"${tickText(row.atTicks)}"`;
  for (const [index, column] of columns.entries()) {
    const cell = row.cells[index] ?? null;
    if (cell !== null && cell !== "") json += `,${JSON.stringify(column.name)}:${cellJson(cell, column)}`;
  }
  return `${json},"_TimeReceived":"${tickText(row.visibleAtTicks)}","_ItemId":"${row.itemId}"}`;
}

function cellJson(cell: Exclude<LogCell, null>, column: KqlColumn): string {
  if (typeof cell === "bigint") return `"${tickText(cell)}"`;
  if (column.type === "dynamic") return String(cell);
  return JSON.stringify(cell);
}
