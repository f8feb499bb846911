import { type FocusEvent, type Ref, useImperativeHandle, useLayoutEffect, useRef } from "react";
import type { CellPlace } from "./move-cell.ts";

export type GridHandle = { focus(): void; scrollToTop(): void };

type GridFocusParts = {
  readonly scroller: { readonly current: HTMLDivElement | null };
  readonly place: CellPlace;
  readonly resultId: string;
  readonly scrollTo: (place: CellPlace) => void;
  /** Brings a row into sight without moving sideways. */
  readonly scrollToRow: (row: number) => void;
  readonly ref: Ref<GridHandle> | undefined;
};

/** Keeps focus on the current cell as it moves, and in the grid when a new answer takes the focused row away. */
export function useGridFocus({ scroller, place, resultId, scrollTo, scrollToRow, ref }: GridFocusParts) {
  const wantsFocus = useRef(false);
  const hadFocus = useRef(false);
  const shownResult = useRef<string | null>(null);

  useLayoutEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    scrollTo(place);
    focusCell(scroller.current, place);
  }, [scroller, place, scrollTo]);

  useLayoutEffect(() => {
    if (shownResult.current === resultId) return;
    const isFirst = shownResult.current === null;
    shownResult.current = resultId;
    if (place.row > 0) scrollToRow(place.row);
    else scroller.current?.scrollTo({ top: 0 });
    if (!isFirst && hadFocus.current && isUnfocused(scroller.current)) focusCell(scroller.current, place);
  }, [scroller, resultId, place, scrollToRow]);

  useImperativeHandle(
    ref,
    () => ({ focus: () => focusCell(scroller.current, place), scrollToTop: () => scroller.current?.scrollTo({ top: 0 }) }),
    [scroller, place],
  );

  return {
    /** The next change of place takes focus along. */
    followWithFocus: () => {
      wantsFocus.current = true;
    },
    onFocus: () => {
      hadFocus.current = true;
    },
    onBlur: (event: FocusEvent<HTMLElement>) => {
      // A cell that is taken away leaves no target; a person who goes elsewhere does.
      if (event.relatedTarget !== null && !event.currentTarget.contains(event.relatedTarget)) hadFocus.current = false;
    },
  };
}

function isUnfocused(grid: HTMLElement | null): boolean {
  const active = document.activeElement;
  return active === null || active === document.body || (grid?.contains(active) ?? false);
}

function focusCell(grid: HTMLElement | null, place: CellPlace): void {
  grid?.querySelector<HTMLElement>(`[data-row="${place.row}"][data-column="${place.column}"]`)?.focus({ preventScroll: true });
}
