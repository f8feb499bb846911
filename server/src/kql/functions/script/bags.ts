import { splitArray, splitObject } from "../../values/json-text.ts";
import type { SessionValue } from "../../session/session-function.ts";
import { elements, isArray, printArray } from "./arrays.ts";
import { asText, script, type Scripted } from "./script.ts";

const D = "dynamic" as const;

const isBag = (json: SessionValue | undefined): json is string => typeof json === "string" && json.trim().startsWith("{");

type Pairs = ReadonlyMap<string, string>;
const pairsOf = (json: SessionValue | undefined): Map<string, string> => new Map(isBag(json) ? splitObject(json) : []);
const printBag = (pairs: Pairs): string => `{${[...pairs].map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(",")}}`;

function merge(list: SessionValue): string | null {
  const bags = splitArray(asText(list));
  if (bags.some((bag) => bag !== "null" && !isBag(bag)) || bags.every((bag) => bag === "null")) return null;
  const merged = new Map<string, string>();
  for (const bag of bags) for (const [key, value] of pairsOf(bag)) if (!merged.has(key)) merged.set(key, value);
  return printBag(merged);
}

function keysNamed(json: SessionValue | undefined): string[] {
  return elements(json).flatMap((token) => {
    const value: unknown = JSON.parse(token);
    return typeof value === "string" ? [value] : [];
  });
}

/** Removes a key, or the value at a JSON path such as `$.a.b`. */
function removeKeys(json: SessionValue | undefined, keys: SessionValue | undefined): string | null {
  if (!isBag(json)) return null;
  let pairs = pairsOf(json);
  for (const key of keysNamed(keys)) pairs = removePath(pairs, key.startsWith("$.") ? key.slice(2).split(".") : [key]);
  return printBag(pairs);
}

function removePath(pairs: Map<string, string>, [first, ...rest]: readonly string[]): Map<string, string> {
  if (first === undefined) return pairs;
  const copy = new Map(pairs);
  const inner = copy.get(first);
  if (rest.length === 0) copy.delete(first);
  else if (isBag(inner)) copy.set(first, printBag(removePath(pairsOf(inner), rest)));
  return copy;
}

function setPath(pairs: Map<string, string>, [first, ...rest]: readonly string[], value: string): Map<string, string> {
  const copy = new Map(pairs);
  if (first === undefined) return copy;
  copy.set(first, rest.length === 0 ? value : printBag(setPath(pairsOf(copy.get(first)), rest, value)));
  return copy;
}

const pathOf = (key: string): string[] => (key.startsWith("$.") ? key.slice(2).split(".") : [key]);

function hasPath(json: SessionValue | undefined, [first, ...rest]: readonly string[]): boolean {
  const found = first === undefined ? undefined : pairsOf(json).get(first);
  return found !== undefined && (rest.length === 0 || hasPath(found, rest));
}

function bagZip(keys: SessionValue | undefined, values: SessionValue | undefined): string | null {
  if (!isArray(keys)) return null;
  const items = elements(values);
  const pairs = new Map<string, string>();
  for (const [index, token] of elements(keys).entries()) {
    const key: unknown = JSON.parse(token);
    if (typeof key === "string" && !pairs.has(key)) pairs.set(key, items[index] ?? "null");
  }
  return printBag(pairs);
}

/** Every path in a value: `["['a']","['a']['b']"]`. */
function treePaths(json: SessionValue | undefined): string | null {
  const paths: string[] = [];
  const walk = (token: string, path: string): void => {
    if (isBag(token))
      for (const [key, value] of pairsOf(token)) {
        paths.push(`${path}['${key}']`);
        walk(value, `${path}['${key}']`);
      }
    else if (isArray(token) && token !== "[]") {
      paths.push(`${path}[0]`);
      for (const item of elements(token)) walk(item, `${path}[0]`);
    }
  };
  if (!isBag(json) && !isArray(json)) return null;
  walk(json, "");
  return printArray([...new Set(paths)].map((path) => JSON.stringify(path)));
}

export const BAG_SCRIPTS: readonly Scripted[] = [
  script("bag_keys", [D], D, (json) => (isBag(json) ? printArray([...pairsOf(json).keys()].map((key) => JSON.stringify(key))) : null)),
  script("bag_merge", ["dynamic*"], D, (list) => merge(list ?? null)),
  script("bag_remove_keys", [D, D], D, removeKeys),
  script("bag_has_key", [D, "string"], "bool", (json, key) => (isBag(json) ? hasPath(json, pathOf(asText(key))) : null)),
  script("bag_set_key", [D, "string", D], D, (json, key, value) =>
    isBag(json) ? printBag(setPath(pairsOf(json), pathOf(asText(key)), asText(value) || "null")) : null,
  ),
  script("bag_zip", [D, D], D, bagZip),
  script("treepath", [D], D, treePaths),
];
