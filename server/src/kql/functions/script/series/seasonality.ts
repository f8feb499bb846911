import type { SessionValue } from "../../../session/session-function.ts";
import { elements, isArray, printArray } from "../arrays.ts";
import { asNumber, asText, script, type Scripted } from "../script.ts";
import { fitLine } from "./fitting.ts";
import { complete, meanOf, printNumber, printSeries, readSeries, sumOf } from "./numbers.ts";
import { outlierScores } from "./outliers.ts";

const D = "dynamic" as const;

/** No period shorter than this is looked for. */
const PERIOD_MIN = 4;

interface Period {
  readonly length: number;
  readonly score: number;
}

/** Correlation of a series with itself, shifted by each lag up to half of its length; the shorter overlap is made up for by half. */
function autocorrelation(values: readonly number[]): number[] {
  const mean = meanOf(values);
  const centred = values.map((value) => value - mean);
  const power = sumOf(centred.map((value) => value * value));
  return Array.from({ length: Math.floor(values.length / 2) + 1 }, (_, lag) => {
    if (power === 0) return 0;
    const shared = sumOf(centred.slice(lag).map((value, index) => value * (centred[index] ?? 0)));
    return (shared / power) * Math.sqrt(values.length / (values.length - lag));
  });
}

/** A lag's score: its correlation where that is the highest in the neighbourhood and above what noise gives, 0 elsewhere. */
function scoreOf(lag: number, correlations: readonly number[], length: number): number {
  const score = correlations[lag] ?? 0;
  const reach = Math.max(1, Math.floor(lag / 4));
  const around = correlations.slice(Math.max(1, lag - reach), lag + reach + 1);
  const isPeak = lag + 1 < correlations.length && around.every((other) => other <= score);
  return isPeak && lag >= PERIOD_MIN && score > 2 / Math.sqrt(length) ? Math.min(1, score) : 0;
}

/** Periods by their scores; the multiples of a period that was found say nothing new. */
function detect(values: readonly number[], least: number, most: number, count: number): Period[] {
  const correlations = autocorrelation(values);
  const found: Period[] = [];
  const candidates = correlations
    .map((_, length) => ({ length, score: scoreOf(length, correlations, values.length) }))
    .filter(({ length, score }) => score > 0 && length >= least && length <= most)
    .toSorted((a, b) => b.score - a.score || a.length - b.length);
  for (const candidate of candidates)
    if (found.length < count && !found.some((known) => candidate.length % known.length === 0)) found.push(candidate);
  return found;
}

const printPeriods = (periods: readonly Period[]): string =>
  printArray([printSeries(periods.map((period) => period.length)), printSeries(periods.map((period) => period.score))]);

