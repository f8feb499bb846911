import type { KqlTable } from "../../../contract/index.ts";
import { filledColumns, physicalType } from "../physical-type.ts";
import { quoteName } from "../quote-name.ts";

/** A column of a stored table: its name and DuckDB type. Cells of a `VARCHAR` are never null. */
export interface StoredColumn {
  readonly name: string;
  readonly type: string;
}

/** Stored columns of a table in order; the three that every table has come first. */
export function storedColumns(table: KqlTable): readonly StoredColumn[] {
  return [
    { name: "TimeGenerated", type: "BIGINT" },
    { name: "_ItemId", type: "VARCHAR" },
    { name: "_VisibleAt", type: "BIGINT" },
    ...filledColumns(table).map(({ name, type }) => ({ name, type: physicalType(type) })),
  ];
}

export const TRUTH_TABLE = "row_cause";

/** `item_id` as UUID takes half the room and a tenth of the time of text; instants are the story's only, others lie with the rows. */
export const TRUTH_COLUMNS: readonly StoredColumn[] = [
  { name: "item_id", type: "UUID" },
  { name: "table_name", type: "VARCHAR" },
  { name: "activity_id", type: "BIGINT" },
  { name: "actor", type: "VARCHAR" },
  { name: "step_id", type: "VARCHAR" },
  { name: "story_at_ticks", type: "BIGINT" },
  { name: "story_visible_ticks", type: "BIGINT" },
  { name: "story_summary", type: "VARCHAR" },
];

export function createTableSql(qualifiedName: string, columns: readonly StoredColumn[]): string {
  const definitions = columns.map(({ name, type }) => `${quoteName(name)} ${type}${type === "VARCHAR" ? " NOT NULL" : ""}`);
  return `CREATE TABLE ${qualifiedName} (${definitions.join(", ")})`;
}
