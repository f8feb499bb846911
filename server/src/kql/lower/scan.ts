import type { Column } from "../plan/column.ts";
import { INGESTED } from "../plan/ingestion.ts";
import type { RelOf } from "../plan/rel.ts";
import type { KqlType } from "../../../contract/index.ts";
import { joinSql, parameter, sql, type Sql } from "../sql/fragment.ts";
import { identifier, literal, text, whole } from "../sql/literal.ts";
import { named, selectList, type Lowering, type Needed } from "./lowering.ts";

const VISIBLE_AT = "_VisibleAt";

/** The column that the default time range applies to. */
export function timeColumn(columns: readonly Column[]): Column | null {
  return (
    columns.find((column) => column.name === "TimeGenerated") ??
    columns.find((column) => column.name === "Timestamp" && column.type === "datetime") ??
    null
  );
}

const stored: Readonly<Partial<Record<KqlType, (value: Sql) => Sql>>> = {
  dynamic: (value) => sql`${value}::JSON`,
  guid: (value) => sql`TRY_CAST(${value} AS UUID)`,
  decimal: (value) => sql`${value}::DECIMAL(38,18)`,
};

const fromJson: Readonly<Record<KqlType, (field: Sql) => Sql>> = {
  bool: (field) => sql`TRY_CAST(${field} AS BOOLEAN)`,
  datetime: (field) => sql`k_text_datetime(coalesce(${field}, ''))`,
  decimal: (field) => sql`TRY_CAST(${field} AS DECIMAL(38,18))`,
  dynamic: (field) => sql`k_parse_json(coalesce(${field}, ''))`,
  guid: (field) => sql`TRY_CAST(${field} AS UUID)`,
  int: (field) => sql`TRY_CAST(${field} AS INTEGER)`,
  long: (field) => sql`TRY_CAST(${field} AS BIGINT)`,
  real: (field) => sql`TRY_CAST(${field} AS DOUBLE)`,
  string: (field) => sql`coalesce(${field}, '')`,
  timespan: (field) => sql`k_text_timespan(coalesce(${field}, ''))`,
};

/** One branch of the table: the columns asked for, visible rows only, within the default range where it applies. */
function branch(from: Sql, valueOf: (column: Column) => Sql, visible: Sql, columns: readonly Column[], range: Sql): Sql {
  return sql`SELECT ${selectList(columns.map((column) => sql`${valueOf(column)} AS ${named(column)}`))} FROM ${from} WHERE ${visible}${range}`;
}

/** A table of the exercise: only what is visible at the clock, only the columns that the query reads. */
export function lowerScan(rel: RelOf<"scan">, needed: Needed, lowering: Lowering): Sql {
  const { scope } = lowering;
  const source = scope.source(rel.table.name);
  const filled = new Set([...rel.table.filled, "_ItemId", INGESTED]);
  const columns = rel.all.filter((column) => needed.has(column.id));
  const missing = (column: Column): Sql => literal(column.type, column.type === "string" ? "" : null);
  const time = timeColumn(rel.all);
  const applies = scope.range !== null && time !== null && filled.has(time.name) && !lowering.timeFiltered.has(time.id);
  const rangeOf = (value: Sql): Sql =>
    applies && scope.range !== null
      ? sql` AND ${value} >= ${whole(scope.range.fromTicks)} AND ${value} <= ${whole(scope.range.toTicks)}`
      : sql``;
  const now = whole(scope.nowTicks);
  const branches = source.relations.map((path) => {
    const physical = (column: Column): Sql =>
      (stored[column.type] ?? ((value: Sql) => value))(identifier(column.name === INGESTED ? VISIBLE_AT : column.name));
    const valueOf = (column: Column): Sql => (filled.has(column.name) ? physical(column) : missing(column));
    return branch(
      identifier(...path),
      valueOf,
      sql`${identifier(VISIBLE_AT)} <= ${now}`,
      columns,
      time === null ? sql`` : rangeOf(identifier(time.name)),
    );
  });
  if (source.inlineJson !== null) {
    const rows = sql`(SELECT unnest(from_json(${parameter(source.inlineJson)}::VARCHAR, '["JSON"]')) AS j)`;
    const cell = (name: string): Sql => sql`(j ->> ${text(`$."${name}"`)})`;
    // Rows that come with the query say when they could first be seen only where that is not their own time.
    const fieldOf = (column: Column): Sql =>
      column.name === INGESTED ? sql`coalesce(${cell(VISIBLE_AT)}, ${cell(time?.name ?? VISIBLE_AT)})` : cell(column.name);
    const field = (column: Column): Sql => fromJson[column.type](fieldOf(column));
    const visible = sql`coalesce(k_text_datetime(coalesce(j ->> '$._VisibleAt', '')), 0) <= ${now}`;
    branches.push(branch(rows, field, visible, columns, time === null ? sql`` : rangeOf(field(time))));
  }
  if (branches.length === 0)
    return sql`SELECT ${selectList(columns.map((column) => sql`${missing(column)} AS ${named(column)}`))} WHERE FALSE`;
  return joinSql(branches, " UNION ALL ");
}
