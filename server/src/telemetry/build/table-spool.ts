import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { quoteText } from "../quote-name.ts";
import { FIELD_END, QUOTE } from "./row-text.ts";
import type { Lane } from "./segment-file.ts";
import type { StoredColumn } from "./stored-columns.ts";
import { TextSink } from "./text-sink.ts";

/** Longest line that DuckDB takes: far beyond any log's, and two of them fit its buffer. */
const LINE_BYTES_MAX = 2 * 1024 ** 2;

/** Bytes per write to the file. */
const WRITTEN_AT_ONCE = 2 ** 17;

/**
 * One table on its way into DuckDB: lines are spooled into a short-lived file, and whole files loaded, while the caller
 * goes on with the next (`bench/ingest.ts` prints the rate beside the appender's, which crosses into native code once per
 * cell).
 */
export class TableSpool {
  readonly #laneNow: () => Lane;
  readonly #file: string;
  readonly #columns: number;
  readonly #loadSql: (file: string) => string;
  #chunk = 0;
  #handle: number | null = null;
  #rows = 0;
  readonly #text = new TextSink();

  /** The table exists. `file` is where chunks may lie for a while, without an ending; `qualifiedName` is quoted already. */
  constructor(laneNow: () => Lane, qualifiedName: string, columns: readonly StoredColumn[], file: string) {
    this.#laneNow = laneNow;
    this.#file = file;
    this.#columns = columns.length;
    this.#loadSql = (chunk) => loadSql(qualifiedName, columns, chunk);
  }

  /** Lines that wait to be loaded. */
  get rows(): number {
    return this.#rows;
  }

  /** One line of `row-text.ts`. */
  writeLine(line: Uint8Array): void {
    this.#text.putBytes(line);
    this.#lineDone();
  }

  /** The same without going through another piece of memory: `put` puts one line. */
  putLine(put: (sink: TextSink) => void): void {
    put(this.#text);
    this.#lineDone();
  }

  #lineDone(): void {
    this.#rows++;
    if (this.#text.used >= WRITTEN_AT_ONCE) this.#flush();
  }

  #flush(): void {
    if (this.#text.used === 0) return;
    this.#handle ??= openSync(this.#chunkFile(), "w");
    const bytes = this.#text.slice(0, this.#text.used);
    for (let written = 0; written < bytes.length;) written += writeSync(this.#handle, bytes, written);
    this.#text.clear();
  }

  /**
   * Ends the file, and has it loaded and removed when its lane's turn comes. The lane throws when DuckDB does not make
   * exactly these rows of it, which would be a fault of this folder.
   */
  load(): void {
    this.#flush();
    this.#text.release();
    if (this.#handle === null) return;
    closeSync(this.#handle);
    const [file, rows] = [this.#chunkFile(), this.#rows];
    this.#chunk++;
    this.#handle = null;
    this.#rows = 0;
    const lane = this.#laneNow();
    const work = async (): Promise<void> => {
      const { rowsChanged } = await lane.connection.run(this.#loadSql(file));
      if (rowsChanged !== rows) throw new Error(`${rows} rows became ${rowsChanged}`);
      rmSync(file);
    };
    lane.enqueue({ rows, columns: this.#columns, work });
  }

  #chunkFile(): string {
    return `${this.#file}.${this.#chunk}`;
  }
}

function loadSql(qualifiedName: string, columns: readonly StoredColumn[], file: string): string {
  const types = columns.map(({ name, type }) => `${quoteText(name)}: ${quoteText(type)}`);
  const texts = columns.filter(({ type }) => type === "VARCHAR").map(({ name }) => quoteText(name));
  const options = [
    "auto_detect = false",
    "header = false",
    `delim = ${quoteText(FIELD_END)}`,
    `quote = ${quoteText(QUOTE)}`,
    `escape = ${quoteText(QUOTE)}`,
    "new_line = '\\n'",
    `columns = {${types.join(", ")}}`,
    `force_not_null = [${texts.join(", ")}]`,
    `max_line_size = ${LINE_BYTES_MAX}`,
    `buffer_size = ${2 * LINE_BYTES_MAX}`,
    // One thread reads as fast as this machine writes, and keeps the order of the lines.
    "parallel = false",
  ];
  return `INSERT INTO ${qualifiedName} SELECT * FROM read_csv(${quoteText(file)}, ${options.join(", ")})`;
}
