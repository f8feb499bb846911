import type { DuckDBConnection, DuckDBPreparedStatement } from "@duckdb/node-api";
import { quoteName } from "../quote-name.ts";

/** A column of an insert: its name and DuckDB type. Cells of a `VARCHAR` are never null; an empty cell of any other type is. */
export interface BatchColumn {
  readonly name: string;
  readonly type: string;
}

export type BatchCell = string | number | bigint | boolean | null;

const UNIT_SEPARATOR = "\u001f";

/**
 * Inserts rows column by column: each column travels as one text, which DuckDB splits and casts on its own threads. On
 * this API that costs the JavaScript thread a fifth of what the appender costs, which crosses into native code once per
 * cell (`bench/ingest.ts` prints both).
 */
export class BatchInserter {
  readonly #statement: DuckDBPreparedStatement;
  readonly #columnCount: number;

  private constructor(statement: DuckDBPreparedStatement, columnCount: number) {
    this.#statement = statement;
    this.#columnCount = columnCount;
  }

  /** `table` is quoted already. */
  static async prepare(connection: DuckDBConnection, table: string, columns: readonly BatchColumn[]): Promise<BatchInserter> {
    const names = columns.map((column) => quoteName(column.name)).join(", ");
    const cells = columns.map((_, index) => `unnest(string_split($${index + 2}, $1)) AS c${index}`).join(", ");
    // The cast stands outside: beside `unnest`, DuckDB would split every text twice (measured: 3.5 times the time in all).
    const values = columns.map(({ type }, index) => (type === "VARCHAR" ? `c${index}` : `CAST(nullif(c${index}, '') AS ${type})`));
    const statement = await connection.prepare(`INSERT INTO ${table} (${names}) SELECT ${values.join(", ")} FROM (SELECT ${cells})`);
    return new BatchInserter(statement, columns.length);
  }

  /**
   * Joins the cells at once; the returned function inserts them, one call at a time. It throws when DuckDB does not make
   * exactly these rows of them, which would be a fault of this file.
   */
  stage(rowCount: number, columns: readonly (readonly BatchCell[])[]): () => Promise<void> {
    if (columns.length !== this.#columnCount) throw new Error(`${columns.length} columns for ${this.#columnCount}`);
    const { separator, texts } = joinCells(columns);
    return async () => {
      this.#statement.bindVarchar(1, separator);
      for (const [index, text] of texts.entries()) this.#statement.bindVarchar(index + 2, text);
      const { rowsChanged } = await this.#statement.run();
      if (rowsChanged !== rowCount) throw new Error(`${rowCount} rows became ${rowsChanged}`);
    };
  }

  close(): void {
    this.#statement.destroySync();
  }
}

/** Each column as one text. The separator is one that no cell contains. */
function joinCells(columns: readonly (readonly BatchCell[])[]): { readonly separator: string; readonly texts: readonly string[] } {
  for (let attempt = 0; ; attempt++) {
    const separator = attempt === 0 ? UNIT_SEPARATOR : `${UNIT_SEPARATOR}${attempt}${UNIT_SEPARATOR}`;
    const texts = columns.map((cells) => cells.join(separator));
    if (columns.every((cells, index) => occurrences(separator, texts[index] ?? "") === Math.max(0, cells.length - 1)))
      return { separator, texts };
  }
}

function occurrences(separator: string, text: string): number {
  let count = 0;
  for (let at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, at + separator.length)) count++;
  return count;
}
