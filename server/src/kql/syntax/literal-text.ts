import { parseDatetimeText } from "../values/datetime-text.ts";
import { parseTimespanText } from "../values/timespan-text.ts";
import { ticksOf } from "../values/ticks.ts";
import type { KqlType } from "../../../contract/index.ts";
import type { LiteralValue } from "./nodes.ts";

/** Inside of `name( … )`, or the text itself when there are no parentheses. */
function inner(text: string): string {
  const match = /^[a-z0-9]+\s*\(([\s\S]*)\)$/i.exec(text.trim());
  const body = (match?.[1] ?? text).trim();
  return /^(["']).*\1$/.test(body) ? body.slice(1, -1) : body;
}

const isNullText = (text: string): boolean => /^null$/i.test(text);

/** The number that a `long` or `int` literal writes, hexadecimal included. */
export function integerOf(text: string): LiteralValue {
  const body = inner(text);
  const match = /^([+-])?\s*(0x[0-9a-f]+|\d+)$/i.exec(body);
  if (match === null) return null;
  return (match[1] === "-" ? -1n : 1n) * BigInt(match[2] ?? "0");
}

export function realOf(text: string): LiteralValue {
  const body = inner(text);
  if (isNullText(body)) return null;
  if (/^nan$/i.test(body)) return Number.NaN;
  if (/^\+?inf(inity)?$/i.test(body)) return Number.POSITIVE_INFINITY;
  if (/^-inf(inity)?$/i.test(body)) return Number.NEGATIVE_INFINITY;
  const value = Number(body);
  return Number.isNaN(value) ? null : value;
}

export function decimalOf(text: string): LiteralValue {
  const body = inner(text);
  return isNullText(body) ? null : body;
}

export function guidOf(text: string): LiteralValue {
  const body = inner(text).toLowerCase().replaceAll(/[{}-]/g, "");
  if (!/^[0-9a-f]{32}$/.test(body)) return null;
  return [body.slice(0, 8), body.slice(8, 12), body.slice(12, 16), body.slice(16, 20), body.slice(20)].join("-");
}

export function booleanOf(text: string): LiteralValue {
  const body = inner(text).toLowerCase();
  if (body === "null") return null;
  return body === "true" || (/^[0-9]+$/.test(body) && Number(body) !== 0);
}

/** `2017 - 08 - 01` is a date like any other. */
const SPACED_DATE = /^(\d{4})\s*-\s*(\d{1,2})\s*-\s*(\d{1,2})/;

/** Ticks, `"now"` for `datetime()` of this moment, or null. */
export function datetimeOf(text: string): LiteralValue {
  const body = inner(text);
  const parts = body.split(",").map((part) => Number(part.trim()));
  if (parts.length >= 3 && parts.every(Number.isInteger)) {
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
    return ticksOf({ year, month, day, hour, minute, second, fraction: 0 });
  }
  return /^min$/i.test(body)
    ? 0n
    : /^max$/i.test(body)
      ? 3_155_378_975_999_999_999n
      : parseDatetimeText(body.replace(SPACED_DATE, "$1-$2-$3"));
}

export function timespanOf(text: string): LiteralValue {
  const body = inner(text);
  return /^min$/i.test(body) ? -(2n ** 63n) : /^max$/i.test(body) ? 2n ** 63n - 1n : parseTimespanText(body);
}

/** JSON of a `dynamic(…)` literal, or the text itself as a JSON string. */
function dynamicOf(text: string): LiteralValue {
  const body = /^dynamic\s*\(([\s\S]*)\)$/i.exec(text.trim())?.[1]?.trim() ?? text.trim();
  try {
    return JSON.stringify(JSON.parse(body));
  } catch {
    return JSON.stringify(body);
  }
}

const OF_TYPE: Readonly<Record<KqlType, (text: string) => LiteralValue>> = {
  bool: booleanOf,
  datetime: datetimeOf,
  decimal: decimalOf,
  dynamic: dynamicOf,
  guid: guidOf,
  int: integerOf,
  long: integerOf,
  real: realOf,
  string: (text) => (/^@?(["']).*\1$/s.test(text) ? text.replace(/^@/, "").slice(1, -1) : text),
  timespan: timespanOf,
};

/** The value of a literal of this type, with or without its `type( … )`; null when the text is not one. */
export const literalOf = (type: KqlType, text: string): LiteralValue => OF_TYPE[type](text);
