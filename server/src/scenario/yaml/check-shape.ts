import type { z } from "zod";
import type { FindingList } from "../finding-list.ts";
import { nearestName, suggestName } from "../nearest-name.ts";
import { allowedAt } from "./allowed-at.ts";
import type { YamlPath, YamlSource } from "./yaml-source.ts";

/** The file's data as its schema types it, or null; every mismatch becomes a finding with a place and a fix. */
export function checkShape<T>(source: YamlSource, schema: z.ZodType<T>, findings: FindingList): T | null {
  const parsed = schema.safeParse(source.data);
  if (parsed.success) return parsed.data;
  const mistyped = mistypedKeys(source, schema, parsed.error.issues);
  for (const issue of parsed.error.issues) {
    const isConsequence = isMissing(source, issue) && mistyped.has(JSON.stringify(pathOf(issue)));
    if (!isConsequence) report(source, schema, issue, findings);
  }
  return null;
}

/** Paths of the keys that unknown keys were meant to be: that those are missing need not be said as well. */
function mistypedKeys(source: YamlSource, schema: z.ZodType, issues: readonly z.core.$ZodIssue[]): Set<string> {
  const meant = new Set<string>();
  for (const issue of issues) {
    if (issue.code !== "unrecognized_keys") continue;
    const path = pathOf(issue);
    for (const key of issue.keys) {
      const free = allowedAt(schema, path).keys.filter((candidate) => !hasKey(source.data, path, candidate));
      const nearest = nearestName(key, free);
      if (nearest !== null) meant.add(JSON.stringify([...path, nearest]));
    }
  }
  return meant;
}

function isMissing(source: YamlSource, issue: z.core.$ZodIssue): boolean {
  return (issue.code === "invalid_type" || issue.code === "invalid_value") && valueAt(source.data, pathOf(issue)) === undefined;
}

function pathOf(issue: z.core.$ZodIssue): YamlPath {
  return issue.path.filter((step) => typeof step !== "symbol");
}

function report(source: YamlSource, schema: z.ZodType, issue: z.core.$ZodIssue, findings: FindingList): void {
  const path = pathOf(issue);
  const where = describe(path);
  if (isMissing(source, issue)) {
    const parent = path.slice(0, -1);
    const message = `\`${String(path.at(-1) ?? "the file")}\` is missing ${describe(parent)}.`;
    findings.error(source.file, source.placeOf(parent), "scenario-missing-key", message, "Add it.");
    return;
  }
  switch (issue.code) {
    case "unrecognized_keys":
      for (const key of issue.keys) {
        const known = allowedAt(schema, path).keys.filter((candidate) => !hasKey(source.data, path, candidate));
        const place = source.placeOfKey([...path, key]);
        const isTornText = key.includes(" ") && valueAt(source.data, [...path, key]) === null;
        const fix = isTornText ? "Put the whole text in quotes: inside { }, a comma ends it." : suggestName(key, known);
        findings.error(source.file, place, "scenario-unknown-key", `\`${key}\` is not a key ${where}.`, fix);
      }
      return;
    case "invalid_type":
      wrongType(source, path, issue.expected, findings);
      return;
    case "invalid_value": {
      const found = valueAt(source.data, path);
      const values = issue.values.map(String);
      const typed = typeof found === "string" ? found : JSON.stringify(found);
      const message = `\`${typed}\` is not allowed ${where}.`;
      findings.error(source.file, source.placeOf(path), "scenario-bad-value", message, suggestName(typed, values));
      return;
    }
    case "invalid_union":
      wrongType(source, path, "text or number", findings);
      return;
    case "too_small":
    case "too_big":
    case "invalid_format":
    case "not_multiple_of":
    case "invalid_key":
    case "invalid_element":
    case "custom":
      findings.error(source.file, source.placeOf(path), "scenario-bad-value", `${sentence(issue)} ${where}.`, fixOf(issue));
  }
}

function wrongType(source: YamlSource, path: YamlPath, expected: string, findings: FindingList): void {
  const found = valueAt(source.data, path);
  const message = `${describe(path, true)} should be ${typeName(expected)}, but is ${typeName(nameOf(found))}.`;
  findings.error(source.file, source.placeOf(path), "scenario-wrong-type", message, typeFix(expected, found));
}

function typeFix(expected: string, found: unknown): string {
  if (expected === "string" && (typeof found === "number" || typeof found === "boolean")) return `Put it in quotes: "${String(found)}".`;
  if (expected === "array") return "Write a list: one line per item, each beginning with `- `.";
  if (expected === "number" && typeof found === "string") return "Write a bare number, without unit or quotes.";
  if (expected === "boolean") return "Write `true` or `false`.";
  return `Write ${typeName(expected)}.`;
}

function nameOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value;
}

function typeName(name: string): string {
  const names: Readonly<Record<string, string>> = {
    string: "a text",
    number: "a number",
    int: "a whole number",
    boolean: "true or false",
    array: "a list",
    object: "a group of keys",
    record: "a group of keys",
    null: "empty",
  };
  return names[name] ?? name;
}

function sentence(issue: z.core.$ZodIssue): string {
  return issue.message.replace(/\.$/, "");
}

function fixOf(issue: z.core.$ZodIssue): string | null {
  if (issue.code === "too_small") return `The least is ${String(issue.minimum)}.`;
  if (issue.code === "too_big") return `The most is ${String(issue.maximum)}.`;
  return null;
}

function describe(path: YamlPath, asSubject = false): string {
  if (path.length === 0) return asSubject ? "The file" : "here";
  const text = path.map((step, i) => (typeof step === "number" ? `[${step + 1}]` : i === 0 ? step : `.${step}`)).join("");
  return asSubject ? `\`${text}\`` : `in \`${text}\``;
}

function valueAt(data: unknown, path: YamlPath): unknown {
  let value = data;
  for (const step of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}

function hasKey(data: unknown, path: YamlPath, key: string): boolean {
  const parent = valueAt(data, path);
  return typeof parent === "object" && parent !== null && key in parent;
}
