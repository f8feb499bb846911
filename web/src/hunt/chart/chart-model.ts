import type { RenderHint } from "@mailroom/server/contract";
import { cellText } from "../result/cell-text.ts";
import { instantToMs } from "../result/instant.ts";
import type { ResultTable } from "../result/result-table.ts";
import { type ChartColumns, chartColumns, expandArrays } from "./chart-columns.ts";

export type ChartKind = "line" | "area" | "scatter" | "column" | "bar" | "pie" | "card";
/** `stacked100`: shares of the whole at each place. */
export type Stacking = "none" | "stacked" | "stacked100";
/** Values by category, in the order of the categories; null where a series has none. */
export type ChartSeries = { readonly label: string; readonly values: readonly (number | null)[] };
export type ChartModel = {
  readonly kind: ChartKind;
  readonly stacking: Stacking;
  readonly title: string | null;
  readonly categories: readonly string[];
  /** Position of each category on a time axis (ms) or an axis of numbers; null for an axis of words. */
  readonly positions: readonly number[] | null;
  readonly isTime: boolean;
  readonly series: readonly ChartSeries[];
  /** How much found no room. */
  readonly leftOut: { readonly series: number; readonly categories: number };
};
/** A chart, or the reason why there is none; `rows` when the query asks for rows. */
export type Drawing =
  | { readonly kind: "chart"; readonly chart: ChartModel }
  | { readonly kind: "rows" }
  | { readonly kind: "none"; readonly reason: string };

const KINDS: Readonly<Record<string, ChartKind>> = {
  timechart: "line",
  linechart: "line",
  anomalychart: "line",
  areachart: "area",
  stackedareachart: "area",
  scatterchart: "scatter",
  columnchart: "column",
  barchart: "bar",
  piechart: "pie",
  card: "card",
};

const CATEGORY_COUNT_MAX = 400;
const POINT_COUNT_MAX = 2000;
const SERIES_COUNT_MAX = 6;

/**
 * The chart that `render` asks for, by Kusto's convention: `xcolumn` or the first fitting column is the axis, `series` or a text column
 * beside it names the series, `ycolumns` or the numeric columns are the values. Arrays, as `make-series` gives them, are laid out first.
 */
export function toDrawing(result: ResultTable, render: RenderHint): Drawing {
  if (render.kind === "table") return { kind: "rows" };
  const kind = KINDS[render.kind];
  if (kind === undefined) return none(`A ${render.kind} is not drawn here: the rows are below.`);
  if (result.rows.length === 0) return none(`There are no rows to draw as a ${render.kind}.`);
  const table = expandArrays(result);
  const columns = chartColumns(table, kind, render.properties);
  if (typeof columns === "string") return none(`No ${render.kind} of these columns: ${columns}`);
  return { kind: "chart", chart: modelOf(table, kind, columns, render) };
}

function modelOf(table: ResultTable, kind: ChartKind, columns: ChartColumns, render: RenderHint): ChartModel {
  const { x, isTime } = columns;
  const isOrdered = kind === "line" || kind === "area" || kind === "scatter" || isTime;
  const keyOf = (row: ResultTable["rows"][number]) => (x === null ? "" : cellText(row.cells[x] ?? null));
  const isByRow = kind === "scatter" || kind === "card";
  const positionOf = (key: string) => (isTime ? instantToMs(key) : Number(key));
  const rows = table.rows.filter((row) => !(isTime && keyOf(row) === ""));
  const keys = isByRow ? rows.map(keyOf) : [...new Set(rows.map(keyOf))];
  const isPlaced = isOrdered && x !== null && columns.isScale;
  const ordered = isPlaced && !isByRow ? keys.toSorted((a, b) => positionOf(a) - positionOf(b)) : keys;
  const categories = ordered.slice(0, isByRow ? POINT_COUNT_MAX : CATEGORY_COUNT_MAX);
  const place = new Map(categories.map((category, index) => [category, index]));
  const series = new Map<string, (number | null)[]>();
  for (const [index, row] of rows.entries()) {
    const at = isByRow ? index : place.get(keyOf(row));
    if (at === undefined || at >= categories.length) continue;
    for (const y of columns.ys) {
      const label = seriesLabel(table, columns, row.cells, y);
      const values = series.get(label) ?? categories.map(() => null);
      const cell = row.cells[y] ?? null;
      values[at] = cell === null || !Number.isFinite(Number(cell)) ? null : Number(cell);
      series.set(label, values);
    }
  }
  const all = [...series].map(([label, values]) => ({ label, values }));
  const shown = kind === "card" ? all : largest(all);
  return {
    kind,
    stacking: stackingOf(render),
    title: render.properties["title"] ?? null,
    categories,
    positions: isPlaced ? categories.map(positionOf) : null,
    isTime,
    series: shown,
    leftOut: { series: all.length - shown.length, categories: keys.length - categories.length },
  };
}

function stackingOf(render: RenderHint): Stacking {
  const asked = render.properties["kind"];
  if (asked === "stacked" || asked === "stacked100") return asked;
  return render.kind === "stackedareachart" ? "stacked" : "none";
}

function seriesLabel(table: ResultTable, { split, ys }: ChartColumns, cells: ResultTable["rows"][number]["cells"], y: number): string {
  const name = table.columns[y]?.name ?? "";
  if (split.length === 0) return name;
  const words = split.map((index) => cellText(cells[index] ?? null) || "(empty)").join(", ");
  return ys.length === 1 ? words : `${words}: ${name}`;
}

function largest(series: readonly ChartSeries[]): ChartSeries[] {
  const sum = ({ values }: ChartSeries) => values.reduce<number>((total, value) => total + Math.abs(value ?? 0), 0);
  return series.toSorted((a, b) => sum(b) - sum(a)).slice(0, SERIES_COUNT_MAX);
}

function none(reason: string): Drawing {
  return { kind: "none", reason };
}
