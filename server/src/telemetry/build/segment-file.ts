import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { quoteName, quoteText } from "../quote-name.ts";
import { createTableSql } from "./stored-columns.ts";
import type { StoredColumn } from "./stored-columns.ts";
import type { Turns } from "./turns.ts";

/**
 * Half of DuckDB's own size. Until rows are packed they take two blocks for each column, however few they are, and a table of security
 * events has more than a hundred columns; the file is a tenth smaller besides. Smaller blocks cost the processor more than they save.
 */
const BLOCK_BYTES = 131_072;

/**
 * One attached file on its way to being a segment, and the lanes by which it is filled: loads of one lane wait for each
 * other, those of different lanes run at the same time and must be of different tables.
 */
export class SegmentFile {
  readonly lanes: readonly [Lane, ...Lane[]];
  readonly #alias: string;
  readonly #laneOf = new Map<string, Lane>();
  #isNarrow = false;

  private constructor(lanes: readonly [Lane, ...Lane[]], alias: string) {
    this.lanes = lanes;
    this.#alias = alias;
  }

  /** `rowsPerGroup` is a multiple of DuckDB's vector, 2,048. */
  static async create(
    instance: DuckDBInstance,
    alias: string,
    file: string,
    { laneCount, rowsPerGroup, turns }: { readonly laneCount: number; readonly rowsPerGroup: number; readonly turns: Turns },
  ): Promise<SegmentFile> {
    const first = await instance.connect();
    await first.run(
      `ATTACH ${quoteText(file)} AS ${quoteName(alias)} (ROW_GROUP_SIZE ${rowsPerGroup}, BLOCK_SIZE ${BLOCK_BYTES}, STORAGE_VERSION 'latest')`,
    );
    const others: Lane[] = [];
    while (others.length < laneCount - 1) others.push(new Lane(await instance.connect(), rowsPerGroup, turns));
    return new SegmentFile([new Lane(first, rowsPerGroup, turns), ...others], alias);
  }

  /** All at once: a transaction costs more than a table. */
  async createTables(tables: readonly { readonly name: string; readonly columns: readonly StoredColumn[] }[]): Promise<void> {
    const { connection } = this.lanes[0];
    await connection.run("BEGIN");
    for (const { name, columns } of tables) await connection.run(createTableSql(this.path(name), columns));
    await connection.run("COMMIT");
  }

  /** The lane of this table's next load: always the same one, at first that which has been given the fewest rows. */
  laneOf(table: string): Lane {
    if (this.#isNarrow) return this.lanes[0];
    const known = this.#laneOf.get(table);
    if (known !== undefined) return known;
    const lane = this.lanes.reduce((least, other) => (other.rowsGiven < least.rowsGiven ? other : least));
    this.#laneOf.set(table, lane);
    return lane;
  }

  /**
   * Ends every load, and takes the others by the first lane only: where no other transaction is under way, DuckDB writes what a
   * commit leaves of a table's last, partial group of rows, and otherwise keeps it unpacked until the file is closed.
   * @throws what a load threw.
   */
  async narrow(): Promise<void> {
    await this.commit();
    this.#isNarrow = true;
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
  readonly #turns: Turns;
  #rowsGiven = 0;
  /** Of the transaction under way; 0 when there is none. */
  #rows = 0;
  #columns = 0;
  #pending: Promise<void>[] = [];
  #tail: Promise<void> = Promise.resolve();

  /**
   * Small loads share a transaction, because its end costs the disk a wait; it ends with this many rows or more, or many columns.
   * A transaction lasts one turn.
   */
  constructor(connection: DuckDBConnection, rowsPerCommit: number, turns: Turns) {
    this.connection = connection;
    this.#rowsPerCommit = rowsPerCommit;
    this.#turns = turns;
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
    if (this.#rows === 0) await this.#begin();
    this.#rows += rows;
    this.#columns += columns;
    await this.#orGiveBack(work());
    if (this.#rows >= this.#rowsPerCommit || this.#columns >= COLUMNS_PER_COMMIT) await this.#end();
  }

  async #begin(): Promise<void> {
    await this.#turns.take();
    await this.#orGiveBack(this.connection.run("BEGIN"));
  }

  async #end(): Promise<void> {
    await this.#orGiveBack(this.connection.run("COMMIT"));
    this.#rows = 0;
    this.#columns = 0;
    this.#turns.giveBack();
  }

  /** A lane that has failed must not hold up those that wait for its turn: what it threw would never surface. */
  async #orGiveBack(work: Promise<unknown>): Promise<void> {
    try {
      await work;
    } catch (error) {
      this.#turns.giveBack();
      throw error;
    }
  }
}
