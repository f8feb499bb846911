import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import type { DuckDBAppender } from "@duckdb/node-api";
import type { LogCell } from "../src/logs/log.ts";
import { createTableSql, storedColumns } from "../src/telemetry/build/stored-columns.ts";
import type { WorldSource } from "../src/telemetry/build/world-source.ts";
import { createScratchFolder } from "../src/telemetry/testing/fake-store.ts";

const ROWS_MAX = 100_000;
const FLUSHED_AFTER = 50_000;

interface MadeRow {
  readonly table: string;
  readonly cells: readonly LogCell[];
}

/**
 * Rows per second that DuckDB's own appender takes into a file, one call per cell, of a source's first rows, which are already
 * in memory: what the same rows cost without a simulation, without causes and without an order.
 */
export async function measureAppender(source: WorldSource): Promise<number> {
  const rows = firstRows(source);
  const scratch = createScratchFolder();
  const instance = await DuckDBInstance.create(join(scratch.path, "raw.duckdb"), { threads: "2" });
  const connection = await instance.connect();
  const types = new Map(source.tables.map((table) => [table.name, storedColumns(table).map((column) => column.type)]));
  for (const table of source.tables) await connection.run(createTableSql(`"${table.name}"`, storedColumns(table)));
  const startedAt = performance.now();
  const appenders = new Map<string, DuckDBAppender>();
  for (const table of source.tables) appenders.set(table.name, await connection.createAppender(table.name));
  for (const [index, { table, cells }] of rows.entries()) {
    const appender = appenders.get(table);
    if (appender === undefined) throw new Error(`no table ${table}`);
    for (const [column, type] of (types.get(table) ?? []).entries()) appendCell(appender, type, cells[column] ?? null);
    appender.endRow();
    if (index % FLUSHED_AFTER === FLUSHED_AFTER - 1) for (const each of appenders.values()) each.flushSync();
  }
  for (const appender of appenders.values()) appender.closeSync();
  await connection.run("CHECKPOINT");
  const seconds = (performance.now() - startedAt) / 1000;
  instance.closeSync();
  scratch.remove();
  return rows.length / seconds;
}

function firstRows(source: WorldSource): readonly MadeRow[] {
  const rows: MadeRow[] = [];
  for (const batch of source.advance(source.window.exerciseEnd)) {
    for (const { table, atTicks, itemId, visibleAtTicks, cells } of batch)
      rows.push({ table, cells: [atTicks, itemId, visibleAtTicks, ...cells] });
    if (rows.length >= ROWS_MAX) break;
  }
  return rows;
}

function appendCell(appender: DuckDBAppender, type: string, cell: LogCell): void {
  if (cell === null) appender.appendNull();
  else if (typeof cell === "boolean") appender.appendBoolean(cell);
  else if (type === "BIGINT") appender.appendBigInt(BigInt(cell));
  else if (type === "INTEGER") appender.appendInteger(Number(cell));
  else if (type === "DOUBLE") appender.appendDouble(Number(cell));
  else appender.appendVarchar(String(cell));
}
