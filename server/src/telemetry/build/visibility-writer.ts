import { closeSync, fsyncSync, openSync, writeSync } from "node:fs";
import { BIGINT, DuckDBBigIntVector } from "@duckdb/node-api";
import type { DuckDBConnection } from "@duckdb/node-api";

export interface VisibilityEntry {
  readonly rows: number;
  readonly firstVisible: bigint | null;
  readonly lastVisible: bigint | null;
  /** In entries of eight bytes. */
  readonly start: number;
}

/**
 * Writes every table's sorted instants of visibility (ticks, 64-bit, little-endian) one table after the other into one
 * file, from which {@link VisibilityIndex} counts without asking DuckDB.
 */
export async function writeVisibility(
  connection: DuckDBConnection,
  tables: readonly { readonly table: string; readonly path: string }[],
  file: string,
): Promise<ReadonlyMap<string, VisibilityEntry>> {
  const entries = new Map<string, VisibilityEntry>();
  const handle = openSync(file, "w");
  try {
    let start = 0;
    for (const { table, path } of tables) {
      const result = await connection.stream(`SELECT "_VisibleAt" FROM ${path} ORDER BY 1`);
      let rows = 0;
      let firstVisible: bigint | null = null;
      let lastVisible: bigint | null = null;
      for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
        const ticks = ticksOf(chunk.getColumnVector(0), chunk.rowCount);
        firstVisible ??= ticks[0] ?? null;
        lastVisible = ticks.at(-1) ?? lastVisible;
        rows += ticks.length;
        const bytes = new Uint8Array(ticks.buffer);
        for (let written = 0; written < bytes.length;) written += writeSync(handle, bytes, written);
      }
      entries.set(table, { rows, firstVisible, lastVisible, start });
      start += rows;
    }
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  return entries;
}

function ticksOf(vector: unknown, rowCount: number): BigInt64Array {
  if (!(vector instanceof DuckDBBigIntVector)) throw new Error(`instants of visibility are not ${BIGINT.toString()}`);
  const ticks = new BigInt64Array(rowCount);
  for (let index = 0; index < rowCount; index++) ticks[index] = vector.getItem(index) ?? 0n;
  return ticks;
}
