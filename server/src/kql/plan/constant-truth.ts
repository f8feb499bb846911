import type { Expr } from "./expr.ts";

/**
 * What a condition is for every row, where its constants alone decide that: `isnull(starttime) or TimeGenerated >= starttime`
 * after a call without `starttime`. Null where rows matter, or where the condition is of a kind that this does not look into.
 */
export function constantTruth(expr: Expr): boolean | null {
  if (expr.kind === "literal") return expr.type === "bool" && typeof expr.value === "boolean" ? expr.value : null;
  if (expr.kind !== "call") return null;
  const [first, second] = expr.args;
  switch (expr.name) {
    case "or":
      return joined(expr.args, true);
    case "and":
      return joined(expr.args, false);
    case "not": {
      const inner = first === undefined ? null : constantTruth(first);
      return inner === null ? null : !inner;
    }
    case "isnull":
      return first?.kind === "literal" && first.type !== "string" ? first.value === null : null;
    case "isnotnull":
      return first?.kind === "literal" && first.type !== "string" ? first.value !== null : null;
    case "isempty":
      return first?.kind === "literal" ? isEmptyValue(first.value) : null;
    case "isnotempty":
      return first?.kind === "literal" ? !isEmptyValue(first.value) : null;
    case "==":
    case "!=":
      return equality(first, second, expr.name === "==");
    default:
      return null;
  }
}

const isEmptyValue = (value: unknown): boolean => value === null || value === "";

/** One operand that decides is enough; otherwise all have to be known. */
function joined(parts: readonly Expr[], decides: boolean): boolean | null {
  const truths = parts.map(constantTruth);
  if (truths.includes(decides)) return decides;
  return truths.includes(null) ? null : !decides;
}

function equality(a: Expr | undefined, b: Expr | undefined, isEqual: boolean): boolean | null {
  if (a?.kind !== "literal" || b?.kind !== "literal" || a.type !== b.type || a.value === null || b.value === null) return null;
  return (a.value === b.value) === isEqual;
}
