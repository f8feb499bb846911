import type { DuckDBConnection } from "@duckdb/node-api";
import type { KqlTable } from "../../../contract/index.ts";
import { filledColumns, physicalType } from "../physical-type.ts";
import { quoteName } from "../quote-name.ts";
import { BatchInserter } from "./column-batch.ts";
import type { BatchCell, BatchColumn } from "./column-batch.ts";
import type { SourceRow } from "./world-source.ts";

/** Stored columns of a table in order; the three that every table has come first. */
export function storedColumns(table: KqlTable): readonly BatchColumn[] {
  return [
    { name: "TimeGenerated", type: "BIGINT" },
    { name: "_ItemId", type: "VARCHAR" },
    { name: "_VisibleAt", type: "BIGINT" },
    ...filledColumns(table).map(({ name, type }) => ({ name, type: physicalType(type) })),
  ];
}

export function createTableSql(qualifiedName: string, columns: readonly BatchColumn[]): string {
  const definitions = columns.map(({ name, type }) => `${quoteName(name)} ${type}${type === "VARCHAR" ? " NOT NULL" : ""}`);
  return `CREATE TABLE ${qualifiedName} (${definitions.join(", ")})`;
}

/** What one sensor row is in a world's file, and the same for its cause in the truth's. */
export function worldColumns(rows: readonly SourceRow[], cellCount: number): BatchCell[][] {
  const columns: BatchCell[][] = [rows.map((row) => row.atTicks), rows.map((row) => row.itemId), rows.map((row) => row.visibleAtTicks)];
  for (let index = 0; index < cellCount; index++) columns.push(rows.map((row) => row.cells[index] ?? null));
  return columns;
}

export const TRUTH_TABLE = "row_cause";

/** `item_id` as UUID takes half the room and a tenth of the time of text; instants are the story's only, others lie with the rows. */
export const TRUTH_COLUMNS: readonly BatchColumn[] = [
  { name: "item_id", type: "UUID" },
  { name: "table_name", type: "VARCHAR" },
  { name: "activity_id", type: "BIGINT" },
  { name: "actor", type: "VARCHAR" },
  { name: "step_id", type: "VARCHAR" },
  { name: "story_at_ticks", type: "BIGINT" },
  { name: "story_visible_ticks", type: "BIGINT" },
  { name: "story_summary", type: "VARCHAR" },
];

export function truthColumns(rows: readonly SourceRow[]): BatchCell[][] {
  return [
    rows.map((row) => row.itemId),
    rows.map((row) => row.table),
    rows.map((row) => row.activityId),
    rows.map((row) => row.actor),
    rows.map((row) => row.stepId),
    rows.map((row) => (row.stepId === null ? null : row.atTicks)),
    rows.map((row) => (row.stepId === null ? null : row.visibleAtTicks)),
    rows.map((row) => row.summary),
  ];
}

/** Writes batches into one table, one after the other, while the caller already prepares the next. */
export class TableWriter {
  readonly #inserter: BatchInserter;
  readonly #toColumns: (rows: readonly SourceRow[]) => BatchCell[][];

  private constructor(inserter: BatchInserter, toColumns: (rows: readonly SourceRow[]) => BatchCell[][]) {
    this.#inserter = inserter;
    this.#toColumns = toColumns;
  }

  static async create(
    connection: DuckDBConnection,
    qualifiedName: string,
    columns: readonly BatchColumn[],
    toColumns: (rows: readonly SourceRow[]) => BatchCell[][],
  ): Promise<TableWriter> {
    await connection.run(createTableSql(qualifiedName, columns));
    return new TableWriter(await BatchInserter.prepare(connection, qualifiedName, columns), toColumns);
  }

  /** Joins at once, on this thread; the returned function inserts. */
  stage(rows: readonly SourceRow[]): () => Promise<void> {
    return this.#inserter.stage(rows.length, this.#toColumns(rows));
  }

  close(): void {
    this.#inserter.close();
  }
}
