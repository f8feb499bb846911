import { splitArray } from "../../values/json-text.ts";
import { fitting } from "./fitting.ts";
import { remembered } from "./remembered.ts";
import { asLong, asNumber, asText, script, type Scripted } from "./script.ts";
import type { SessionValue } from "../../session/session-function.ts";
import { realText } from "../../values/real-text.ts";

export const isArray = (json: SessionValue | undefined): json is string => typeof json === "string" && json.trim().startsWith("[");

export const printArray = (items: readonly string[]): string => `[${items.join(",")}]`;

/** Elements as JSON text, white space removed inside, so that equal values compare equal. */
export const elements = (json: SessionValue | undefined): string[] => (isArray(json) ? splitArray(json) : []);

const sameToken = (token: string): string => {
  const value: unknown = JSON.parse(token);
  return typeof value === "number" ? (Number.isSafeInteger(value) ? String(value) : token) : JSON.stringify(value);
};

/** The elements of an array as {@link sameToken} compares them. */
const comparable = remembered((json) => elements(json).map(sameToken));
const asSet = remembered((json) => new Set(comparable(json)));

const distinct = (items: readonly string[]): string[] => [...new Map(items.map((item) => [sameToken(item), item])).values()];

/** Numbers before text by value, nulls always last; arrays and bags keep their place. */
function compareTokens(a: string, b: string): number {
  const [x, y]: unknown[] = [JSON.parse(a), JSON.parse(b)];
  if (typeof x === "number" && typeof y === "number") return x - y;
  if (typeof x === "string" && typeof y === "string") return x < y ? -1 : x > y ? 1 : 0;
  return 0;
}

/** Numbers come before text, and text before everything else, in both directions. */
const rank = (token: string): number => (/^[-\d]/.test(token) ? 0 : token.startsWith('"') ? 1 : 2);

function sortOrder(tokens: readonly string[], isDescending: boolean, nullsLast: boolean): number[] {
  const order = tokens.map((_, index) => index);
  return order.sort((a, b) => {
    const [x, y] = [tokens[a] ?? "null", tokens[b] ?? "null"];
    if (x === "null" || y === "null") return x === y ? a - b : (x === "null") === nullsLast ? 1 : -1;
    const [kindOfX, kindOfY] = [rank(x), rank(y)];
    if (kindOfX !== kindOfY) return kindOfX - kindOfY;
    const compared = compareTokens(x, y);
    return (isDescending ? -compared : compared) || a - b;
  });
}

/** Sorts the first array and brings the others into the same order; the result is an array of them all, even of one. */
function sortArrays(isDescending: boolean): (...args: readonly SessionValue[]) => SessionValue {
  return (list) => {
    const given = splitArray(asText(list));
    const last = given.at(-1);
    const flag = last === "true" || last === "false" ? last === "true" : true;
    const arrays = (last === "true" || last === "false" ? given.slice(0, -1) : given).map((json) =>
      isArray(json) ? splitArray(json) : null,
    );
    const [first] = arrays;
    if (first === undefined || first === null) return printArray(arrays.map(() => "null"));
    const order = sortOrder(first, isDescending, flag);
    const sorted = arrays.map((array) =>
      array === null || array.length !== first.length ? "null" : printArray(order.map((index) => array[index] ?? "null")),
    );
    return printArray(sorted);
  };
}

function slice(json: SessionValue, from: SessionValue, to: SessionValue): string | null {
  if (!isArray(json)) return null;
  const items = elements(json);
  const place = (index: number): number => (index < 0 ? Math.max(items.length + index, 0) : index);
  return printArray(items.slice(place(asNumber(from)), place(asNumber(to)) + 1));
}

function shift(json: SessionValue, by: SessionValue, fill: SessionValue | undefined, direction: 1 | -1): string | null {
  if (!isArray(json)) return null;
  const items = elements(json);
  const offset = asNumber(by) * direction;
  const filler = fill === null || fill === undefined ? "null" : asText(fill);
  return printArray(items.map((_, index) => items[index + offset] ?? filler));
}

