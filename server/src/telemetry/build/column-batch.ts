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
    const values = columns.map(({ type }, index) => {
      const cell = `unnest(string_split($${index + 2}, $1))`;
      return type === "VARCHAR" ? cell : `CAST(nullif(${cell}, '') AS ${type})`;
    });
    const names = columns.map((column) => quoteName(column.name));
    const statement = await connection.prepare(`INSERT INTO ${table} (${names.join(", ")}) SELECT ${values.join(", ")}`);
    return new BatchInserter(statement, columns.length);
  }

  /** One insert at a time. @throws Error when DuckDB made another number of rows of it, which would be a fault of this file. */
  async insert(batch: ColumnBatch): Promise<void> {
    const { separator, columns, rowCount } = batch;
    if (columns.length !== this.#columnCount) throw new Error(`${columns.length} columns for ${this.#columnCount}`);
    this.#statement.bindVarchar(1, separator);
    for (const [index, text] of columns.entries()) this.#statement.bindVarchar(index + 2, text);
    const result = await this.#statement.run();
    if (result.rowsChanged !== rowCount) throw new Error(`${rowCount} rows became ${result.rowsChanged}`);
  }

  close(): void {
    this.#statement.destroySync();
  }
}

export interface ColumnBatch {
  readonly rowCount: number;
  readonly separator: string;
  readonly columns: readonly string[];
}

/** Columns given as cells, joined for {@link BatchInserter}; the separator is one that no cell contains. */
export function joinColumns(rowCount: number, columns: readonly (readonly BatchCell[])[]): ColumnBatch {
  let separator = UNIT_SEPARATOR;
  for (let attempt = 0; columns.some((cells) => occursIn(separator, cells)); attempt++)
    separator = `${UNIT_SEPARATOR}${attempt}${UNIT_SEPARATOR}`;
  return { rowCount, separator, columns: columns.map((cells) => cells.join(separator)) };
}

function occursIn(separator: string, cells: readonly BatchCell[]): boolean {
  for (const cell of cells) if (typeof cell === "string" && cell.includes(separator)) return true;
  return false;
}
