import type { Cell, KqlColumn, KqlType } from "@mailroom/server/contract";
import type { ResultTable } from "../result/result-table.ts";
import type { ChartKind } from "./chart-model.ts";

/** Positions of the columns that a chart is made of. */
export type ChartColumns = {
  /** Null for a card, which has no axis. */
  readonly x: number | null;
  readonly isTime: boolean;
  /** The axis has distances: times or numbers. */
  readonly isScale: boolean;
  readonly split: readonly number[];
  readonly ys: readonly number[];
};

const TIMED: ReadonlySet<ChartKind> = new Set(["line", "area", "scatter"]);

/** The columns of a chart by the properties of `render` and Kusto's convention, or what is missing, as a sentence. */
export function chartColumns(table: ResultTable, kind: ChartKind, properties: Readonly<Record<string, string>>): ChartColumns | string {
  const find = (name: string) => table.columns.findIndex((column) => column.name === name);
  const asked = (property: string) => namesIn(properties[property]);
  const unknown = ["xcolumn", "ycolumns", "series"].flatMap(asked).find((name) => find(name) === -1);
  if (unknown !== undefined) return `the result has no column ${unknown}.`;
  const numeric = table.columns.flatMap(({ type }, index) => (isNumeric(type) ? [index] : []));
  const [named] = asked("xcolumn").map(find);
  const x = kind === "card" ? null : (named ?? axisOf(table, kind));
  const split = asked("series").map(find);
  const ys = asked("ycolumns").length > 0 ? asked("ycolumns").map(find) : numeric.filter((index) => index !== x && !split.includes(index));
  if (ys.length === 0) return "it needs a column of numbers beside its axis.";
  const type = table.columns[x ?? -1]?.type;
  const isScale = type === "datetime" || (type !== undefined && isNumeric(type));
  if (kind === "scatter" && !isScale) return "it needs two columns of numbers, or a time and a number.";
  const words = table.columns.flatMap((column, index) => (index !== x && column.type === "string" && kind !== "card" ? [index] : []));
  return { x, isTime: type === "datetime", isScale, split: split.length > 0 ? split : words, ys };
}

/** A time chart has its time column as axis, wherever it stands; a chart of categories prefers words. */
function axisOf(table: ResultTable, kind: ChartKind): number {
  const time = table.columns.findIndex(({ type }) => type === "datetime");
  if (TIMED.has(kind) && time !== -1) return time;
  const first = table.columns[0];
  if (TIMED.has(kind) && first !== undefined && isNumeric(first.type)) return 0;
  const words = table.columns.findIndex(({ type }) => !isNumeric(type));
  return words === -1 ? 0 : words;
}

function namesIn(property: string | undefined): string[] {
  return (property ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean);
}

function isNumeric(type: KqlType): boolean {
  return type === "int" || type === "long" || type === "real" || type === "decimal";
}

/** One row per element, where columns hold arrays as `make-series` gives them; other results as they are. */
export function expandArrays(table: ResultTable): ResultTable {
  const arrays = table.columns.flatMap(({ type }, index) =>
    type === "dynamic" && table.rows.every((row) => Array.isArray(row.cells[index] ?? null)) ? [index] : [],
  );
  if (arrays.length === 0) return table;
  const rows = table.rows.flatMap((row) => {
    const length = Math.max(...arrays.map((index) => arrayIn(row.cells[index]).length));
    return Array.from({ length }, (_, at) => row.cells.map((cell, index) => (arrays.includes(index) ? (arrayIn(cell)[at] ?? null) : cell)));
  });
  const columns = table.columns.map((column, index): KqlColumn =>
    arrays.includes(index) ? { ...column, type: elementType(rows.map((cells) => cells[index] ?? null)) } : column,
  );
  return { ...table, columns, rows: rows.map((cells, index) => ({ index, cells, itemId: null })) };
}

function arrayIn(cell: Cell | undefined): readonly Cell[] {
  return Array.isArray(cell) ? cell : [];
}

function elementType(cells: readonly Cell[]): KqlType {
  const filled = cells.filter((cell) => cell !== null);
  if (filled.length > 0 && filled.every((cell) => typeof cell === "number")) return "real";
  return filled.length > 0 && filled.every((cell) => typeof cell === "string" && /^\d{4}-\d\d-\d\dT/.test(cell)) ? "datetime" : "dynamic";
}
