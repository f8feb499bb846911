import type { KqlTable } from "../../../contract/index.ts";
import type { Catalogue } from "./catalogue.ts";
import { columnsOf, type KustoTable } from "./kusto-table.ts";
import { cslSchema, tableSchema } from "./schema-json.ts";

const NAME = "Table_0";
const HEAD = { TableName: "string", DatabaseName: "string", Folder: "string", DocString: "string" } as const;

export function showTables({ database }: Catalogue, tables: readonly KqlTable[]): KustoTable {
  return { name: NAME, columns: columnsOf(HEAD), rows: tables.map(({ name, doc }) => [name, database, "", doc]) };
}

/** Rows are those that the exercise's clock has reached; sizes on disk are nobody's business here. */
export function showTableDetails({ database, counts }: Catalogue, tables: readonly KqlTable[]): KustoTable {
  return {
    name: NAME,
    columns: columnsOf({ ...HEAD, TotalExtents: "long", TotalExtentSize: "real", TotalOriginalSize: "real", TotalRowCount: "long" }),
    rows: tables.map(({ name, doc }) => [name, database, "", doc, null, null, null, counts.get(name) ?? 0]),
  };
}

export function showTableSchema({ database }: Catalogue, tables: readonly KqlTable[], form: "json" | "csl"): KustoTable {
  return {
    name: NAME,
    columns: columnsOf({ TableName: "string", Schema: "string", DatabaseName: "string", Folder: "string", DocString: "string" }),
    rows: tables.map((table) => [
      table.name,
      form === "json" ? JSON.stringify(tableSchema(table)) : cslSchema(table),
      database,
      "",
      table.doc,
    ]),
  };
}

export function showFunctions({ functions }: Catalogue, name: string | null): KustoTable {
  return {
    name: NAME,
    columns: columnsOf({ Name: "string", Parameters: "string", Body: "string", Folder: "string", DocString: "string" }),
    rows: functions
      .filter((known) => name === null || known.name === name)
      .map((known) => [known.name, known.parameters, known.body, "", known.doc]),
  };
}

/** What a database of this lab never has; clients ask all the same, and take no rows for an answer. */
export function showNone(kind: "external-tables" | "materialized-views" | "entity-groups"): KustoTable {
  const schema = {
    "external-tables": { TableName: "string", TableType: "string", Folder: "string", DocString: "string", Properties: "string" },
    "materialized-views": {
      Name: "string",
      SourceTable: "string",
      Query: "string",
      Folder: "string",
      DocString: "string",
      IsHealthy: "bool",
    },
    "entity-groups": { Name: "string", Entities: "string" },
  } as const;
  return { name: NAME, columns: columnsOf(schema[kind]), rows: [] };
}
