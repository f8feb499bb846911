import type { KqlColumn } from "@mailroom/server/contract";
import { cellLine } from "../result/cell-text.ts";
import type { ResultTable } from "../result/result-table.ts";

/** A column as the grid shows it. `index` is its place in the result's cells. */
export type GridColumn = { readonly name: string; readonly type: KqlColumn["type"]; readonly index: number; readonly widthPx: number };

const CHARACTER_PX = 7.6;
const WIDTH_MIN_PX = 72;
const WIDTH_MAX_PX = 420;
const SAMPLE_ROWS = 60;

/** The columns to show: those the person chose, else all that are not empty, time first. Unknown names are left out. */
export function shownColumns(
  table: ResultTable,
  chosen: readonly string[] | null,
  empty: ReadonlySet<string>,
  widths: Readonly<Record<string, number>>,
): GridColumn[] {
  const indexed = table.columns.map((column, index) => ({ column, index }));
  const wanted =
    chosen === null
      ? indexed.filter(({ column }) => !empty.has(column.name))
      : chosen.flatMap((name) => indexed.filter(({ column }) => column.name === name));
  const shown = wanted.length === 0 ? indexed : wanted;
  return shown.map(({ column, index }) => ({
    name: column.name,
    type: column.type,
    index,
    widthPx: widths[column.name] ?? naturalWidth(table, column, index),
  }));
}

/** Wide enough for the name and for nearly all values of the first rows, within reason. */
function naturalWidth(table: ResultTable, column: KqlColumn, index: number): number {
  if (column.type === "datetime") return 196;
  const lengths = table.rows
    .slice(0, SAMPLE_ROWS)
    .map((row) => cellLine(row.cells[index] ?? null, 80).length)
    .toSorted((a, b) => a - b);
  const typical = lengths[Math.floor(lengths.length * 0.95)] ?? 0;
  const header = column.name.length + 5;
  return clampWidth(Math.ceil(Math.max(typical, header) * CHARACTER_PX) + 18);
}

export function clampWidth(widthPx: number): number {
  return Math.round(Math.min(Math.max(widthPx, WIDTH_MIN_PX), WIDTH_MAX_PX));
}

/** The names with one of them moved by some places. */
export function moveColumn(names: readonly string[], name: string, by: number): string[] {
  const from = names.indexOf(name);
  if (from === -1) return [...names];
  const to = Math.min(names.length - 1, Math.max(0, from + by));
  return names.toSpliced(from, 1).toSpliced(to, 0, name);
}
