import type { ChartModel } from "./chart-model.ts";

/** What a chart shows, in one sentence, for those who do not see it. The grid has every figure. */
export function summaryOf(chart: ChartModel): string {
  const names = chart.series.map(({ label }) => label).join(", ");
  const all = chart.series.flatMap(({ values }) =>
    values.map((value, index) => ({ value: value ?? 0, category: chart.categories[index] ?? "" })),
  );
  const peak = all.reduce((best, one) => (one.value > best.value ? one : best), { value: Number.NEGATIVE_INFINITY, category: "" });
  const word = { line: "Line chart", column: "Column chart", bar: "Bar chart", pie: "Pie chart" }[chart.kind];
  return `${word} of ${names} over ${chart.categories.length} values. Highest: ${peak.value.toLocaleString("en")} at ${peak.category || "(empty)"}.`;
}
