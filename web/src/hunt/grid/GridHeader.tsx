import { IconArrowDown, IconArrowUp, IconDotsVertical } from "@tabler/icons-react";
import type { PointerEvent } from "react";
import type { SortDirection } from "../result/sort-rows.ts";
import type { PlacedColumn } from "./GridRow.tsx";
import { clampWidth } from "./columns.ts";
import styles from "./grid.module.css";

type GridHeaderProps = {
  readonly columns: readonly PlacedColumn[];
  readonly sort: { readonly column: string; readonly direction: SortDirection } | null;
  /** Position of the header cell that is the grid's tab stop; null when a cell below is. */
  readonly tabStop: number | null;
  readonly onSort: (column: string) => void;
  readonly onMenu: (column: string, at: { readonly x: number; readonly y: number }) => void;
  readonly onResize: (column: string, widthPx: number) => void;
};

/** The header row: click sorts, the dots (or Enter) open the column's menu, the edge resizes. */
export function GridHeader({ columns, sort, tabStop, onSort, onMenu, onResize }: GridHeaderProps) {
  return (
    <div role="rowgroup" className={styles["head"]}>
      <div role="row" aria-rowindex={1} className={styles["headRow"]}>
        <div role="columnheader" aria-colindex={1} className={styles["corner"]}>
          <span className="visually-hidden">Row</span>
          <span aria-hidden="true">#</span>
        </div>
        {columns.map(({ column, position, startPx, isFrozen }) => {
          const direction = sort?.column === column.name ? sort.direction : null;
          return (
            <div
              key={column.name}
              role="columnheader"
              aria-colindex={position + 2}
              aria-sort={direction === null ? "none" : direction === "asc" ? "ascending" : "descending"}
              tabIndex={tabStop === position ? 0 : -1}
              className={styles["headCell"]}
              data-row={-1}
              data-column={position}
              data-type={column.type}
              data-frozen={isFrozen || undefined}
              style={{ left: startPx, width: column.widthPx }}
            >
              <button
                type="button"
                tabIndex={-1}
                className={styles["sort"]}
                title={`${column.name}: ${column.type}`}
                onClick={() => onSort(column.name)}
              >
                <span className={styles["headName"]}>{column.name}</span>
                {direction === "asc" && <IconArrowUp size={13} aria-hidden="true" />}
                {direction === "desc" && <IconArrowDown size={13} aria-hidden="true" />}
              </button>
              <button
                type="button"
                tabIndex={-1}
                className={styles["dots"]}
                aria-label={`Column ${column.name}`}
                onClick={(event) => {
                  const box = event.currentTarget.getBoundingClientRect();
                  onMenu(column.name, { x: box.left, y: box.bottom });
                }}
              >
                <IconDotsVertical size={14} aria-hidden="true" />
              </button>
              <div
                className={styles["edge"]}
                onPointerDown={(event) => startResize(event, column.widthPx, (widthPx) => onResize(column.name, widthPx))}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Follows the pointer until it is released. The keyboard resizes from the column's menu. */
function startResize(event: PointerEvent<HTMLElement>, widthPx: number, resize: (widthPx: number) => void): void {
  event.preventDefault();
  event.stopPropagation();
  const handle = event.currentTarget;
  const startX = event.clientX;
  handle.setPointerCapture(event.pointerId);
  const follow = (move: globalThis.PointerEvent) => resize(clampWidth(widthPx + move.clientX - startX));
  handle.addEventListener("pointermove", follow);
  handle.addEventListener("lostpointercapture", () => handle.removeEventListener("pointermove", follow), { once: true });
}
