import { statSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import type { KqlTable } from "../../../contract/index.ts";
import { publishFile, writeFileDurably } from "../disk/durable-file.ts";
import { checkpointFile, segmentFile, truthFile, visibilityFile } from "../disk/manifest.ts";
import type { Segment } from "../disk/manifest.ts";
import type { BuildFolders } from "../disk/world-folders.ts";
import { quoteName, quoteText } from "../quote-name.ts";
import { RowBuffer } from "./row-buffer.ts";
import { putCause, putRow } from "./row-text.ts";
import { storedColumns, TRUTH_COLUMNS, TRUTH_TABLE } from "./stored-columns.ts";
import type { StoredColumn } from "./stored-columns.ts";
import { TableSpool } from "./table-spool.ts";
import { writeVisibility } from "./visibility-writer.ts";
import type { SourceRow } from "./world-source.ts";

/** Files that may wait for DuckDB before the simulation is held up. */
const LOADS_WAITING_MAX = 2;
/**
 * Rows of a table that are loaded at a time: exactly one of DuckDB's row groups, so that it packs and writes them at once.
 * A partial one would stay in memory, unpacked, for each of dozens of tables.
 */
const ROWS_PER_LOAD = 10_240;
/** Five simulated minutes: no sensor's clock is further out of step than that for long. */
const SORT_SLACK_TICKS = 3_000_000_000n;

/**
 * One segment of a world: a DuckDB file with a table per log, and beside it, in the truth's tree, one with the cause of
 * every row. Written under a temporary name, so that a crash leaves nothing that looks finished.
 */
export class SegmentWriter {
  readonly #name: string;
  readonly #folders: BuildFolders;
  readonly #tables: readonly KqlTable[];
  readonly #rows: Lane;
  readonly #causes: Lane;
  readonly #buffers = new Map<string, RowBuffer>();
  readonly #spools = new Map<string, TableSpool>();
  readonly #causeSpool: TableSpool;

  private constructor(name: string, folders: BuildFolders, tables: readonly KqlTable[], rows: Lane, causes: Lane, causeSpool: TableSpool) {
    this.#name = name;
    this.#folders = folders;
    this.#tables = tables;
    this.#rows = rows;
    this.#causes = causes;
    this.#causeSpool = causeSpool;
  }

  /** `spoolFolder` exists; it holds rows and causes for moments. */
  static async create(
    instance: DuckDBInstance,
    folders: BuildFolders,
    spoolFolder: string,
    name: string,
    tables: readonly KqlTable[],
  ): Promise<SegmentWriter> {
    const rows = await Lane.open(instance, `rows_${name}`, `${segmentFile(folders.world, name)}.partial`);
    const causes = await Lane.open(instance, `causes_${name}`, `${truthFile(folders.truth, name)}.partial`);
    const spoolOf = (lane: Lane, table: string, columns: readonly StoredColumn[]): Promise<TableSpool> =>
      TableSpool.create(lane.connection, lane.path(table), columns, join(spoolFolder, `${name}-${table}`));
    const segment = new SegmentWriter(name, folders, tables, rows, causes, await spoolOf(causes, TRUTH_TABLE, TRUTH_COLUMNS));
    for (const table of tables) {
      segment.#spools.set(table.name, await spoolOf(rows, table.name, storedColumns(table)));
      segment.#buffers.set(table.name, new RowBuffer());
    }
    return segment;
  }

  /** Takes rows; resolves when the caller may go on. @throws Error on a row of a table that the world does not have. */
  async add(rows: readonly SourceRow[]): Promise<void> {
    for (const row of rows) {
      const buffer = this.#buffers.get(row.table);
      if (buffer === undefined) throw new Error(`a sensor wrote to a table that this world does not have: ${row.table}`);
      buffer.add(row.atTicks, (sink) => putRow(sink, row));
      this.#causeSpool.putLine((sink) => putCause(sink, row));
      if (this.#causeSpool.rows === ROWS_PER_LOAD) this.#causes.enqueue(this.#causeSpool.stage());
      if (buffer.isRipe) this.#write(row.table, SORT_SLACK_TICKS);
    }
    await this.#rows.settle(LOADS_WAITING_MAX);
    await this.#causes.settle(LOADS_WAITING_MAX);
  }

  /** Writes what waits and gives the files their final names. */
  async finish(from: number, to: number, checkpoint: unknown): Promise<Segment> {
    for (const name of this.#buffers.keys()) this.#write(name, 0n);
    for (const spool of this.#spools.values()) this.#rows.enqueue(spool.stage());
    this.#causes.enqueue(this.#causeSpool.stage());
    await Promise.all([this.#rows.settle(0), this.#causes.settle(0)]);
    const visibility = visibilityFile(this.#folders.world, this.#name);
    const names = this.#tables.map((table) => table.name);
    const entries = await writeVisibility(this.#rows.connection, this.#rows.alias, names, `${visibility}.partial`);
    await Promise.all([this.#rows.close(), this.#causes.close()]);
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

  #write(table: string, slackTicks: bigint): void {
    const spool = this.#spools.get(table);
    if (spool === undefined) return;
    this.#buffers.get(table)?.take(slackTicks, (line) => {
      spool.writeLine(line);
      if (spool.rows === ROWS_PER_LOAD) this.#rows.enqueue(spool.stage());
    });
  }
}

/** One attached file with its own connection: loads into it wait for each other, not for those of another. */
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
    await connection.run(`ATTACH ${quoteText(file)} AS ${quoteName(alias)} (ROW_GROUP_SIZE ${ROWS_PER_LOAD}, STORAGE_VERSION 'latest')`);
    return new Lane(connection, alias);
  }

  path(table: string): string {
    return `${quoteName(this.alias)}.main.${quoteName(table)}`;
  }

  enqueue(work: (() => Promise<void>) | null): void {
    if (work === null) return;
    this.#tail = this.#tail.then(work);
    // The failure surfaces at the next settle; until then it must not count as unhandled.
    this.#tail.catch(() => undefined);
    this.#pending.push(this.#tail);
  }

  /** Waits until no more than `waitingMax` loads are under way. */
  async settle(waitingMax: number): Promise<void> {
    while (this.#pending.length > waitingMax) await this.#pending.shift();
  }

  async close(): Promise<void> {
    await this.connection.run(`CHECKPOINT ${quoteName(this.alias)}`);
    await this.connection.run(`DETACH ${quoteName(this.alias)}`);
    this.connection.closeSync();
  }
}
