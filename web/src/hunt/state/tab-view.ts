import type { SortDirection } from "../result/sort-rows.ts";
import type { TabRange } from "../desk/tab-range.ts";

/** How one looks at a tab's result. It outlives a new run: columns are known by name, the row by its identity. */
export type TabView = {
  readonly sort: { readonly column: string; readonly direction: SortDirection } | null;
  /** Columns in the order shown; null for those of the result that are not empty. */
  readonly columns: readonly string[] | null;
  readonly widths: Readonly<Record<string, number>>;
  readonly stackBy: string | null;
  /** Item id of the current row, or `#n` for row n of a result without identity. */
  readonly row: string | null;
  readonly column: string | null;
  readonly isInspecting: boolean;
  /** Chart or rows, where the query asks for a chart. */
  readonly shows: "chart" | "rows";
  /** Where Escape in the histogram leads back to. */
  readonly zooms: readonly { readonly range: TabRange; readonly text: string }[];
};

export const NEW_VIEW: TabView = {
  sort: null,
  columns: null,
  widths: {},
  stackBy: null,
  row: null,
  column: null,
  isInspecting: false,
  shows: "chart",
  zooms: [],
};
