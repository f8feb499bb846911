import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useLayoutEffect } from "react";
import type { GridColumn } from "./columns.ts";
import type { CellPlace } from "./move-cell.ts";

export const ROW_PX = 28;
export const HEAD_PX = 32;
const GUTTER_PX = 56;

/** The rows and columns to draw: what is in sight, a little around it, and always the current cell. */
export function useGridWindow(
  scroller: { readonly current: HTMLDivElement | null },
  rowCount: number,
  columns: readonly GridColumn[],
  place: CellPlace,
) {
  const isFrozen = hasFrozenTime(columns);
  const frozenPx = isFrozen ? (columns[0]?.widthPx ?? 0) : 0;
  const keepRow = useCallback((range: Range) => withIndex(defaultRangeExtractor(range), place.row, rowCount), [place.row, rowCount]);
  const keepColumn = useCallback(
    (range: Range) => withIndex(withIndex(defaultRangeExtractor(range), place.column, columns.length), isFrozen ? 0 : -1, columns.length),
    [place.column, columns.length, isFrozen],
  );
  // The virtualizer mutates itself, which only the React Compiler minds; this build does not use it.
  // eslint-disable-next-line react/incompatible-library
  const vertical = useVirtualizer({
    count: rowCount,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 6,
    scrollMargin: HEAD_PX,
    scrollPaddingStart: HEAD_PX,
    rangeExtractor: keepRow,
  });
  const horizontal = useVirtualizer({
    horizontal: true,
    count: columns.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => columns[index]?.widthPx ?? 120,
    getItemKey: (index) => columns[index]?.name ?? index,
    overscan: 2,
    scrollMargin: GUTTER_PX,
    scrollPaddingStart: GUTTER_PX + frozenPx,
    rangeExtractor: keepColumn,
  });
  useLayoutEffect(() => horizontal.measure(), [columns, horizontal]);
  const scrollTo = useCallback(
    (target: CellPlace) => {
      if (target.row >= 0) vertical.scrollToIndex(target.row, { align: "auto" });
      if (target.column > 0 || !isFrozen) horizontal.scrollToIndex(target.column, { align: "auto" });
    },
    [vertical, horizontal, isFrozen],
  );
  const scrollToRow = useCallback((row: number) => vertical.scrollToIndex(row, { align: "auto" }), [vertical]);
  return {
    rowItems: vertical.getVirtualItems(),
    columnItems: horizontal.getVirtualItems(),
    heightPx: rowCount * ROW_PX,
    widthPx: GUTTER_PX + columns.reduce((sum, column) => sum + column.widthPx, 0),
    scrollTo,
    scrollToRow,
  };
}

/** A time in the first column stays in sight when one scrolls sideways: a row without its time says little. */
export function hasFrozenTime(columns: readonly GridColumn[]): boolean {
  return columns.length > 3 && columns[0]?.type === "datetime";
}

function withIndex(indexes: number[], index: number, count: number): number[] {
  if (index < 0 || index >= count || indexes.includes(index)) return indexes;
  return [...indexes, index].toSorted((a, b) => a - b);
}
