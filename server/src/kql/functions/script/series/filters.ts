import type { SessionValue } from "../../../session/session-function.ts";
import { isArray } from "../arrays.ts";
import { script, type Scripted } from "../script.ts";
import { complete, printSeries, readSeries, sumOf, type Series } from "./numbers.ts";

const D = "dynamic" as const;

/** Finite impulse response: a weighted sum of the current and earlier points, or of those around where it is centred. */
function fir(
  json: SessionValue | undefined,
  filter: SessionValue | undefined,
  normalize: SessionValue | undefined,
  center: SessionValue | undefined,
): string | null {
  const weights = complete(filter);
  if (!isArray(json) || weights === null) return null;
  const hasNegative = weights.some((weight) => weight < 0);
  const normalizes = typeof normalize === "boolean" ? normalize : !hasNegative;
  if (normalizes && hasNegative) return null;
  const total = normalizes ? sumOf(weights) : 1;
  const series = readSeries(json).map((value) => value ?? 0);
  const shift = center === true ? Math.floor((weights.length - 1) / 2) : 0;
  return printSeries(series.map((_, index) => sumOf(weights.map((weight, back) => weight * (series[index + shift - back] ?? 0))) / total));
}

/** Infinite impulse response: the numerators weigh the input, the denominators the output so far. */
function iir(series: Series, numerators: readonly number[], denominators: readonly number[]): number[] {
  const first = denominators[0] ?? 1;
  const made: number[] = [];
  for (const index of series.keys()) {
    const input = sumOf(numerators.map((weight, back) => weight * (series[index - back] ?? 0)));
    const feedback = sumOf(denominators.slice(1).map((weight, back) => weight * (made[index - back - 1] ?? 0)));
    made.push((input - feedback) / first);
  }
  return made;
}

/** Digital filters over a series. */
export const FILTER_SCRIPTS: readonly Scripted[] = [
  script("series_fir", [D, D, "bool?", "bool?"], D, fir),
  script("series_iir", [D, D, D], D, (json, numerators, denominators) => {
    const [a, b] = [complete(numerators), complete(denominators)];
    return !isArray(json) || a === null || b === null || b[0] === 0 ? null : printSeries(iir(readSeries(json), a, b));
  }),
];
