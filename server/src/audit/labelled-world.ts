import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import type { DuckDBConnection, DuckDBValue } from "@duckdb/node-api";
import type { KqlTable } from "../../contract/index.ts";
import { TRUTH_TABLE } from "../telemetry/build/stored-columns.ts";
import { readWorldFiles, segmentFile, truthFile } from "../telemetry/disk/manifest.ts";
import type { BuildFolders } from "../telemetry/disk/world-folders.ts";
import { quoteName, quoteText } from "../telemetry/quote-name.ts";

export const LABELLED = "labelled";

/** Of each of two worlds; what does not fit waits on the disk. */
const MEMORY_LIMIT = "320MB";

/**
 * A stored world with its truth beside it, for the audit alone: no query process ever sees one. One table at a time stands in
 * `labelled`, every row marked `__sought` when an intruder caused it.
 */
export class LabelledWorld {
  readonly tables: readonly KqlTable[];
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  readonly #segments: readonly string[];

  private constructor(tables: readonly KqlTable[], instance: DuckDBInstance, connection: DuckDBConnection, segments: readonly string[]) {
    this.tables = tables;
    this.#instance = instance;
    this.#connection = connection;
    this.#segments = segments;
  }

  /** @throws Error when the folders do not hold a finished world. */
  static async open(folders: BuildFolders, soughtSteps: readonly string[]): Promise<LabelledWorld> {
    const files = readWorldFiles(folders.world, folders.truth);
    if (files === null) throw new Error(`no finished world lies in ${folders.world}`);
    const instance = await DuckDBInstance.create(":memory:", {
      // Threads of DuckDB wait for each other by spinning, and these questions are small.
      threads: "1",
      memory_limit: MEMORY_LIMIT,
      temp_directory: join(folders.truth, "audit-spill"),
      autoinstall_known_extensions: "false",
    });
    const connection = await instance.connect();
    const segments = files.manifest.segments.map(({ name }) => name);
    for (const name of segments) {
      await connection.run(`ATTACH ${quoteText(segmentFile(folders.world, name))} AS ${quoteName(`rows_${name}`)} (READ_ONLY)`);
      await connection.run(`ATTACH ${quoteText(truthFile(folders.truth, name))} AS ${quoteName(`truth_${name}`)} (READ_ONLY)`);
    }
    const causes = segments.map((name) => `FROM ${quoteName(`truth_${name}`)}.main.${TRUTH_TABLE}`).join(" UNION ALL ");
    const steps = soughtSteps.map(quoteText).join(", ") || "NULL";
    await connection.run(
      `CREATE TEMP TABLE sought AS SELECT item_id::VARCHAR AS item_id, table_name FROM (${causes}) WHERE step_id IN (${steps})`,
    );
    return new LabelledWorld(files.manifest.tables, instance, connection, segments);
  }

  /** Tables in which an intruder left rows, with how many. */
  async soughtByTable(): Promise<ReadonlyMap<string, number>> {
    const rows = await this.read("SELECT table_name, count(*) FROM sought GROUP BY ALL ORDER BY 1");
    return new Map(rows.map(([table, count]) => [String(table), Number(count)]));
  }

  /** Puts one table into `labelled`, of it `TimeGenerated` and these columns. */
  async label(table: string, columns: readonly string[]): Promise<void> {
    const union = this.#segments.map((name) => `FROM ${quoteName(`rows_${name}`)}.main.${quoteName(table)}`).join(" UNION ALL ");
    const kept = [...new Set(["TimeGenerated", ...columns])].map((name) => `t.${quoteName(name)}`);
    await this.run(
      `CREATE OR REPLACE TEMP TABLE ${LABELLED} AS SELECT t."_ItemId", ${kept.join(", ")}, sought.item_id IS NOT NULL AS __sought
       FROM (${union}) t LEFT JOIN sought ON sought.item_id = t."_ItemId" AND sought.table_name = ${quoteText(table)}`,
    );
  }

  async run(sql: string): Promise<void> {
    await this.#connection.run(sql);
  }

  async read(sql: string): Promise<DuckDBValue[][]> {
    return (await this.#connection.runAndReadAll(sql)).getRows();
  }

  close(): void {
    this.#connection.closeSync();
    this.#instance.closeSync();
  }
}
