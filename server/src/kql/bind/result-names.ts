import type { Expression } from "../syntax/nodes.ts";
import { resultNameRule } from "../syntax/function-names.ts";

/** The name a column gets when its expression has none of its own, or null for `Column1`, `Column2` … */
export function implicitName(node: Expression): string | null {
  if (node.kind === "name") return node.name;
  if (node.kind === "call") return callName(node.name, node.args);
  if (node.kind === "ordered") return implicitName(node.value);
  if (node.kind === "named") return node.names[0]?.name ?? null;
  if (node.kind === "path") {
    const target = implicitName(node.target);
    return target === null ? null : target === "$left" || target === "$right" ? node.member : `${target}_${node.member}`;
  }
  if (node.kind !== "element") return null;
  const target = implicitName(node.target);
  const { selector } = node;
  if (target === null || selector.kind !== "literal" || selector.value === null) return null;
  return `${target}_${String(selector.value)}`;
}

/** Microsoft's rule per function: `count_`, `sum_x`, the argument's own name, or none. */
function callName(name: string, args: readonly Expression[]): string | null {
  const rule = resultNameRule(name);
  if (rule === null) return null;
  const first = args[0] === undefined ? null : implicitName(args[0]);
  // Microsoft's parser names these after one column, its engine after both.
  if (name.startsWith("covariance")) return `${name}_${first ?? ""}_${(args[1] === undefined ? null : implicitName(args[1])) ?? ""}`;
  if (name.startsWith("percentiles") && name.includes("_array")) return `percentiles_${first ?? ""}`;
  switch (rule.kind) {
    case "prefix-and-argument":
      return `${rule.prefix}_${first ?? ""}`;
    case "prefix":
      return rule.prefix;
    case "argument":
      return first;
    case "argument-value":
      return args[0]?.kind === "literal" ? String(args[0].value) : first;
    case "none":
      return null;
  }
}

/** Makes names unique the way Kusto does: `x`, `x1`, `x2`. */
export class NamePool {
  readonly #taken: Set<string>;
  #unnamed = 0;

  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set(taken);
  }

  take(wanted: string): string {
    let name = wanted;
    for (let suffix = 1; this.#taken.has(name); suffix++) name = `${wanted}${suffix}`;
    this.#taken.add(name);
    return name;
  }

  /** `Column1` … */
  takeUnnamed(): string {
    for (;;) {
      this.#unnamed += 1;
      const name = `Column${this.#unnamed}`;
      if (!this.#taken.has(name)) {
        this.#taken.add(name);
        return name;
      }
    }
  }
}
