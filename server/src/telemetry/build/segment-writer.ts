import { statSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import type { KqlTable } from "../../../contract/index.ts";
import { publishFile, writeFileDurably } from "../disk/durable-file.ts";
import { checkpointFile, segmentFile, truthFile, visibilityFile } from "../disk/manifest.ts";
import type { Segment } from "../disk/manifest.ts";
import type { BuildFolders } from "../disk/world-folders.ts";
import { quoteName, quoteText } from "../quote-name.ts";
import { RowBuffer } from "./row-buffer.ts";
import { storedColumns, TableWriter, TRUTH_COLUMNS, TRUTH_TABLE, truthColumns, worldColumns } from "./table-writer.ts";
import { writeVisibility } from "./visibility-writer.ts";
import type { SourceRow } from "./world-source.ts";

/** Rows per insert: enough to pay for the call, and so few that they die young in the collector's eyes. */
const ROWS_PER_BATCH = 2_048;
/** Rows of all tables that may wait in memory. */
const ROWS_WAITING_MAX = 10_000;
/** Inserts that may wait for DuckDB before the simulation is held up. */
const INSERTS_WAITING_MAX = 2;
/** Five simulated minutes: no sensor's clock is further out of step than that for long. */
const SORT_SLACK_TICKS = 3_000_000_000n;

/**
 * One segment of a world: a DuckDB file with a table per log, and beside it, in the truth's tree, one with the cause of
 * every row. Written under a temporary name inside one transaction, so that a crash leaves nothing that looks finished.
 */
export class SegmentWriter {
  readonly #name: string;
  readonly #folders: BuildFolders;
  readonly #tables: readonly KqlTable[];
  readonly #rows: Lane;
  readonly #causes: Lane;
  readonly #buffers = new Map<string, RowBuffer>();
  readonly #writers = new Map<string, TableWriter>();
  #causeWriter: TableWriter | null = null;
  #waiting = 0;

  private constructor(name: string, folders: BuildFolders, tables: readonly KqlTable[], rows: Lane, causes: Lane) {
    this.#name = name;
    this.#folders = folders;
    this.#tables = tables;
    this.#rows = rows;
    this.#causes = causes;
  }

  static async create(instance: DuckDBInstance, folders: BuildFolders, name: string, tables: readonly KqlTable[]): Promise<SegmentWriter> {
    const rows = await Lane.open(instance, `rows_${name}`, `${segmentFile(folders.world, name)}.partial`);
    const causes = await Lane.open(instance, `causes_${name}`, `${truthFile(folders.truth, name)}.partial`);
    const segment = new SegmentWriter(name, folders, tables, rows, causes);
    for (const table of tables) {
      const columns = storedColumns(table);
      const toColumns = (batch: readonly SourceRow[]) => worldColumns(batch, columns.length - 3);
      segment.#writers.set(table.name, await TableWriter.create(rows.connection, rows.path(table.name), columns, toColumns));
      segment.#buffers.set(table.name, new RowBuffer());
    }
    segment.#causeWriter = await TableWriter.create(causes.connection, causes.path(TRUTH_TABLE), TRUTH_COLUMNS, truthColumns);
    return segment;
  }

  /** Takes rows; resolves when the caller may go on. @throws Error on a row of a table that the world does not have. */
  async add(rows: readonly SourceRow[]): Promise<void> {
    for (const row of rows) {
      const buffer = this.#buffers.get(row.table);
      if (buffer === undefined) throw new Error(`a sensor wrote to a table that this world does not have: ${row.table}`);
      buffer.add(row);
      this.#waiting++;
      if (buffer.size >= ROWS_PER_BATCH) this.#flush(row.table, SORT_SLACK_TICKS);
    }
    if (this.#waiting > ROWS_WAITING_MAX) this.#flushLargest();
    await this.#rows.settle(INSERTS_WAITING_MAX);
    await this.#causes.settle(INSERTS_WAITING_MAX);
  }

  /** Writes what waits and gives the files their final names. */
  async finish(from: number, to: number, checkpoint: unknown): Promise<Segment> {
    for (const name of this.#buffers.keys()) this.#flush(name, 0n);
    await this.#rows.commit();
    await this.#causes.commit();
    const visibility = visibilityFile(this.#folders.world, this.#name);
    const names = this.#tables.map((table) => table.name);
    const entries = await writeVisibility(this.#rows.connection, this.#rows.alias, names, `${visibility}.partial`);
    for (const writer of [...this.#writers.values(), this.#causeWriter]) writer?.close();
    await this.#rows.close();
    await this.#causes.close();
    publishFile(`${visibility}.partial`, visibility);
    const world = segmentFile(this.#folders.world, this.#name);
    publishFile(`${world}.partial`, world);
    const truth = truthFile(this.#folders.truth, this.#name);
    publishFile(`${truth}.partial`, truth);
    writeFileDurably(checkpointFile(this.#folders.truth, this.#name), gzipSync(JSON.stringify(checkpoint), { level: 1 }));
    return {
      name: this.#name,
      bytes: statSync(world).size,
      visibilityBytes: statSync(visibility).size,
      truthBytes: statSync(truth).size,
      from,
      to,
      tables: Object.fromEntries(
        [...entries].map(([name, { rows, firstVisible, lastVisible, start }]) => [
          name,
          { rows, firstVisible: firstVisible?.toString() ?? null, lastVisible: lastVisible?.toString() ?? null, visibilityStart: start },
        ]),
      ),
    };
  }

  #flush(table: string, slackTicks: bigint): void {
    const writer = this.#writers.get(table);
    const rows = this.#buffers.get(table)?.take(slackTicks) ?? [];
    if (rows.length === 0 || writer === undefined || this.#causeWriter === null) return;
    this.#waiting -= rows.length;
    this.#rows.enqueue(writer.stage(rows));
    this.#causes.enqueue(this.#causeWriter.stage(rows));
  }

  #flushLargest(): void {
    const [largest] = [...this.#buffers].sort(([, a], [, b]) => b.size - a.size);
    if (largest !== undefined) this.#flush(largest[0], SORT_SLACK_TICKS);
  }
}

/** One attached file with its own connection and transaction: DuckDB lets a transaction write to one file only. */
class Lane {
  readonly connection: DuckDBConnection;
  readonly alias: string;
  #pending: Promise<void>[] = [];
  #tail: Promise<void> = Promise.resolve();

  private constructor(connection: DuckDBConnection, alias: string) {
    this.connection = connection;
    this.alias = alias;
  }

  static async open(instance: DuckDBInstance, alias: string, file: string): Promise<Lane> {
    const connection = await instance.connect();
    await connection.run(`ATTACH ${quoteText(file)} AS ${quoteName(alias)}`);
    await connection.run("BEGIN");
    return new Lane(connection, alias);
  }

  path(table: string): string {
    return `${quoteName(this.alias)}.main.${quoteName(table)}`;
  }

  enqueue(work: () => Promise<void>): void {
    this.#tail = this.#tail.then(work);
    // The failure surfaces at the next settle; until then it must not count as unhandled.
    this.#tail.catch(() => undefined);
    this.#pending.push(this.#tail);
  }

  /** Waits until no more than `waitingMax` inserts are under way. */
  async settle(waitingMax: number): Promise<void> {
    while (this.#pending.length > waitingMax) await this.#pending.shift();
  }

  async commit(): Promise<void> {
    await this.settle(0);
    await this.connection.run("COMMIT");
  }

  async close(): Promise<void> {
    await this.connection.run(`CHECKPOINT ${quoteName(this.alias)}`);
    await this.connection.run(`DETACH ${quoteName(this.alias)}`);
    this.connection.closeSync();
  }
}
