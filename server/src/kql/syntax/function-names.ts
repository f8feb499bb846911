import { listOf } from "./vendor.ts";

export interface ResultNameRule {
  readonly kind: "none" | "prefix" | "prefix-and-argument" | "argument" | "argument-value";
  readonly prefix: string;
}

const rules = new Map<string, ResultNameRule>();

function ruleOf(kind: number, name: string, prefix: string | null): ResultNameRule {
  switch (kind) {
    case 1:
      return { kind: "prefix-and-argument", prefix: name };
    case 2:
      return { kind: "prefix-and-argument", prefix: name };
    case 3:
    case 4:
      return { kind: "prefix-and-argument", prefix: prefix ?? name };
    case 5:
      return { kind: "argument-value", prefix: "" };
    case 6:
      return { kind: "prefix", prefix: prefix ?? name };
    case 7:
    case 8:
      return { kind: "argument", prefix: "" };
    default:
      return { kind: "none", prefix: "" };
  }
}

function load(): void {
  for (const found of listOf(Kusto.Language.Functions.All))
    rules.set(found.Name ?? "", ruleOf(found.ResultNameKind, found.Name ?? "", found.ResultNamePrefix));
  for (const found of listOf(Kusto.Language.Aggregates.All))
    rules.set(found.Name ?? "", ruleOf(found.ResultNameKind, found.Name ?? "", found.ResultNamePrefix));
}

/** How Kusto names the result of this built-in function; null for functions that it does not know. */
export function resultNameRule(name: string): ResultNameRule | null {
  if (rules.size === 0) load();
  return rules.get(name) ?? null;
}

/** Every built-in function and aggregate that the parser knows. */
export function builtInNames(): Iterable<string> {
  if (rules.size === 0) load();
  return rules.keys();
}

/** The parser's built-ins, apart: functions of values, and aggregates. */
export function namesByKind(): { readonly functions: readonly string[]; readonly aggregates: readonly string[] } {
  return {
    functions: listOf(Kusto.Language.Functions.All).flatMap((found) => found.Name ?? []),
    aggregates: listOf(Kusto.Language.Aggregates.All).flatMap((found) => found.Name ?? []),
  };
}

/** Every plugin of `evaluate` that the parser knows. */
export function pluginNames(): string[] {
  return listOf(Kusto.Language.PlugIns.All).flatMap((found) => found.Name ?? []);
}
