import type { Cell } from "@mailroom/server/contract";
import { memo } from "react";
import { cellLine, cellText } from "../result/cell-text.ts";
import { clockTimeOf, dayOf } from "../result/instant.ts";
import type { ResultRow } from "../result/result-table.ts";
import type { GridColumn } from "./columns.ts";
import styles from "./grid.module.css";

export type PlacedColumn = {
  readonly column: GridColumn;
  readonly position: number;
  readonly startPx: number;
  /** Stays at the left edge while the others scroll under it. */
  readonly isFrozen: boolean;
};

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
      {columns.map(({ column, position: at, startPx, isFrozen }) => {
        const cell = row.cells[column.index] ?? null;
        const isTime = column.type === "datetime" && typeof cell === "string";
        const text = cellLine(cell);
        return (
          <div
            key={column.name}
            role="gridcell"
            aria-colindex={at + 2}
            tabIndex={isTabStop && currentColumn === at ? 0 : -1}
            className={styles["cell"]}
            data-row={position}
            data-column={at}
            data-type={column.type}
            data-frozen={isFrozen || undefined}
            data-null={cell === null || undefined}
            data-current={currentColumn === at || undefined}
            style={{ left: startPx, width: column.widthPx }}
            title={isTime || text.length > 24 ? cellText(cell).slice(0, 1000) : undefined}
          >
            {isTime ? <EventTime instant={cell} above={above?.cells[column.index] ?? null} /> : cell === null ? "null" : text}
          </div>
        );
      })}
    </div>
  );
});

/** A time to the millisecond; the day stands out where it is not the day of the row above. */
function EventTime({ instant, above }: { readonly instant: string; readonly above: Cell }) {
  const isNewDay = typeof above !== "string" || dayOf(above) !== dayOf(instant);
  return (
    <>
      <span className={isNewDay ? styles["day"] : styles["sameDay"]}>{dayOf(instant)} </span>
      {clockTimeOf(instant)}
    </>
  );
}
