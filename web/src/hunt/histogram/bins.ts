/** Half-open span of time, in ms since 1970. */
export type Span = { readonly fromMs: number; readonly toMs: number };

export type Histogram = {
  /** Start of the first bin; a multiple of the width, so that bins fall on whole minutes, hours or days UTC. */
  readonly startMs: number;
  readonly widthMs: number;
  readonly binCount: number;
  /** One series per value of the stacking column, most frequent first; `counts[i]` rows fall into bin i. */
  readonly series: readonly { readonly label: string; readonly counts: readonly number[]; readonly total: number }[];
  readonly totals: readonly number[];
  readonly peak: number;
};

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WIDTHS_MS = [
  1,
  2,
  5,
  10,
  20,
  50,
  100,
  200,
  500,
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 4, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 7, 14, 28, 91, 182, 364].map((n) => n * DAY),
];

/** The smallest round bin width that covers the span in at most `binCountMax` bins. */
export function chooseWidth(span: Span, binCountMax = 200): number {
  const fits = (width: number) => Math.floor((span.toMs - 1) / width) - Math.floor(span.fromMs / width) + 1 <= binCountMax;
  let width = WIDTHS_MS.find(fits) ?? 364 * DAY;
  while (!fits(width)) width *= 2;
  return width;
}

/** The span that just holds all times; null when there are none. */
export function spanOf(timesMs: readonly number[]): Span | null {
  let [low, high] = [Infinity, -Infinity];
  for (const time of timesMs) {
    if (time < low) low = time;
    if (time > high) high = time;
  }
  return low <= high ? { fromMs: low, toMs: high + 1 } : null;
}

export const OTHER_LABEL = "other";

/**
 * Counts rows per bin and stack value. Times outside the span (and rows without a time, NaN) are not counted. Beyond
 * `seriesMax` values the rest is summed as `other`, always last.
 */
export function binRows(
  rows: { readonly timesMs: readonly number[]; readonly labels: readonly string[] | null },
  span: Span,
  limits: { readonly binCountMax: number; readonly seriesMax: number } = { binCountMax: 200, seriesMax: 6 },
): Histogram {
  const widthMs = chooseWidth(span, limits.binCountMax);
  const startMs = Math.floor(span.fromMs / widthMs) * widthMs;
  const binCount = Math.max(1, Math.ceil((span.toMs - startMs) / widthMs));
  const inside = (time: number) => time >= span.fromMs && time < span.toMs;
  const labels = rankLabels(rows, inside, limits.seriesMax);
  const series = labels.map((label) => ({ label, counts: Array.from({ length: binCount }, () => 0), total: 0 }));
  const seriesOf = new Map(series.map((one) => [one.label, one]));
  const totals = Array.from({ length: binCount }, () => 0);
  rows.timesMs.forEach((time, index) => {
    if (!inside(time)) return;
    const bin = Math.floor((time - startMs) / widthMs);
    const target = seriesOf.get(rows.labels?.[index] ?? "") ?? seriesOf.get(OTHER_LABEL);
    if (target === undefined) return;
    target.counts[bin] = (target.counts[bin] ?? 0) + 1;
    target.total += 1;
    totals[bin] = (totals[bin] ?? 0) + 1;
  });
  return { startMs, widthMs, binCount, series, totals, peak: totals.reduce((a, b) => Math.max(a, b), 0) };
}

function rankLabels(
  rows: { readonly timesMs: readonly number[]; readonly labels: readonly string[] | null },
  inside: (time: number) => boolean,
  seriesMax: number,
): string[] {
  if (rows.labels === null) return [""];
  const counts = new Map<string, number>();
  rows.labels.forEach((label, index) => {
    if (inside(rows.timesMs[index] ?? Number.NaN)) counts.set(label, (counts.get(label) ?? 0) + 1);
  });
  const ranked = [...counts].toSorted((a, b) => b[1] - a[1]).map(([label]) => label);
  return ranked.length <= seriesMax ? ranked : [...ranked.slice(0, seriesMax - 1).filter((label) => label !== OTHER_LABEL), OTHER_LABEL];
}

/** The span of whole bins between two bin indexes, in either order, cut to the histogram. */
export function spanOfBins(histogram: Pick<Histogram, "startMs" | "widthMs" | "binCount">, one: number, other: number): Span {
  const clamp = (bin: number) => Math.min(histogram.binCount - 1, Math.max(0, bin));
  const [first, last] = [clamp(Math.min(one, other)), clamp(Math.max(one, other))];
  return { fromMs: histogram.startMs + first * histogram.widthMs, toMs: histogram.startMs + (last + 1) * histogram.widthMs };
}

/** `5 min`, `2 h`, `500 ms`: the width of a bin in words. */
export function widthLabel(widthMs: number): string {
  if (widthMs % DAY === 0) return `${widthMs / DAY} d`;
  if (widthMs % HOUR === 0) return `${widthMs / HOUR} h`;
  if (widthMs % MINUTE === 0) return `${widthMs / MINUTE} min`;
  if (widthMs % SECOND === 0) return `${widthMs / SECOND} s`;
  return `${widthMs} ms`;
}
