import type { ChartModel } from "./chart-model.ts";

const WORDS = {
  line: "Line chart",
  area: "Area chart",
  scatter: "Scatter chart",
  column: "Column chart",
  bar: "Bar chart",
  pie: "Pie chart",
  card: "Card",
} as const;

/** What a chart shows, in one sentence, for those who do not see it. The grid has every figure. */
export function summaryOf(chart: ChartModel): string {
  const names = chart.series.map(({ label }) => label).join(", ");
  const all = chart.series.flatMap(({ values }) =>
    values.map((value, index) => ({ value: value ?? 0, category: chart.categories[index] ?? "" })),
  );
  const peak = all.reduce((best, one) => (one.value > best.value ? one : best), { value: Number.NEGATIVE_INFINITY, category: "" });
  const word = WORDS[chart.kind];
  return `${word} of ${names} over ${chart.categories.length} values. Highest: ${peak.value.toLocaleString("en")} at ${peak.category || "(empty)"}.`;
}
