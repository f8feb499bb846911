import type { Expr } from "./expr.ts";

const sizes = new WeakMap<Expr, number>();

/**
 * Nodes of the expression as SQL spells it out. An argument that stands in two places counts twice, so that a handful of
 * functions in each other, each naming its parameter twice, may be billions. Relations of subqueries do not count.
 */
export function exprSize(expr: Expr): number {
  const known = sizes.get(expr);
  if (known !== undefined) return known;
  const parts = expr.kind === "call" ? expr.args : expr.kind === "membership" ? [expr.operand] : [];
  const size = parts.reduce((sum, part) => sum + exprSize(part), 1);
  sizes.set(expr, size);
  return size;
}
