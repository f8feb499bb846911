import type { KqlType } from "../../contract/index.ts";
import { parseDatetimeText } from "../kql/values/datetime-text.ts";

/** How exactly an expected answer was recorded; what is not set must agree to the last digit that doubles have. */
export interface Tolerance {
  /** White space in text does not count. */
  readonly ws?: boolean | undefined;
  /** Numbers are as rounded as they are written, instants are cut to milliseconds (or to `dtDigits` characters). */
  readonly rounded?: boolean | undefined;
  readonly dtDigits?: number | undefined;
  /** A blank stands for null. */
  readonly nullIsEmpty?: boolean | undefined;
  /** A dynamic scalar may be text on one side. */
  readonly looseDynamic?: boolean | undefined;
  /** Text that looks like JSON is compared as JSON. */
  readonly jsonStrings?: boolean | undefined;
  /** Sets have no order. */
  readonly arraysUnordered?: boolean | undefined;
  /** Estimates, within five per cent. */
  readonly approx?: boolean | undefined;
  /** Whole numbers of more than fifteen digits went through a double. */
  readonly bigIntLossy?: boolean | undefined;
  readonly ignoreNames?: boolean | undefined;
  /** Which of the rows were recorded. */
  readonly rows?: "last" | "subset" | "prefix" | undefined;
}

/** A canonical cell: null or text, see {@link file://./canonical-cell.ts}. */
export type CanonicalCell = string | null;

function decimalsIn(text: string): number | undefined {
  return /^-?\d+\.(\d+)$/.exec(text)?.[1]?.length;
}

function areNumbersClose(expected: string, actual: string, isApproximate: boolean, decimalsShown: number | undefined): boolean {
  if (expected === actual) return true;
  const [x, y] = [Number(expected), Number(actual)];
  if (!Number.isFinite(x) || !Number.isFinite(y)) return !Number.isNaN(x) && x === y;
  const apart = Math.abs(x - y);
  const size = Math.max(Math.abs(x), Math.abs(y));
  if (isApproximate) return apart <= 0.05 * Math.max(size, 1e-12);
  if (decimalsShown !== undefined && apart <= 0.500_000_1 * 10 ** -decimalsShown) return true;
  return apart <= 1e-9 * size + 1e-12;
}

const DATE_START = /^\s*(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\/\d{1,2}\/\d{4})(?![\d-])/;

function areSameInstant(a: string, b: string): boolean {
  if (!DATE_START.test(a) || !DATE_START.test(b)) return false;
  const ticks = parseDatetimeText(a);
  return ticks !== null && ticks === parseDatetimeText(b);
}

function areArraysEqual(expected: readonly unknown[], actual: readonly unknown[], tolerance: Tolerance): boolean {
  if (expected.length !== actual.length) return false;
  if (expected.every((item, index) => areJsonEqual(item, actual[index], tolerance))) return true;
  if (tolerance.arraysUnordered !== true) return false;
  const left = [...actual];
  return expected.every((item) => {
    const index = left.findIndex((other) => areJsonEqual(item, other, tolerance));
    if (index >= 0) left.splice(index, 1);
    return index >= 0;
  });
}

const isBag = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function areJsonEqual(expected: unknown, actual: unknown, tolerance: Tolerance): boolean {
  if (typeof expected === "number" && typeof actual === "number") {
    const shown = tolerance.rounded === true ? decimalsIn(String(expected)) : undefined;
    return areNumbersClose(String(expected), String(actual), tolerance.approx === true, shown);
  }
  if (Array.isArray(expected) && Array.isArray(actual)) return areArraysEqual(expected, actual, tolerance);
  if (isBag(expected) && isBag(actual)) {
    const keys = Object.keys(expected);
    if (keys.length !== Object.keys(actual).length) return false;
    return keys.every((key) => Object.hasOwn(actual, key) && areJsonEqual(expected[key], actual[key], tolerance));
  }
  if (typeof expected === "string" && typeof actual === "string") {
    if (expected === actual) return true;
    if (tolerance.ws === true) return expected.replaceAll(/\s+/g, "") === actual.replaceAll(/\s+/g, "");
    return areSameInstant(expected, actual);
  }
  return expected === actual;
}

function parseJson(text: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return null;
  }
}

function areDynamicsEqual(expected: string, actual: string, tolerance: Tolerance): boolean {
  const [a, b] = [parseJson(expected), parseJson(actual)];
  if (a === null || b === null) return false;
  const isText = [typeof a.value, typeof b.value].map((type) => type === "string");
  if (isText[0] === true && isText[1] === true && tolerance.ws === true) return String(a.value).trim() === String(b.value).trim();
  if (tolerance.looseDynamic === true && isText[0] !== isText[1]) return String(a.value) === String(b.value);
  return areJsonEqual(a.value, b.value, tolerance);
}

function areTextsEqual(expected: string, actual: string, tolerance: Tolerance): boolean {
  const folded = (text: string): string => text.replaceAll(/\s+/g, " ").trim();
  if (tolerance.ws === true && folded(expected) === folded(actual)) return true;
  const looksLikeJson = (text: string): boolean => /^\s*[[{]/.test(text);
  if (tolerance.jsonStrings !== true || !looksLikeJson(expected) || !looksLikeJson(actual)) return false;
  const [a, b] = [parseJson(expected), parseJson(actual)];
  return a !== null && b !== null && areJsonEqual(a.value, b.value, { ...tolerance, rounded: true });
}

function areWholesEqual(expected: string, actual: string, tolerance: Tolerance): boolean {
  const [x, y] = [Number(expected), Number(actual)];
  if (tolerance.bigIntLossy === true && expected.length > 15 && Math.abs(x - y) <= 1e-15 * Math.abs(x) + 512) return true;
  return tolerance.approx === true && areNumbersClose(expected, actual, true, undefined);
}

/** Whether an actual cell is the recorded one, as far as the recording tells. Both are canonical. */
export function isCellEqual(expected: CanonicalCell, actual: CanonicalCell, type: KqlType | undefined, tolerance: Tolerance): boolean {
  if (expected === actual) return true;
  if (expected === null || actual === null) {
    const other = expected ?? actual;
    return tolerance.nullIsEmpty === true && (other === "" || other === "null");
  }
  switch (type) {
    case "real":
    case "decimal": {
      const shown = tolerance.rounded === true ? (decimalsIn(expected) ?? 0) : undefined;
      return areNumbersClose(expected, actual, tolerance.approx === true, shown);
    }
    case "int":
    case "long":
      return areWholesEqual(expected, actual, tolerance);
    case "dynamic":
      return areDynamicsEqual(expected, actual, tolerance);
    case "datetime": {
      const length = tolerance.dtDigits ?? 23;
      return tolerance.rounded === true && expected.slice(0, length) === actual.slice(0, length);
    }
    case "string":
      return areTextsEqual(expected, actual, tolerance);
    case "bool":
    case "guid":
    case "timespan":
    case undefined:
      return false;
  }
}
