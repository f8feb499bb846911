import type { Cell, KqlColumn, ResultTable as WireTable } from "@mailroom/server/contract";

/** One row of a result, with its place in the answer of the server: the identity that sorting in the grid does not change. */
export type ResultRow = { readonly index: number; readonly cells: readonly Cell[]; readonly itemId: string | null };

/** The answer of one query, frozen as it arrived. Sorting, hiding and moving columns are views of it. */
export type ResultTable = {
  readonly columns: readonly KqlColumn[];
  readonly rows: readonly ResultRow[];
  readonly isTruncated: boolean;
  /** Index of `TimeGenerated`, else of the first datetime column; -1 when the result has no time. */
  readonly timeColumn: number;
};

export function toResultTable(answer: Pick<WireTable, "columns" | "rows" | "itemIds" | "isTruncated">): ResultTable {
  const named = answer.columns.findIndex((column) => column.name === "TimeGenerated" && column.type === "datetime");
  return {
    columns: answer.columns,
    rows: answer.rows.map((cells, index) => ({ index, cells, itemId: answer.itemIds[index] ?? null })),
    isTruncated: answer.isTruncated,
    timeColumn: named === -1 ? answer.columns.findIndex((column) => column.type === "datetime") : named,
  };
}

/** Value of a column of a row by the column's name; null when there is no such column. */
export function cellNamed(table: ResultTable, row: ResultRow, name: string): Cell {
  const index = table.columns.findIndex((column) => column.name === name);
  return index === -1 ? null : (row.cells[index] ?? null);
}

/** Columns in which every row of the result is null or empty. Published schemas are wide; most sensors fill a part. */
export function emptyColumns(table: ResultTable): Set<string> {
  const empty = table.columns.filter((_, index) => table.rows.every((row) => isEmptyCell(row.cells[index] ?? null)));
  return new Set(table.rows.length === 0 ? [] : empty.map((column) => column.name));
}

export function isEmptyCell(cell: Cell): boolean {
  return cell === null || cell === "";
}
