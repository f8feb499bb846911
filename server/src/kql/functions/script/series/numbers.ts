import { realText } from "../../../values/real-text.ts";
import type { SessionValue } from "../../../session/session-function.ts";
import { elements, isArray, printArray } from "../arrays.ts";

/** Elements of a series as numbers; null stands for what is no number. */
export type Series = readonly (number | null)[];

const WORDS: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  "-Infinity": Number.NEGATIVE_INFINITY,
};

/** A JSON token as a number. JSON has no NaN: the engine writes it as a word in quotes. */
export function numberOf(token: string): number | null {
  if (/^-?\d/.test(token)) return Number(token);
  if (token === "true" || token === "false") return Number(token === "true");
  return WORDS[token.slice(1, -1)] ?? null;
}

export const isWholeToken = (token: string): boolean => /^-?\d+$/.test(token);

/** A series that holds only whole numbers and gaps stays one of whole numbers. */
export const isWholeSeries = (tokens: readonly string[]): boolean => tokens.every((token) => isWholeToken(token) || token === "null");

export const readSeries = (json: SessionValue | undefined): Series => elements(json).map(numberOf);

/** The finite numbers of a series that has no gaps, or null. */
export function complete(json: SessionValue | undefined): number[] | null {
  const series = readSeries(json);
  const numbers = series.filter((value): value is number => value !== null && Number.isFinite(value));
  return isArray(json) && numbers.length === series.length && numbers.length > 0 ? numbers : null;
}

export function printNumber(value: number | null): string {
  if (value === null) return "null";
  if (Number.isNaN(value)) return '"NaN"';
  if (!Number.isFinite(value)) return value > 0 ? '"Infinity"' : '"-Infinity"';
  return realText(value === 0 ? 0 : value);
}

export const printSeries = (series: Series): string => printArray(series.map(printNumber));

/** Whole numbers without a fraction, anything else as a real. */
export const printAs = (isWhole: boolean, value: number | null): string =>
  isWhole && value !== null && Number.isSafeInteger(value) ? String(value === 0 ? 0 : value) : printNumber(value);

export const printBag = (entries: readonly (readonly [key: string, json: string])[]): string =>
  `{${entries.map(([key, json]) => `${JSON.stringify(key)}:${json}`).join(",")}}`;

export const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
export const meanOf = (values: readonly number[]): number => sumOf(values) / values.length;

/** Variance of a sample: 0 for a single value. */
export function varianceOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return values.length < 2 ? 0 : sumOf(values.map((value) => (value - mean) ** 2)) / (values.length - 1);
}