function rotate(json: SessionValue, by: SessionValue, direction: 1 | -1): string | null {
  if (!isArray(json)) return null;
  const items = elements(json);
  const offset = asNumber(by) * direction;
  return printArray(items.map((_, index) => items[(((index + offset) % items.length) + items.length) % items.length] ?? "null"));
}

function split(json: SessionValue, at: SessionValue): string | null {
  if (!isArray(json)) return null;
  const items = elements(json);
  const points = isArray(at) ? elements(at).map(Number) : [Number(asText(at))];
  const ends = points.map((point) => (point < 0 ? Math.max(items.length + point, 0) : Math.min(point, items.length)));
  const parts: string[] = [];
  let start = 0;
  for (const end of [...ends, items.length]) {
    parts.push(printArray(items.slice(start, Math.max(start, end))));
    start = Math.max(start, end);
  }
  return printArray(parts);
}

function choose(conditions: SessionValue, yes: SessionValue, no: SessionValue): string | null {
  if (!isArray(conditions)) return null;
  const pick = (json: SessionValue, index: number): string => (isArray(json) ? (elements(json)[index] ?? "null") : asText(json));
  return printArray(
    elements(conditions).map((condition, index) => {
      const truth: unknown = JSON.parse(condition);
      if (truth === null) return "null";
      return pick(truth === true || (typeof truth === "number" && truth !== 0) ? yes : no, index);
    }),
  );
}

function indexOf(
  json: SessionValue,
  wanted: SessionValue,
  start?: SessionValue,
  length?: SessionValue,
  occurrence?: SessionValue,
): bigint | null {
  if (!isArray(json)) return null;
  const items = comparable(asText(json));
  const sought = sameToken(asText(wanted));
  const from = asNumber(start ?? null, 0);
  const first = from < 0 ? Math.max(items.length + from, 0) : from;
  const size = asNumber(length ?? null, -1);
  let left = asNumber(occurrence ?? null, 1);
  const end = size < 0 ? items.length : Math.min(items.length, first + size);
  for (let index = first; index < end; index++) if (items[index] === sought && --left === 0) return BigInt(index);
  return -1n;
}

function sum(json: SessionValue): number | null {
  const numbers = elements(json).map((token): unknown => JSON.parse(token));
  if (numbers.length === 0 || !numbers.every((value) => typeof value === "number" || value === null)) return null;
  return numbers.reduce((total: number, value) => total + (value ?? 0), 0);
}

function numberRange(from: SessionValue, to: SessionValue, step: SessionValue): string | null {
  const [a, b, by]: unknown[] = [asText(from), asText(to), step === null ? "1" : asText(step)].map((token): unknown => JSON.parse(token));
  if (typeof a !== "number" || typeof b !== "number" || typeof by !== "number" || by === 0) return null;
  const items: string[] = [];
  const isWhole = [a, b, by].every(Number.isInteger);
  for (let index = 0; index < 1_048_576; index++) {
    const value = a + index * by;
    if (by > 0 ? value > b : value < b) break;
    items.push(isWhole ? String(value) : realText(value));
  }
  return printArray(items);
}

function union(lists: SessionValue): string | null {
  const arrays = splitArray(asText(lists));
  if (!arrays.every(isArray)) return null;
  return printArray(distinct(arrays.flatMap(elements)));
}

function intersect(lists: SessionValue): string | null {
  const arrays = splitArray(asText(lists));
  const [first, ...rest] = arrays;
  if (first === undefined || !arrays.every(isArray)) return null;
  const sets = rest.map(asSet);
  return printArray(distinct(elements(first)).filter((item) => sets.every((set) => set.has(sameToken(item)))));
}

function difference(lists: SessionValue): string | null {
  const [first, ...rest] = splitArray(asText(lists));
  if (!isArray(first)) return null;
  const gone = new Set(rest.flatMap(elements).map(sameToken));
  return printArray(distinct(elements(first)).filter((item) => !gone.has(sameToken(item))));
}

