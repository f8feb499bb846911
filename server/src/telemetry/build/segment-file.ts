import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { quoteName, quoteText } from "../quote-name.ts";

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
    while (others.length < laneCount - 1) others.push(new Lane(await instance.connect()));
    return new SegmentFile([new Lane(first), ...others], alias);
  }

  /** The table's full name, quoted. */
  path(table: string): string {
    return `${quoteName(this.#alias)}.main.${quoteName(table)}`;
  }

  /** Waits until no lane has more than `waitingMax` loads before it. @throws what a load threw. */
  async settle(waitingMax: number): Promise<void> {
    for (const lane of this.lanes) await lane.settle(waitingMax);
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

/** One connection, and the loads that wait for it. */
export class Lane {
  readonly connection: DuckDBConnection;
  #pending: Promise<void>[] = [];
  #tail: Promise<void> = Promise.resolve();

  constructor(connection: DuckDBConnection) {
    this.connection = connection;
  }

  enqueue(work: () => Promise<void>): void {
    this.#tail = this.#tail.then(work);
    // The failure surfaces at the next settle; until then it must not count as unhandled.
    this.#tail.catch(() => undefined);
    this.#pending.push(this.#tail);
  }

  async settle(waitingMax: number): Promise<void> {
    while (this.#pending.length > waitingMax) await this.#pending.shift();
  }
}
