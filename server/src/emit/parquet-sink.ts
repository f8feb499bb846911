import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import type { KqlTable, KqlType } from "../../contract/index.ts";
import type { LogDefinition } from "../logs/log.ts";
import { ndjsonSink } from "./ndjson-sink.ts";
import type { RowSink } from "./row-sink.ts";

/** Kusto type → DuckDB type. Nanoseconds keep the seventh digit of a datetime. */
const SQL_TYPES: Readonly<Record<KqlType, string>> = {
  bool: "BOOLEAN",
  datetime: "TIMESTAMP_NS",
  decimal: "DECIMAL(38,18)",
  dynamic: "JSON",
  guid: "UUID",
  int: "INTEGER",
  long: "BIGINT",
  real: "DOUBLE",
  string: "VARCHAR",
  timespan: "BIGINT",
};

const HIDDEN = [
  ["_TimeReceived", "TIMESTAMP_NS"],
  ["_ItemId", "VARCHAR"],
] as const;

/** One `<Table>.parquet` per table that has rows, every published column present and typed. */
export function parquetSink(folder: string, logs: readonly LogDefinition[]): RowSink {
  const staging = join(folder, ".staging");
  mkdirSync(staging, { recursive: true });
  const rows = ndjsonSink(staging, logs);
  return {
    write: (row) => {
      const place = rows.write(row);
      return place === null ? null : { ...place, file: `${row.table}.parquet` };
    },
    close: async () => {
      await rows.close();
      await convert(folder, staging, logs);
      rmSync(staging, { recursive: true });
    },
  };
}

/** One thread and kept order: the same rows give the same bytes. */
async function convert(folder: string, staging: string, logs: readonly LogDefinition[]): Promise<void> {
  const instance = await DuckDBInstance.create(":memory:", {
    threads: "1",
    preserve_insertion_order: "true",
    memory_limit: "1GB",
    temp_directory: join(staging, "spill"),
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  const connection = await instance.connect();
  try {
    for (const { table } of logs) {
      const source = join(staging, `${table.name}.ndjson`);
      if (existsSync(source)) await connection.run(copyStatement(table, source, join(folder, `${table.name}.parquet`)));
    }
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

function copyStatement(table: KqlTable, source: string, target: string): string {
  const columns = [...table.columns.map((column) => [column.name, SQL_TYPES[column.type]] as const), ...HIDDEN];
  const struct = columns.map(([name, type]) => `${literal(name)}: ${literal(type)}`).join(", ");
  const select = `SELECT * FROM read_json(${literal(source)}, format = 'newline_delimited', columns = {${struct}}, maximum_object_size = 67108864)`;
  return `COPY (${select}) TO ${literal(target)} (FORMAT parquet, COMPRESSION zstd)`;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
