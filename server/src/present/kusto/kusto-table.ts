import type { Cell, KqlColumn, KqlType, RenderHint } from "../../../contract/index.ts";

/** One table of an answer in Kusto's protocol. */
export interface KustoTable {
  readonly name: string;
  readonly columns: readonly KqlColumn[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A table that a query asked for. */
export interface PrimaryTable extends KustoTable {
  readonly render: RenderHint | null;
}

/** The .NET type that v1 answers and schemas name beside Kusto's own. */
export const CLR_TYPES: Readonly<Record<KqlType, string>> = {
  bool: "SByte",
  datetime: "DateTime",
  decimal: "SqlDecimal",
  dynamic: "Object",
  guid: "Guid",
  int: "Int32",
  long: "Int64",
  real: "Double",
  string: "String",
  timespan: "TimeSpan",
};

/** `a:string, b:long` as columns. */
export function columnsOf(schema: Readonly<Record<string, KqlType>>): KqlColumn[] {
  return Object.entries(schema).map(([name, type]) => ({ name, type }));
}
