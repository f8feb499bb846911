import type { SessionFunction, SessionType, SessionValue } from "./session-function.ts";
import { SCRIPTED } from "../functions/script/index.ts";
import { parseDatetimeText } from "../values/datetime-text.ts";
import { parseTimespanText } from "../values/timespan-text.ts";
import { ipRange } from "../values/ip-range.ts";
import { runAlgorithm } from "../algorithms/index.ts";
import { parseKeyValues, type KeyValueSettings } from "../values/key-value-text.ts";
import { realText } from "../values/real-text.ts";
import { decimalProduct, decimalQuotient, decimalRounded, decimalWithin } from "../values/decimal-text.ts";
import { splitArray, splitObject } from "../values/json-text.ts";

/** A function whose result is null when an argument is. */
function strict(
  name: string,
  parameters: readonly SessionType[],
  returns: SessionType,
  run: (...args: readonly string[]) => SessionValue,
): SessionFunction {
  return { name, parameters, returns, run: (...args) => (args.includes(null) ? null : run(...args.map(String))) };
}

function hexLong(text: string): bigint | null {
  const match = /^\s*0x([0-9a-f]{1,16})\s*$/i.exec(text);
  return match === null ? null : BigInt.asIntN(64, BigInt(`0x${match[1] ?? "0"}`));
}

const inRange = (ticks: bigint | null): bigint | null =>
  ticks === null || ticks < 0n || ticks > 3_155_378_975_999_999_999n ? null : ticks;

const parse = (text: string): unknown => JSON.parse(text) as unknown;

function isJson(text: string): boolean {
  try {
    parse(text);
    return true;
  } catch {
    return false;
  }
}

function pack(keys: string, values: string): string {
  const names = parse(keys) as readonly string[];
  const items = splitArray(values);
  const pairs = new Map<string, string>();
  for (const [index, name] of names.entries()) if (!pairs.has(name)) pairs.set(name, items[index] ?? "null");
  return printPairs(pairs);
}

const printPairs = (pairs: ReadonlyMap<string, string>): string =>
  `{${[...pairs].map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(",")}}`;

function mergeBags(list: string): string {
  const pairs = new Map<string, string>();
  for (const bag of splitArray(list)) for (const [key, value] of splitObject(bag)) if (!pairs.has(key)) pairs.set(key, value);
  return printPairs(pairs);
}

function withoutEmpty(bag: string): string {
  return printPairs(new Map(splitObject(bag).filter(([, value]) => value !== "null" && value !== '""')));
}

/** Kusto's own limit for the length of an array. */
const SERIES_LENGTH_MAX = 1_048_576n;

/** An array of so many places, numbered from `first`; values stand at theirs, the rest holds the fallback. */
function series(places: string, values: string, fallback: string, first: number, count: number): string {
  const points = Array.from({ length: count }, () => fallback);
  const items = splitArray(values);
  for (const [index, place] of splitArray(places).entries()) points[Number(place) - first] = items[index] ?? "null";
  return `[${points.join(",")}]`;
}

/** @throws Error with the refusal's sentence, before anything of that length is made. */
function seriesLength(count: string): bigint {
  if (BigInt(count) > SERIES_LENGTH_MAX)
    throw new Error(
      "[refused: A series has at most 1,048,576 points; this `make-series` asks for more. Take a longer step, or a shorter range.]",
    );
  return BigInt(count);
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sortKeys(inner)]),
  );
}

/** The number that a dynamic value holds or writes; arrays and bags hold none. */
const numberIn = (value: unknown): number => (typeof value === "object" || value === "" ? Number.NaN : Number(value));

/** Whole numbers are computed to the last digit and wrap at 64 bits; division by zero gives null. */
function wholeArithmetic(operator: string, a: bigint, b: bigint): bigint | null {
  if (operator === "+") return BigInt.asIntN(64, a + b);
  if (operator === "-") return BigInt.asIntN(64, a - b);
  if (operator === "*") return BigInt.asIntN(64, a * b);
  if (b === 0n) return null;
  if (operator === "/") return BigInt.asIntN(64, a / b);
  const rest = a % b;
  return rest < 0n ? rest + (b < 0n ? -b : b) : rest;
}

function arithmetic(operator: string, left: string, right: string): string | null {
  if (/^-?\d+$/.test(left) && /^-?\d+$/.test(right)) return wholeArithmetic(operator, BigInt(left), BigInt(right))?.toString() ?? null;
  const [a, b] = [left, right].map((side) => numberIn(parse(side))) as [number, number];
  const made =
    operator === "+" ? a + b : operator === "-" ? a - b : operator === "*" ? a * b : operator === "/" ? a / b : a - Math.floor(a / b) * b;
  return Number.isFinite(made) ? realText(made) : null;
}

const INTERNAL: readonly SessionFunction[] = [
  strict("js_text_datetime", ["text"], "long", (text) => inRange(parseDatetimeText(text))),
  strict("js_text_timespan", ["text"], "long", (text) => parseTimespanText(text)),
  strict("js_hex_long", ["text"], "long", hexLong),
  strict("js_real_text", ["real"], "text", (value) => realText(Number(value))),
  strict("js_decimal_within", ["text"], "text", decimalWithin),
  strict("js_decimal_product", ["text", "text"], "text", decimalProduct),
  strict("js_decimal_quotient", ["text", "text"], "text", decimalQuotient),
  strict("js_decimal_rounded", ["text", "long"], "text", (text, places) => decimalRounded(text, Number(places))),
  strict("js_is_json", ["text"], "bool", isJson),
  strict("js_pack", ["text", "text"], "text", pack),
  strict("js_merge_bags", ["text"], "text", mergeBags),
  strict("js_without_empty", ["text"], "text", withoutEmpty),
  strict("js_dynamic_arithmetic", ["text", "text", "text"], "text", arithmetic),
  strict("js_parse_kv", ["text", "text", "text"], "text", (text, keys, settings) => {
    const found = parseKeyValues(text, parse(keys) as readonly string[], parse(settings) as KeyValueSettings);
    return JSON.stringify(Object.fromEntries(found));
  }),
  {
    name: "js_series",
    parameters: ["text", "text", "text", "long", "long"],
    returns: "text",
    run: (places, values, fallback, first, count) =>
      series(String(places ?? "[]"), String(values ?? "[]"), String(fallback), Number(first ?? 0), Number(count ?? 0)),
  },
  strict("js_series_length", ["long"], "long", seriesLength),
  strict("js_ip_low", ["text", "bool"], "text", (text, onlyV4) => ipRange(text, onlyV4 === "true")?.low ?? null),
  strict("js_ip_high", ["text", "bool"], "text", (text, onlyV4) => ipRange(text, onlyV4 === "true")?.high ?? null),
  strict("js_plugin", ["text", "text", "text"], "text", runAlgorithm),
  strict("js_canonical_json", ["text"], "text", (text) => JSON.stringify(sortKeys(parse(text)))),
];

/** What a query session registers before it runs translated statements. */
export const SESSION_FUNCTIONS: readonly SessionFunction[] = [...INTERNAL, ...SCRIPTED.map((scripted) => scripted.session)];