function jaccard(a: SessionValue, b: SessionValue): number | null {
  const [x, y] = [new Set(elements(a).map(sameToken)), new Set(elements(b).map(sameToken))];
  const all = new Set([...x, ...y]);
  return all.size === 0 ? Number.NaN : [...x].filter((item) => y.has(item)).length / all.size;
}

function zip(lists: SessionValue): string {
  const arrays = splitArray(asText(lists)).map((json) => (isArray(json) ? elements(json) : [json]));
  const length = Math.max(0, ...arrays.map((array) => array.length));
  return printArray(Array.from({ length }, (_, index) => printArray(arrays.map((array) => array[index] ?? "null"))));
}

const D = "dynamic" as const;

function joined(json: SessionValue | undefined, delimiter: SessionValue | undefined): string {
  return elements(json)
    .map((token) => {
      const value: unknown = JSON.parse(token);
      return typeof value === "string" ? value : value === null ? "" : token;
    })
    .join(asText(delimiter));
}

function repeat(token: string, count: number): string {
  fitting((token.length + 1) * count, "repeat");
  return printArray(Array.from({ length: count }, () => token));
}

export const ARRAY_SCRIPTS: readonly Scripted[] = [
  script("array_concat", ["dynamic*"], D, (lists) => {
    const arrays = splitArray(asText(lists));
    return arrays.some((json) => json !== "null" && !isArray(json)) || arrays.every((json) => json === "null")
      ? null
      : printArray(arrays.flatMap(elements));
  }),
  script("array_slice", [D, "long", "long"], D, slice),
  script("array_reverse", [D], D, (json) => (isArray(json) ? printArray(elements(json).toReversed()) : null)),
  script("array_rotate_left", [D, "long"], D, (json, by) => rotate(json ?? null, by ?? null, 1)),
  script("array_rotate_right", [D, "long"], D, (json, by) => rotate(json ?? null, by ?? null, -1)),
  script("array_shift_left", [D, "long", "dynamic?"], D, (json, by, fill) => shift(json ?? null, by ?? null, fill, 1)),
  script("array_shift_right", [D, "long", "dynamic?"], D, (json, by, fill) => shift(json ?? null, by ?? null, fill, -1)),
  script("array_split", [D, D], D, (json, at) => split(json ?? null, at ?? null)),
  script("array_iff", [D, D, D], D, (test, yes, no) => choose(test ?? null, yes ?? null, no ?? null), false),
  script("array_iif", [D, D, D], D, (test, yes, no) => choose(test ?? null, yes ?? null, no ?? null), false),
  script("array_index_of", [D, D, "long?", "long?", "long?"], "long", indexOf),
  script("array_sum", [D], "real", (json) => sum(json ?? null)),
  script("array_sort_asc", ["dynamic*"], D, sortArrays(false)),
  script("array_sort_desc", ["dynamic*"], D, sortArrays(true)),
  script("range", [D, D, "dynamic?"], D, (from, to, step) => numberRange(from ?? null, to ?? null, step ?? null)),
  script("repeat", [D, "long"], D, (value, count) => (asLong(count) < 0n ? null : repeat(asText(value) || "null", asNumber(count))), false),
  script("set_union", ["dynamic*"], D, (lists) => union(lists ?? null)),
  script("set_intersect", ["dynamic*"], D, (lists) => intersect(lists ?? null)),
  script("set_difference", ["dynamic*"], D, (lists) => difference(lists ?? null)),
  script("set_has_element", [D, D], "bool", (json, item) => (isArray(json) ? asSet(json).has(sameToken(asText(item))) : null)),
  script(
    "set_equals",
    [D, D],
    "bool",
    (a, b) => [...new Set(elements(a).map(sameToken))].toSorted().join() === [...new Set(elements(b).map(sameToken))].toSorted().join(),
  ),
  script("jaccard_index", [D, D], "real", (a, b) => jaccard(a ?? null, b ?? null)),
  script("zip", ["dynamic*"], D, (lists) => zip(lists ?? null)),
  script("array_strcat", [D, "string"], "string", joined),
  script("strcat_array", [D, "string"], "string", joined),
];
