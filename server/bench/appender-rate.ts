import { join } from "node:path";
import { BIGINT, DuckDBInstance } from "@duckdb/node-api";
import type { DuckDBAppender } from "@duckdb/node-api";
import { createTableSql, storedColumns } from "../src/telemetry/build/stored-columns.ts";
import { createFakeSource, FAKE_SCENARIO, WEB_LOG } from "../src/telemetry/testing/fake-source.ts";
import { createScratchFolder } from "../src/telemetry/testing/fake-store.ts";

const ROWS = 100_000;

/** Rows per second that DuckDB's own appender takes into a file, one call per cell, of rows that are already in memory. */
export async function measureAppender(): Promise<number> {
  const source = createFakeSource({ ...FAKE_SCENARIO, rowsPerMinute: 1_000, historyMinutes: 150 }, 1);
  const rows = [...source.advance(source.window.exerciseStart)]
    .flat()
    .filter((row) => row.table === WEB_LOG.name)
    .slice(0, ROWS);
  const columns = storedColumns(WEB_LOG);
  const stored = rows.map((row) => [row.atTicks, row.itemId, row.visibleAtTicks, ...row.cells]);
  const scratch = createScratchFolder();
  const instance = await DuckDBInstance.create(join(scratch.path, "raw.duckdb"), { threads: "2" });
  const connection = await instance.connect();
  await connection.run(createTableSql("raw", columns));
  const startedAt = performance.now();
  const appender = await connection.createAppender("raw");
  for (const [row, cells] of stored.entries()) {
    for (const [index, column] of columns.entries()) appendCell(appender, column.type, cells[index] ?? null);
    appender.endRow();
    if (row % 50_000 === 49_999) appender.flushSync();
  }
  appender.closeSync();
  await connection.run("CHECKPOINT");
  const seconds = (performance.now() - startedAt) / 1000;
  instance.closeSync();
  scratch.remove();
  return rows.length / seconds;
}

function appendCell(appender: DuckDBAppender, type: string, cell: string | number | bigint | boolean | null): void {
  if (typeof cell === "string") appender.appendVarchar(cell);
  else if (typeof cell === "bigint") appender.appendBigInt(cell);
  else if (typeof cell === "number" && type === BIGINT.toString()) appender.appendBigInt(BigInt(cell));
  else appender.appendNull();
}
