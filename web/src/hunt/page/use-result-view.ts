import { useMemo } from "react";
import { type GridColumn, shownColumns } from "../grid/columns.ts";
import type { CellPlace } from "../grid/move-cell.ts";
import { emptyColumns, type ResultRow, type ResultTable } from "../result/result-table.ts";
import { sortRows } from "../result/sort-rows.ts";
import type { TabView } from "../state/tab-view.ts";

export type ResultView = {
  readonly rows: readonly ResultRow[];
  readonly columns: readonly GridColumn[];
  readonly place: CellPlace;
  readonly emptyCount: number;
  /** The row of the address, if the result has it. */
  readonly current: ResultRow | null;
};

/** The name by which an address and a new run know a row. */
export function rowName(row: ResultRow): string {
  return row.itemId ?? `#${row.index}`;
}

/** A result as a tab looks at it: sorted, with its columns, and with the current cell in place. */
export function useResultView(table: ResultTable, view: TabView): ResultView {
  const { sort, columns: chosen, widths, row: wantedRow, column: wantedColumn } = view;
  const empty = useMemo(() => emptyColumns(table), [table]);
  const columns = useMemo(() => shownColumns(table, chosen, empty, widths), [table, chosen, empty, widths]);
  const rows = useMemo(() => {
    const index = sort === null ? -1 : table.columns.findIndex(({ name }) => name === sort.column);
    const type = table.columns[index]?.type;
    return sort === null || type === undefined ? table.rows : sortRows(table.rows, index, type, sort.direction);
  }, [table, sort]);
  const rowPosition = useMemo(() => (wantedRow === null ? -1 : rows.findIndex((row) => rowName(row) === wantedRow)), [rows, wantedRow]);
  const columnPosition = Math.max(
    0,
    columns.findIndex(({ name }) => name === wantedColumn),
  );
  const current = rows[rowPosition] ?? null;
  const row = wantedRow === HEADER_ROW ? -1 : Math.max(0, rowPosition);
  return { rows, columns, place: useMemo(() => ({ row, column: columnPosition }), [row, columnPosition]), emptyCount: empty.size, current };
}

/** The name of the header, when the current cell is up there. */
export const HEADER_ROW = "#head";
