import { KqlType } from "../../contract/index.ts";
import type { KqlColumn, KqlTable } from "../../contract/index.ts";
import type { LogCell } from "./log.ts";

/** Named readers of one kind of row: a column and how its cell follows from the view that the log makes of an activity. */
export interface RowShape<View> {
  readonly names: readonly string[];
  cellsOf(view: View): LogCell[];
}

/** Keeps column and value side by side, in the order given. */
export function rowShape<View>(readers: Readonly<Record<string, (view: View) => LogCell>>): RowShape<View> {
  const names = Object.keys(readers);
  const functions = Object.values(readers);
  const count = functions.length;
  return {
    names,
    cellsOf: (view) => {
      const cells: LogCell[] = [];
      for (let i = 0; i < count; i++) cells.push((functions[i] as (view: View) => LogCell)(view));
      return cells;
    },
  };
}

export interface TableText {
  readonly name: string;
  readonly doc: string;
  readonly blindSpot: string;
  readonly sample: string;
}

/** What a column holds, in few words; `fields` as in the contract, for columns with content of their own. */
export type ColumnDoc = string | { readonly doc: string; readonly fields: readonly (readonly string[])[] };

/**
 * A table as published (`schemas/`: column name → type, in published order) plus columns that published queries need
 * although the schema lacks them. @throws RangeError when a filled column does not exist: a mistake of the log's author.
 */
export function defineTable(
  text: TableText,
  schema: Readonly<Record<string, string>>,
  filled: readonly string[],
  extra: Readonly<Record<string, KqlType>> = {},
  docs: Readonly<Record<string, ColumnDoc>> = {},
): KqlTable {
  const columns: KqlColumn[] = [];
  for (const [name, type] of [...Object.entries(schema), ...Object.entries(extra)]) {
    columns.push({ name, type: KqlType.parse(type), ...describe(docs[name]) });
  }
  const known = new Set(columns.map((column) => column.name));
  for (const name of filled) if (!known.has(name)) throw new RangeError(`${text.name} has no column ${name}`);
  return { ...text, columns, filled: ["TimeGenerated", ...filled] };
}

function describe(doc: ColumnDoc | undefined): Pick<KqlColumn, "doc" | "fields"> {
  if (doc === undefined) return {};
  return typeof doc === "string" ? { doc } : { doc: doc.doc, fields: doc.fields.map((path) => [...path]) };
}

/** The columns that the cells of a row stand for, in order. */
export function cellColumns(table: KqlTable): readonly KqlColumn[] {
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  return table.filled.slice(1).map((name) => {
    const column = byName.get(name);
    if (column === undefined) throw new RangeError(`${table.name} has no column ${name}`);
    return column;
  });
}

/** Where each of these columns is among the cells of a row; -1 for columns that no sensor fills. */
export function cellIndexes(table: KqlTable, names: readonly string[]): readonly number[] {
  return names.map((name) => table.filled.indexOf(name, 1) - 1).map((index) => (index < 0 ? -1 : index));
}
