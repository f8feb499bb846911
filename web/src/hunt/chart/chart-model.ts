import type { KqlType, RenderHint } from "@mailroom/server/contract";
import { cellText } from "../result/cell-text.ts";
import { instantToMs } from "../result/instant.ts";
import type { ResultTable } from "../result/result-table.ts";

export type ChartKind = "line" | "column" | "bar" | "pie";
/** Values by category, in the order of the categories; null where a series has none. */
export type ChartSeries = { readonly label: string; readonly values: readonly (number | null)[] };
export type ChartModel = {
  readonly kind: ChartKind;
  readonly title: string | null;
  readonly categories: readonly string[];
  /** Position of each category on a time axis; null for an axis of words. */
  readonly timesMs: readonly number[] | null;
  readonly series: readonly ChartSeries[];
};

const KINDS: Readonly<Record<string, ChartKind>> = {
  timechart: "line",
  linechart: "line",
  areachart: "line",
  scatterchart: "line",
  columnchart: "column",
  barchart: "bar",
  piechart: "pie",
};

const CATEGORY_COUNT_MAX = 400;
const SERIES_COUNT_MAX = 6;

/**
 * The chart that `render` asks for, by Kusto's convention: the first column is the axis, a text column beside it names the
 * series, numeric columns are the values. Null when the result cannot be drawn that way.
 */
export function toChart(table: ResultTable, render: RenderHint): ChartModel | null {
  const kind = KINDS[render.kind];
  const axis = axisOf(table, kind);
  const axisType = table.columns[axis]?.type;
  if (kind === undefined || axisType === undefined || table.rows.length === 0) return null;
  const splitBy = table.columns.findIndex(({ type }, index) => index !== axis && type === "string");
  const numeric = table.columns.flatMap(({ type }, index) => (index !== axis && isNumeric(type) ? [index] : []));
  if (numeric.length === 0) return null;
  const keys = [...new Set(table.rows.map((row) => cellText(row.cells[axis] ?? null)))];
  const isTime = axisType === "datetime";
  const categories = (isTime ? keys.filter((key) => key !== "").toSorted() : keys).slice(0, CATEGORY_COUNT_MAX);
  const place = new Map(categories.map((category, index) => [category, index]));
  const series = new Map<string, (number | null)[]>();
  for (const row of table.rows) {
    const at = place.get(cellText(row.cells[axis] ?? null));
    if (at === undefined) continue;
    for (const index of numeric) {
      const value = Number(row.cells[index] ?? Number.NaN);
      const label = seriesLabel(table, splitBy === -1 ? null : cellText(row.cells[splitBy] ?? null), index, numeric.length);
      const values = series.get(label) ?? categories.map(() => null);
      values[at] = Number.isFinite(value) ? value : null;
      series.set(label, values);
    }
  }
  return {
    kind,
    title: render.properties["title"] ?? null,
    categories,
    timesMs: isTime ? categories.map(instantToMs) : null,
    series: largest([...series].map(([label, values]) => ({ label, values }))),
  };
}

/** A time chart has its time column as axis, wherever it stands. */
function axisOf(table: ResultTable, kind: ChartKind | undefined): number {
  const time = table.columns.findIndex(({ type }) => type === "datetime");
  if (kind === "line" && time !== -1) return time;
  const words = table.columns.findIndex(({ type }) => !isNumeric(type));
  return words === -1 ? 0 : words;
}

function isNumeric(type: KqlType): boolean {
  return type === "int" || type === "long" || type === "real" || type === "decimal";
}

function seriesLabel(table: ResultTable, split: string | null, column: number, numericCount: number): string {
  const name = table.columns[column]?.name ?? "";
  if (split === null) return name;
  return numericCount === 1 ? split || "(empty)" : `${split}: ${name}`;
}

function largest(series: readonly ChartSeries[]): ChartSeries[] {
  const sum = ({ values }: ChartSeries) => values.reduce<number>((total, value) => total + (value ?? 0), 0);
  return series.toSorted((a, b) => sum(b) - sum(a)).slice(0, SERIES_COUNT_MAX);
}
