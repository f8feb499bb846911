import { clampWidth, type GridColumn, moveColumn } from "../grid/columns.ts";
import type { TabView } from "../state/tab-view.ts";
import type { Action } from "./PointMenu.tsx";

/** What can be done with a column, all of it by keyboard too. */
export function columnActions(
  column: GridColumn | null,
  shown: readonly GridColumn[],
  view: TabView,
  change: (change: Partial<TabView>) => void,
): readonly (readonly Action[])[] {
  if (column === null) return [];
  const names = shown.map(({ name }) => name);
  const { name } = column;
  const move = (by: number) => () => change({ columns: moveColumn(names, name, by), column: name });
  const resize = (byPx: number) => () => change({ widths: { ...view.widths, [name]: clampWidth(column.widthPx + byPx) } });
  return [
    [
      { id: "sort-asc", title: "Sort ascending", run: () => change({ sort: { column: name, direction: "asc" } }) },
      { id: "sort-desc", title: "Sort descending", run: () => change({ sort: { column: name, direction: "desc" } }) },
      { id: "sort-none", title: "As the query ordered", isEnabled: view.sort !== null, run: () => change({ sort: null }) },
    ],
    [
      { id: "left", title: "Move left", isEnabled: names[0] !== name, run: move(-1) },
      { id: "right", title: "Move right", isEnabled: names.at(-1) !== name, run: move(1) },
      { id: "first", title: "Move to the front", isEnabled: names[0] !== name, run: move(-names.length) },
      { id: "wider", title: "Wider", run: resize(60) },
      { id: "narrower", title: "Narrower", run: resize(-60) },
    ],
    [
      { id: "stack", title: "Stack the histogram by this", isEnabled: column.type !== "datetime", run: () => change({ stackBy: name }) },
      { id: "hide", title: "Hide", isEnabled: names.length > 1, run: () => change({ columns: names.filter((one) => one !== name) }) },
      { id: "reset", title: "All columns that have values", isEnabled: view.columns !== null, run: () => change({ columns: null }) },
    ],
  ];
}

/** A press on a column's name: ascending, then descending, then as the query ordered. */
export function nextSort(sort: TabView["sort"], column: string): TabView["sort"] {
  if (sort?.column !== column) return { column, direction: "asc" };
  return sort.direction === "asc" ? { column, direction: "desc" } : null;
}
