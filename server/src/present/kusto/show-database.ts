import type { Catalogue } from "./catalogue.ts";
import { columnsOf, type KustoTable } from "./kusto-table.ts";
import { cslSchema, databasesSchema, systemType } from "./schema-json.ts";

const NAME = "Table_0";

export function showDatabases({ database, prettyName, databaseId }: Catalogue): KustoTable {
  return {
    name: NAME,
    columns: columnsOf({
      DatabaseName: "string",
      PersistentStorage: "string",
      Version: "string",
      IsCurrent: "bool",
      DatabaseAccessMode: "string",
      PrettyName: "string",
      ReservedSlot1: "bool",
      DatabaseId: "guid",
      InTransitionTo: "string",
      SuspensionState: "string",
    }),
    rows: [[database, "", "v1.0", true, "ReadOnly", prettyName, null, databaseId, "", ""]],
  };
}

/** One row per column of every table, after one for the database and one for each table. */
export function showDatabaseSchema({ database, prettyName, tables }: Catalogue): KustoTable {
  const entry = (table: string, column: string, type: string, doc: string) => [
    database,
    table,
    column,
    type,
    false,
    false,
    table === "" ? prettyName : "",
    table === "" ? "v1.0" : "",
    "",
    doc,
  ];
  return {
    name: NAME,
    columns: columnsOf({
      DatabaseName: "string",
      TableName: "string",
      ColumnName: "string",
      ColumnType: "string",
      IsDefaultTable: "bool",
      IsDefaultColumn: "bool",
      PrettyName: "string",
      Version: "string",
      Folder: "string",
      DocString: "string",
    }),
    rows: [
      entry("", "", "", ""),
      ...tables.flatMap((table) => [
        entry(table.name, "", "", table.doc),
        ...table.columns.map((column) => entry(table.name, column.name, systemType(column.type), column.doc ?? "")),
      ]),
    ],
  };
}

export function showDatabaseSchemaAsJson(catalogue: Catalogue): KustoTable {
  return { name: NAME, columns: columnsOf({ DatabaseSchema: "string" }), rows: [[JSON.stringify(databasesSchema(catalogue))]] };
}

export function showEntities({ database, tables, functions }: Catalogue): KustoTable {
  return {
    name: NAME,
    columns: columnsOf({
      DatabaseName: "string",
      EntityType: "string",
      EntityName: "string",
      DocString: "string",
      Folder: "string",
      CslInputSchema: "string",
      Content: "string",
      CslOutputSchema: "string",
      Properties: "dynamic",
    }),
    rows: [
      ...tables.map((table) => [database, "Table", table.name, table.doc, "", cslSchema(table), "", cslSchema(table), null]),
      ...functions.map(({ name, doc, parameters, body }) => [database, "Function", name, doc, "", parameters, body, "", null]),
    ],
  };
}
