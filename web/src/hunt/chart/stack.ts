import type { ChartModel } from "./chart-model.ts";

/** Where a value begins and ends on the axis of values. */
export type Extent = { readonly from: number; readonly to: number };

/** Each series' extents by category: from zero, or on top of those before it; negative values pile up below zero. */
export function extentsOf({ series, stacking, categories }: ChartModel): readonly (readonly (Extent | null)[])[] {
  if (stacking === "none") return series.map(({ values }) => values.map((value) => (value === null ? null : { from: 0, to: value })));
  const wholes = categories.map((_, at) => series.reduce((sum, { values }) => sum + Math.abs(values[at] ?? 0), 0));
  const above = categories.map(() => 0);
  const below = categories.map(() => 0);
  return series.map(({ values }) =>
    categories.map((_, at) => {
      const value = stacking === "stacked100" ? (100 * (values[at] ?? 0)) / (wholes[at] || 1) : (values[at] ?? 0);
      const pile = value < 0 ? below : above;
      const from = pile[at] ?? 0;
      pile[at] = from + value;
      return { from, to: from + value };
    }),
  );
}