function bestPeriod(values: readonly number[], threshold: number): number {
  const [best] = detect(values, PERIOD_MIN, values.length / 2, 1);
  return best !== undefined && best.score >= threshold ? best.length : 0;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** Each point becomes the median of the points in the same phase; the last `testPoints` are not learned from. */
function seasonal(values: readonly number[], period: number, testPoints: number): number[] {
  if (period <= 0) return values.map(() => 0);
  const learned = values.slice(0, values.length - testPoints);
  const phases = Array.from({ length: period }, (_, phase) => median(learned.filter((_value, index) => index % period === phase)));
  return values.map((_, index) => phases[index % period] ?? 0);
}

interface Decomposed {
  readonly baseline: readonly number[];
  readonly seasonal: readonly number[];
  readonly trend: readonly number[];
  readonly residual: readonly number[];
}

interface Settings {
  readonly period: SessionValue | undefined;
  readonly trend: SessionValue | undefined;
  readonly testPoints: SessionValue | undefined;
  readonly threshold: SessionValue | undefined;
}

function trendOf(values: readonly number[], kind: string, testPoints: number): number[] {
  const learned = values.slice(0, values.length - testPoints);
  if (kind === "none" || learned.length === 0) return values.map(() => 0);
  if (kind !== "linefit") return values.map(() => meanOf(learned));
  const line = fitLine(learned);
  return values.map((_, index) => line.interception + line.slope * index);
}

/** The seasonal part is taken out first, the trend from what is left; the rest is residual. */
function decompose(json: SessionValue | undefined, settings: Settings): Decomposed | null {
  const values = isArray(json) ? readSeries(json).map((value) => value ?? 0) : [];
  if (values.length === 0) return null;
  const testPoints = Math.min(Math.max(0, asNumber(settings.testPoints)), values.length);
  const wanted = asNumber(settings.period, -1);
  const period = wanted < 0 ? bestPeriod(values.slice(0, values.length - testPoints), asNumber(settings.threshold, 0.6)) : wanted;
  const season = seasonal(values, period, testPoints);
  const rest = values.map((value, index) => value - (season[index] ?? 0));
  const trend = trendOf(rest, asText(settings.trend).toLowerCase() || "avg", testPoints);
  const baseline = season.map((value, index) => value + (trend[index] ?? 0));
  return { baseline, seasonal: season, trend, residual: values.map((value, index) => value - (baseline[index] ?? 0)) };
}

const printDecomposed = (made: Decomposed | null): string | null =>
  made === null ? null : printArray([made.baseline, made.seasonal, made.trend, made.residual].map(printSeries));

function anomalies(
  json: SessionValue | undefined,
  threshold: SessionValue | undefined,
  method: SessionValue | undefined,
  settings: Settings,
) {
  const made = decompose(json, settings);
  if (made === null) return null;
  const range: readonly [number, number] = asText(method).toLowerCase() === "tukey" ? [25, 75] : [10, 90];
  const scores = outlierScores(made.residual, range, asNumber(settings.testPoints));
  const limit = asNumber(threshold, 1.5);
  const flags = scores.map((score) => (score > limit ? 1 : score < -limit ? -1 : 0));
  return printArray([printArray(flags.map(String)), printSeries(scores), printSeries(made.baseline)]);
}

/** Periods, seasons, trends, and what stands out from them. */
export const SEASONALITY_SCRIPTS: readonly Scripted[] = [
  script("series_periods_detect", [D, "real", "real", "long"], D, (json, least, most, count) => {
    const values = complete(json);
    if (values === null) return null;
    const wanted = asNumber(count);
    const found = detect(values, asNumber(least), asNumber(most), wanted);
    return printPeriods(Array.from({ length: wanted }, (_, index) => found[index] ?? { length: 0, score: 0 }));
  }),
  script("series_periods_validate", [D, "dynamic*"], D, (json, periods) => {
    const values = complete(json);
    if (values === null) return null;
    const correlations = autocorrelation(values);
    const lengths = elements(periods).map(Number);
    return printPeriods(lengths.map((length) => ({ length, score: scoreOf(Math.round(length), correlations, values.length) })));
  }),
  script("series_seasonal", [D, "long?", "long?"], D, (json, period, testPoints) => {
    const made = decompose(json, { period: period ?? null, trend: "none", testPoints: testPoints ?? null, threshold: null });
    return made === null ? null : printArray(made.seasonal.map(printNumber));
  }),
  script("series_decompose", [D, "long?", "string?", "long?", "real?"], D, (json, period, trend, testPoints, threshold) =>
    printDecomposed(decompose(json, { period, trend, testPoints, threshold })),
  ),
  script("series_decompose_forecast", [D, "long", "long?", "string?", "real?"], D, (json, testPoints, period, trend, threshold) =>
    printDecomposed(decompose(json, { period, trend, testPoints, threshold })),
  ),
  script(
    "series_decompose_anomalies",
    [D, "real?", "long?", "string?", "long?", "string?", "real?"],
    D,
    (json, threshold, period, trend, testPoints, method, seasonality) =>
      anomalies(json, threshold, method, { period, trend, testPoints, threshold: seasonality }),
  ),
];
