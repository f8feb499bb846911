import type { KqlTable, KqlType } from "../../contract/index.ts";

const PHYSICAL_TYPES: Readonly<Record<KqlType, string>> = {
  bool: "BOOLEAN",
  int: "INTEGER",
  long: "BIGINT",
  datetime: "BIGINT",
  timespan: "BIGINT",
  real: "DOUBLE",
  decimal: "DECIMAL(38,18)",
  guid: "UUID",
  dynamic: "JSON",
  string: "VARCHAR",
};

/**
 * DuckDB type of a stored column. Instants and durations are ticks of 100 ns, because DuckDB's own types lose the seventh
 * digit; `dynamic` is its JSON text.
 */
export function physicalType(type: KqlType): string {
  return PHYSICAL_TYPES[type];
}

export interface PhysicalColumn {
  readonly name: string;
  readonly type: KqlType;
}

/**
 * The stored columns of a table beside `TimeGenerated`, `_ItemId` and `_VisibleAt`: those that a sensor fills, in the
 * order of its cells.
 *
 * @throws Error when a table says that it fills a column that it does not have.
 */
export function filledColumns(table: KqlTable): readonly PhysicalColumn[] {
  const types = new Map(table.columns.map((column) => [column.name, column.type]));
  return table.filled
    .filter((name) => name !== "TimeGenerated")
    .map((name) => {
      const type = types.get(name);
      if (type === undefined) throw new Error(`table ${table.name} fills a column that it does not have: ${name}`);
      return { name, type };
    });
}
