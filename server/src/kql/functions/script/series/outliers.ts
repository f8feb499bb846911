import type { SessionValue } from "../../../session/session-function.ts";
import { isArray } from "../arrays.ts";
import { asNumber, asText, script, type Scripted } from "../script.ts";
import { printSeries, readSeries, type Series } from "./numbers.ts";

const D = "dynamic" as const;

/** Value at a percentile of sorted numbers, between two neighbours where it falls there. */
function percentile(sorted: readonly number[], rank: number): number {
  const place = (rank / 100) * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(place)] ?? Number.NaN, sorted[Math.ceil(place)] ?? Number.NaN];
  return below + (above - below) * (place - Math.floor(place));
}

/** Tukey's test: how many ranges a value lies outside of the range between two percentiles; 0 inside of it. */
export function outlierScores(series: Series, [low, high]: readonly [low: number, high: number], testPoints = 0): number[] {
  const learned = series.slice(0, series.length - testPoints);
  const sorted = learned.filter((value): value is number => value !== null && Number.isFinite(value)).toSorted((a, b) => a - b);
  const [floor, ceiling] = [percentile(sorted, low), percentile(sorted, high)];
  return series.map((value) => {
    if (value === null || !Number.isFinite(value) || !(ceiling > floor)) return 0;
    if (value > ceiling) return (value - ceiling) / (ceiling - floor);
    return value < floor ? (value - floor) / (ceiling - floor) : 0;
  });
}

function outliers(
  json: SessionValue | undefined,
  kind: SessionValue | undefined,
  ignored: SessionValue | undefined,
  low: SessionValue | undefined,
  high: SessionValue | undefined,
  testPoints: SessionValue | undefined,
): string | null {
  if (!isArray(json)) return null;
  const series = readSeries(json).map((value) => (typeof ignored === "number" && value === ignored ? null : value));
  const range: readonly [number, number] = asText(kind).toLowerCase() === "tukey" ? [25, 75] : [asNumber(low, 10), asNumber(high, 90)];
  return printSeries(outlierScores(series, range, asNumber(testPoints)));
}

export const OUTLIER_SCRIPTS: readonly Scripted[] = [
  script("series_outliers", [D, "string?", "real?", "real?", "real?", "long?"], D, outliers),
];
