import type { KqlTable, KqlType } from "../../../contract/index.ts";
import type { Catalogue } from "./catalogue.ts";
import { CLR_TYPES } from "./kusto-table.ts";

export function systemType(type: KqlType): string {
  return type === "decimal" ? "System.Data.SqlTypes.SqlDecimal" : `System.${CLR_TYPES[type]}`;
}

export function tableSchema({ name, doc, columns }: KqlTable) {
  return {
    Name: name,
    Folder: "",
    DocString: doc,
    OrderedColumns: columns.map((column) => ({
      Name: column.name,
      Type: systemType(column.type),
      CslType: column.type,
      DocString: column.doc ?? "",
    })),
  };
}

/** `a:string, ['b c']:long`. */
export function cslSchema({ columns }: KqlTable): string {
  return columns.map(({ name, type }) => `${/^[A-Za-z_]\w*$/.test(name) ? name : `['${name}']`}:${type}`).join(", ");
}

/** What `.show database schema as json` puts into its one cell; editors and notebooks complete from it. */
export function databasesSchema({ database, prettyName, tables, functions }: Catalogue) {
  return {
    Plugins: [],
    Databases: {
      [database]: {
        Name: database,
        PrettyName: prettyName,
        DatabaseAccessMode: "ReadOnly",
        MajorVersion: 1,
        MinorVersion: 0,
        Tables: Object.fromEntries(tables.map((table) => [table.name, tableSchema(table)])),
        ExternalTables: {},
        MaterializedViews: {},
        EntityGroups: {},
        Graphs: {},
        StoredQueryResults: {},
        Functions: Object.fromEntries(
          functions.map(({ name, parameters, body, doc }) => [
            name,
            { Name: name, InputParameters: [], Parameters: parameters, Body: body, Folder: "", DocString: doc, FunctionKind: "Unknown" },
          ]),
        ),
      },
    },
  };
}
