import { statSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBInstance } from "@duckdb/node-api";
import type { KqlTable } from "../../../contract/index.ts";
import { publishFile, writeFileDurably } from "../disk/durable-file.ts";
import { checkpointFile, segmentFile, truthFile, visibilityFile } from "../disk/manifest.ts";
import type { Segment } from "../disk/manifest.ts";
import type { BuildFolders } from "../disk/world-folders.ts";
import { packJson } from "./pack-json.ts";
import { RowBuffer } from "./row-buffer.ts";
import { putCause, putRow } from "./row-text.ts";
import { SegmentFile } from "./segment-file.ts";
import { storedColumns, TRUTH_COLUMNS, TRUTH_TABLE } from "./stored-columns.ts";
import type { StoredColumn } from "./stored-columns.ts";
import { TableSpool } from "./table-spool.ts";
import { TextSink } from "./text-sink.ts";
import type { Turns } from "./turns.ts";
import { writeVisibility } from "./visibility-writer.ts";
import type { SourceRow } from "./world-source.ts";

/** Files that may wait for DuckDB before the simulation is held up. */
const LOADS_WAITING_MAX = 8;
/**
 * Rows of a table that are loaded at a time: exactly one of DuckDB's row groups, so that it packs and writes them at once.
 * A partial one would stay in memory, unpacked, for each of dozens of tables.
 */
const ROWS_PER_LOAD = 10_240;
/** Five simulated minutes: no sensor's clock is further out of step than that for long. */
const SORT_SLACK_TICKS = 3_000_000_000n;

/** Rows go into the file by so many connections: as many as this machine's budget has cores. */
const ROW_LANES = 2;

interface FilledTable {
  readonly buffer: RowBuffer;
  readonly spool: TableSpool;
}

/**
 * One segment of a world: a DuckDB file with a table per log, and beside it, in the truth's tree, one with the cause of
 * every row. Written under a temporary name, so that a crash leaves nothing that looks finished.
 */
export class SegmentWriter {
  readonly #name: string;
  readonly #folders: BuildFolders;
  readonly #tables = new Map<string, FilledTable>();
  readonly #rows: SegmentFile;
  readonly #causes: SegmentFile;
  readonly #causeSpool: TableSpool;

  private constructor(name: string, folders: BuildFolders, rows: SegmentFile, causes: SegmentFile, causeSpool: TableSpool) {
    this.#name = name;
    this.#folders = folders;
    this.#rows = rows;
    this.#causes = causes;
    this.#causeSpool = causeSpool;
  }

  /** `spoolFolder` exists; it holds rows and causes for moments. Every segment of a world takes its turns from the same `turns`. */
  static async create(
    instance: DuckDBInstance,
    folders: BuildFolders,
    spoolFolder: string,
    name: string,
    tables: readonly KqlTable[],
    turns: Turns,
  ): Promise<SegmentWriter> {
    const open = (alias: string, file: string, laneCount: number): Promise<SegmentFile> =>
      SegmentFile.create(instance, `${alias}_${name}`, `${file}.partial`, { laneCount, rowsPerGroup: ROWS_PER_LOAD, turns });
    const rows = await open("rows", segmentFile(folders.world, name), ROW_LANES);
    const causes = await open("causes", truthFile(folders.truth, name), 1);
    await rows.createTables(tables.map((table) => ({ name: table.name, columns: storedColumns(table) })));
    await causes.createTables([{ name: TRUTH_TABLE, columns: TRUTH_COLUMNS }]);
    const spoolOf = (file: SegmentFile, table: string, columns: readonly StoredColumn[]): TableSpool =>
      new TableSpool(() => file.laneOf(table), file.path(table), columns, join(spoolFolder, `${name}-${table}`));
    const causeSpool = spoolOf(causes, TRUTH_TABLE, TRUTH_COLUMNS);
    const segment = new SegmentWriter(name, folders, rows, causes, causeSpool);
    const spare = { text: new TextSink() };
    for (const table of tables)
      segment.#tables.set(table.name, { buffer: new RowBuffer(spare), spool: spoolOf(rows, table.name, storedColumns(table)) });
    return segment;
  }

  /** Takes rows; resolves when the caller may go on. @throws Error on a row of a table that the world does not have. */
  async add(rows: readonly SourceRow[]): Promise<void> {
    for (const row of rows) {
      const table = this.#tables.get(row.table);
      if (table === undefined) throw new Error(`a sensor wrote to a table that this world does not have: ${row.table}`);
      table.buffer.add(row.atTicks, (sink) => putRow(sink, row));
      this.#causeSpool.putLine((sink) => putCause(sink, row));
      loadWhenFull(this.#causeSpool);
      if (table.buffer.isRipe) write(table, SORT_SLACK_TICKS);
    }
    await this.#rows.settle(LOADS_WAITING_MAX);
    await this.#causes.settle(LOADS_WAITING_MAX);
  }

  /** Writes what waits and gives the files their final names. */
  async finish(from: number, to: number, checkpoint: unknown): Promise<Segment> {
    // Before anything is awaited: the simulation goes on with the next segment meanwhile.
    const packedCheckpoint = packJson(checkpoint);
    for (const table of this.#tables.values()) write(table, 0n);
    await this.#rows.narrow();
    for (const { spool } of this.#tables.values()) spool.load();
    this.#causeSpool.load();
    await Promise.all([this.#rows.commit(), this.#causes.commit()]);
    const visibility = visibilityFile(this.#folders.world, this.#name);
    const names = [...this.#tables.keys()].map((table) => ({ table, path: this.#rows.path(table) }));
    const entries = await writeVisibility(this.#rows.lanes[0].connection, names, `${visibility}.partial`);
    await Promise.all([this.#rows.close(), this.#causes.close()]);
    publishFile(`${visibility}.partial`, visibility);
    const world = segmentFile(this.#folders.world, this.#name);
    publishFile(`${world}.partial`, world);
    const truth = truthFile(this.#folders.truth, this.#name);
    publishFile(`${truth}.partial`, truth);
    writeFileDurably(checkpointFile(this.#folders.truth, this.#name), packedCheckpoint);
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
}

function write({ buffer, spool }: FilledTable, slackTicks: bigint): void {
  buffer.take(slackTicks, (line) => {
    spool.writeLine(line);
    loadWhenFull(spool);
  });
}

function loadWhenFull(spool: TableSpool): void {
  if (spool.rows === ROWS_PER_LOAD) spool.load();
}
