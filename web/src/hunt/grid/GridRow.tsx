import { memo } from "react";
import { cellLine, cellText } from "../result/cell-text.ts";
import { clockTimeOf, dayOf } from "../result/instant.ts";
import type { ResultRow } from "../result/result-table.ts";
import type { GridColumn } from "./columns.ts";
import styles from "./grid.module.css";

export type PlacedColumn = { readonly column: GridColumn; readonly position: number; readonly startPx: number };

type GridRowProps = {
  readonly row: ResultRow;
  readonly position: number;
  readonly topPx: number;
  readonly columns: readonly PlacedColumn[];
  /** Position of the current cell in this row; null when the current cell is elsewhere. */
  readonly currentColumn: number | null;
  /** This row holds the grid's one tab stop. */
  readonly isTabStop: boolean;
  readonly isPinned: boolean;
  /** The row above in the shown order, to say the day only where it changes. */
  readonly above: ResultRow | null;
};

/** One row of the grid. All log text goes in as text nodes. */
export const GridRow = memo(function GridRow({ row, position, topPx, columns, currentColumn, isTabStop, isPinned, above }: GridRowProps) {
  return (
    <div
      role="row"
      aria-rowindex={position + 2}
      aria-selected={currentColumn !== null}
      className={styles["row"]}
      data-current={currentColumn !== null || undefined}
      data-odd={position % 2 === 1 || undefined}
      style={{ transform: `translateY(${topPx}px)` }}
    >
      <div
        role="rowheader"
        aria-colindex={1}
        className={styles["gutter"]}
        data-row={position}
        data-gutter=""
        title={isPinned ? "Pinned as evidence" : "Pin as evidence (s)"}
      >
        {isPinned ? <span className={styles["star"]}>★</span> : <span className={styles["number"]}>{position + 1}</span>}
        {isPinned && <span className="visually-hidden">Row {position + 1}, pinned as evidence</span>}
      </div>
      {columns.map(({ column, position: at, startPx }) => (
        <div
          key={column.name}
          role="gridcell"
          aria-colindex={at + 2}
          tabIndex={isTabStop && currentColumn === at ? 0 : -1}
          className={styles["cell"]}
          data-row={position}
          data-column={at}
          data-type={column.type}
          data-current={currentColumn === at || undefined}
          style={{ left: startPx, width: column.widthPx }}
        >
          <CellValue row={row} column={column} above={above} />
        </div>
      ))}
    </div>
  );
});

function CellValue({ row, column, above }: { readonly row: ResultRow; readonly column: GridColumn; readonly above: ResultRow | null }) {
  const cell = row.cells[column.index] ?? null;
  if (cell === null) return <span className={styles["null"]}>null</span>;
  if (column.type === "datetime" && typeof cell === "string") {
    const previous = above?.cells[column.index];
    const isNewDay = typeof previous !== "string" || dayOf(previous) !== dayOf(cell);
    return (
      <time dateTime={cell} title={cell}>
        <span className={isNewDay ? styles["day"] : styles["sameDay"]}>{dayOf(cell)} </span>
        {clockTimeOf(cell)}
      </time>
    );
  }
  const text = cellText(cell);
  return <span title={text.length > 24 ? text.slice(0, 1000) : undefined}>{cellLine(cell)}</span>;
}
