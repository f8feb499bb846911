import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { quoteName, quoteText } from "../quote-name.ts";
import { createTableSql } from "./stored-columns.ts";
import type { StoredColumn } from "./stored-columns.ts";

/**
 * One attached file on its way to being a segment, and the lanes by which it is filled: loads of one lane wait for each
 * other, those of different lanes run at the same time and must be of different tables.
 */
export class SegmentFile {
  readonly lanes: readonly [Lane, ...Lane[]];
  readonly #alias: string;

  private constructor(lanes: readonly [Lane, ...Lane[]], alias: string) {
    this.lanes = lanes;
    this.#alias = alias;
  }

  /** `rowsPerGroup` is a multiple of DuckDB's vector, 2,048. */
  static async create(
    instance: DuckDBInstance,
    alias: string,
    file: string,
    { laneCount, rowsPerGroup }: { readonly laneCount: number; readonly rowsPerGroup: number },
  ): Promise<SegmentFile> {
    const first = await instance.connect();
    await first.run(`ATTACH ${quoteText(file)} AS ${quoteName(alias)} (ROW_GROUP_SIZE ${rowsPerGroup}, STORAGE_VERSION 'latest')`);
    const others: Lane[] = [];
    while (others.length < laneCount - 1) others.push(new Lane(await instance.connect(), rowsPerGroup));
    return new SegmentFile([new Lane(first, rowsPerGroup), ...others], alias);
  }

  /** All at once: a transaction costs more than a table. */
  async createTables(tables: readonly { readonly name: string; readonly columns: readonly StoredColumn[] }[]): Promise<void> {
    const { connection } = this.lanes[0];
    await connection.run("BEGIN");
    for (const { name, columns } of tables) await connection.run(createTableSql(this.path(name), columns));
    await connection.run("COMMIT");
  }

  /** The lane that has been given the fewest rows so far, for a table that has none yet. */
  leastFilledLane(): Lane {
    return this.lanes.reduce((least, lane) => (lane.rowsGiven < least.rowsGiven ? lane : least));
  }

  /** The table's full name, quoted. */
  path(table: string): string {
    return `${quoteName(this.#alias)}.main.${quoteName(table)}`;
  }

  /** Waits until no lane has more than `waitingMax` loads before it. @throws what a load threw. */
  async settle(waitingMax: number): Promise<void> {
    for (const lane of this.lanes) await lane.settle(waitingMax);
  }

  /** Ends every load and keeps it. @throws what a load threw. */
  async commit(): Promise<void> {
    for (const lane of this.lanes) await lane.commit();
  }

  /** Everything is in the file afterwards, and nothing of DuckDB's holds it. */
  async close(): Promise<void> {
    const [first, ...others] = this.lanes;
    for (const lane of others) lane.connection.closeSync();
    await first.connection.run(`CHECKPOINT ${quoteName(this.#alias)}`);
    await first.connection.run(`DETACH ${quoteName(this.#alias)}`);
    first.connection.closeSync();
  }
}

interface Load {
  readonly rows: number;
  readonly columns: number;
  readonly work: () => Promise<void>;
}

/**
 * Columns that one transaction may load: until it ends DuckDB keeps a quarter of a megabyte for each, however few the rows, and
 * the last rows of a segment come from forty tables.
 */
const COLUMNS_PER_COMMIT = 200;

/** One connection, and the loads that wait for it. */
export class Lane {
  readonly connection: DuckDBConnection;
  readonly #rowsPerCommit: number;
  #rowsGiven = 0;
  /** Of the transaction under way; 0 when there is none. */
  #rows = 0;
  #columns = 0;
  #pending: Promise<void>[] = [];
  #tail: Promise<void> = Promise.resolve();

  /** Small loads share a transaction, because its end costs the disk a wait; it ends with this many rows or more, or many columns. */
  constructor(connection: DuckDBConnection, rowsPerCommit: number) {
    this.connection = connection;
    this.#rowsPerCommit = rowsPerCommit;
  }

  /** Rows of all loads so far, ended or not. */
  get rowsGiven(): number {
    return this.#rowsGiven;
  }

  /** `work` loads so many rows of so many columns by this lane's connection. */
  enqueue(load: Load): void {
    this.#rowsGiven += load.rows;
    this.#tail = this.#tail.then(() => this.#load(load));
    // The failure surfaces at the next settle; until then it must not count as unhandled.
    this.#tail.catch(() => undefined);
    this.#pending.push(this.#tail);
  }

  async settle(waitingMax: number): Promise<void> {
    while (this.#pending.length > waitingMax) await this.#pending.shift();
  }

  async commit(): Promise<void> {
    await this.settle(0);
    if (this.#rows > 0) await this.#end();
  }

  async #load({ rows, columns, work }: Load): Promise<void> {
    if (this.#rows === 0) await this.connection.run("BEGIN");
    this.#rows += rows;
    this.#columns += columns;
    await work();
    if (this.#rows >= this.#rowsPerCommit || this.#columns >= COLUMNS_PER_COMMIT) await this.#end();
  }

  async #end(): Promise<void> {
    await this.connection.run("COMMIT");
    this.#rows = 0;
    this.#columns = 0;
  }
}
