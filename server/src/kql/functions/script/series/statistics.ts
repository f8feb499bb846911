import type { SessionValue } from "../../../session/session-function.ts";
import { elements, isArray, printArray } from "../arrays.ts";
import { asText, script, type Scripted } from "../script.ts";
import { complete, meanOf, numberOf, printBag, printNumber, readSeries, sumOf, varianceOf } from "./numbers.ts";

const D = "dynamic" as const;
const R = "real" as const;

type Entries = readonly (readonly [key: string, json: string])[];

/** Least, greatest, mean and spread; all null when a value is not finite, unless such values are to be ignored. */
function statistics(json: SessionValue | undefined, ignores: SessionValue | undefined): Entries | null {
  if (!isArray(json)) return null;
  const series = readSeries(json);
  const finite = series.flatMap((value, index) => (value !== null && Number.isFinite(value) ? [{ value, index }] : []));
  const isUsable = finite.length > 0 && (ignores === true || finite.length === series.length);
  if (!isUsable) return ["min", "min_idx", "max", "max_idx", "avg", "stdev", "variance", "sum", "len"].map((key) => [key, "null"] as const);
  const least = finite.reduce((best, item) => (item.value < best.value ? item : best));
  const greatest = finite.reduce((best, item) => (item.value > best.value ? item : best));
  const values = finite.map((item) => item.value);
  const variance = varianceOf(values);
  return [
    ["min", printNumber(least.value)],
    ["min_idx", String(least.index)],
    ["max", printNumber(greatest.value)],
    ["max_idx", String(greatest.index)],
    ["avg", printNumber(meanOf(values))],
    ["stdev", printNumber(Math.sqrt(variance))],
    ["variance", printNumber(variance)],
    ["sum", printNumber(sumOf(values))],
    ["len", String(values.length)],
  ];
}

/** Two vectors of equal length; a single number stands for a vector of itself. */
function vectors(a: SessionValue | undefined, b: SessionValue | undefined): readonly [number[], number[]] | null {
  const length = Math.max(elements(a).length, elements(b).length);
  const read = (json: SessionValue | undefined): number[] | null => {
    if (isArray(json)) return complete(json);
    const value = numberOf(asText(json) || "null");
    return value === null ? null : Array.from({ length }, () => value);
  };
  const [x, y] = [read(a), read(b)];
  return x === null || y === null || x.length !== y.length ? null : [x, y];
}

const dot = (x: readonly number[], y: readonly number[]): number => sumOf(x.map((value, index) => value * (y[index] ?? 0)));

function correlation(a: SessionValue | undefined, b: SessionValue | undefined): number | null {
  const both = vectors(a, b);
  if (both === null) return null;
  const [x, y] = both.map((values) => values.map((value) => value - meanOf(values)));
  if (x === undefined || y === undefined) return null;
  return dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y));
}

function cosine(
  a: SessionValue | undefined,
  b: SessionValue | undefined,
  sizeOfA: SessionValue | undefined,
  sizeOfB: SessionValue | undefined,
): number | null {
  const both = vectors(a, b);
  if (both === null) return null;
  const [x, y] = both;
  const size = (given: SessionValue | undefined, values: readonly number[]): number =>
    typeof given === "number" ? given : Math.sqrt(dot(values, values));
  return dot(x, y) / (size(sizeOfA, x) * size(sizeOfB, y));
}

const whole = (name: string, measure: (values: readonly number[]) => number): Scripted =>
  script(`series_${name}`, [D], R, (json) => {
    const values = complete(json);
    return values === null ? null : measure(values);
  });

/** Functions that give figures of a whole series, or of two. */
export const STATISTIC_SCRIPTS: readonly Scripted[] = [
  script("series_stats", [D, "bool?"], D, (json, ignores) => {
    const found = statistics(json, ignores);
    return found === null ? null : printArray(found.slice(0, 7).map(([, value]) => value));
  }),
  script("series_stats_dynamic", [D, "bool?"], D, (json, ignores) => {
    const found = statistics(json, ignores);
    return found === null ? null : printBag(found);
  }),
  whole("sum", sumOf),
  whole("product", (values) => values.reduce((product, value) => product * value, 1)),
  whole("magnitude", (values) => Math.sqrt(dot(values, values))),
  script("series_dot_product", [D, D], R, (a, b) => {
    const both = vectors(a, b);
    return both === null ? null : dot(...both);
  }),
  script("series_pearson_correlation", [D, D], R, correlation),
  script("series_cosine_similarity", [D, D, "real?", "real?"], R, cosine),
];
