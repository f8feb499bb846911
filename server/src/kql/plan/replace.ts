import type { Expr } from "./expr.ts";

/** The expression with some of its parts replaced, outer ones first; a part for which `replace` gives null stays. */
export function replaceExpr(expr: Expr, replace: (part: Expr) => Expr | null): Expr {
  const made = replace(expr);
  if (made !== null) return made;
  if (expr.kind === "membership") return { ...expr, operand: replaceExpr(expr.operand, replace) };
  if (expr.kind !== "call" || expr.args.length === 0) return expr;
  return { ...expr, args: expr.args.map((arg) => replaceExpr(arg, replace)) };
}
