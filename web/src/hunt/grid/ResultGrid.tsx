import { type KeyboardEvent, type MouseEvent, type Ref, useRef } from "react";
import type { ResultRow } from "../result/result-table.ts";
import type { SortDirection } from "../result/sort-rows.ts";
import type { GridColumn } from "./columns.ts";
import { GridHeader } from "./GridHeader.tsx";
import { GridRow, type PlacedColumn } from "./GridRow.tsx";
import { type CellPlace, moveCell } from "./move-cell.ts";
import { type GridHandle, useGridFocus } from "./use-grid-focus.ts";
import { hasFrozenTime, HEAD_PX, ROW_PX, useGridWindow } from "./use-grid-window.ts";
import styles from "./grid.module.css";

export type ResultGridProps = {
  readonly label: string;
  /** A new one means a new answer: the current row is brought into sight, the first one otherwise. */
  readonly resultId: string;
  readonly rows: readonly ResultRow[];
  readonly columns: readonly GridColumn[];
  readonly place: CellPlace;
  readonly sort: { readonly column: string; readonly direction: SortDirection } | null;
  readonly pinned: ReadonlySet<string>;
  readonly onMove: (place: CellPlace) => void;
  /** Enter or double click on a cell. */
  readonly onInspect: (place: CellPlace) => void;
  readonly onPin: (place: CellPlace) => void;
  readonly onSort: (column: string) => void;
  readonly onColumnMenu: (column: string, at: { readonly x: number; readonly y: number }) => void;
  readonly onCellMenu: (place: CellPlace, at: { readonly x: number; readonly y: number }) => void;
  readonly onResize: (column: string, widthPx: number) => void;
  readonly ref?: Ref<GridHandle>;
};

/**
 * The result as a grid that draws only what is on the screen, in both directions. One cell is the tab stop and is always drawn,
 * so that focus survives scrolling it out of sight. Rows move only when a person runs, sorts or scrolls.
 */
export function ResultGrid({ ref, ...props }: ResultGridProps) {
  const { label, rows, columns, place, sort, pinned, onMove } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const { rowItems, columnItems, heightPx, widthPx, scrollTo, scrollToRow } = useGridWindow(scroller, rows.length, columns, place);
  const { followWithFocus, onFocus, onBlur } = useGridFocus({ scroller, place, resultId: props.resultId, scrollTo, scrollToRow, ref });

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) =>
    handleKey(event, props, (target) => {
      followWithFocus();
      onMove(target);
    });
  const isFrozen = hasFrozenTime(columns);
  const placed = columnItems.flatMap(({ index, start }): PlacedColumn[] => {
    const column = columns[index];
    return column === undefined ? [] : [{ column, position: index, startPx: start, isFrozen: index === 0 && isFrozen }];
  });
  return (
    // The grid's own keys; its cells are the focusable widgets.
    // eslint-disable-next-line jsx-a11y/interactive-supports-focus
    <div
      ref={scroller}
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length + 1}
      className={styles["scroller"]}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
      onBlur={onBlur}
      onClick={(event) => handleClick(event, props)}
      onDoubleClick={(event) => withPlace(event, props.onInspect)}
      onContextMenu={(event) =>
        withPlace(event, (target) => {
          event.preventDefault();
          props.onCellMenu(target, { x: event.clientX, y: event.clientY });
        })
      }
    >
      <div style={{ width: widthPx, minWidth: "100%" }}>
        <GridHeader
          columns={placed}
          sort={sort}
          tabStop={place.row === -1 ? place.column : null}
          onSort={props.onSort}
          onMenu={props.onColumnMenu}
          onResize={props.onResize}
        />
        <div role="rowgroup" className={styles["body"]} style={{ height: heightPx }}>
          {rowItems.map(({ index, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            const isCurrent = index === place.row;
            return (
              <GridRow
                key={row.index}
                row={row}
                position={index}
                topPx={start - HEAD_PX}
                columns={placed}
                currentColumn={isCurrent ? place.column : null}
                isTabStop={isCurrent}
                isPinned={row.itemId !== null && pinned.has(row.itemId)}
                above={rows[index - 1] ?? null}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

function handleKey(event: KeyboardEvent<HTMLDivElement>, props: Omit<ResultGridProps, "ref">, move: (target: CellPlace) => void): void {
  const { place, rows, columns } = props;
  const pageSize = Math.max(1, Math.floor((event.currentTarget.clientHeight - HEAD_PX) / ROW_PX) - 1);
  const target = moveCell(place, event, { rowCount: rows.length, columnCount: columns.length, pageSize });
  if (target !== null) {
    event.preventDefault();
    move(target);
    return;
  }
  const isMenuKey = event.key === "ContextMenu" || (event.shiftKey && event.key === "F10");
  if (event.key !== "Enter" && !isMenuKey) return;
  event.preventDefault();
  const box = event.target instanceof Element ? event.target.getBoundingClientRect() : { left: 0, bottom: 0 };
  const at = { x: box.left, y: box.bottom };
  const column = columns[place.column];
  if (place.row === -1 && column !== undefined) props.onColumnMenu(column.name, at);
  else if (isMenuKey) props.onCellMenu(place, at);
  else props.onInspect(place);
}

function handleClick(event: MouseEvent, props: Omit<ResultGridProps, "ref">): void {
  const gutter = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-gutter]") : null;
  if (gutter !== null) props.onPin({ row: Number(gutter.dataset["row"]), column: props.place.column });
  else withPlace(event, props.onMove);
}

function withPlace(event: MouseEvent, act: (place: CellPlace) => void): void {
  const cell = event.target instanceof Element ? event.target.closest<HTMLElement>('[role="gridcell"]') : null;
  if (cell === null) return;
  cell.focus({ preventScroll: true });
  act({ row: Number(cell.dataset["row"]), column: Number(cell.dataset["column"]) });
}
