import type { Expr } from "../plan/expr.ts";

/** The nth argument of an aggregate; one that reads past its own least number is our mistake. */
export function argument(args: readonly Expr[], index: number): Expr {
  const found = args[index];
  if (found === undefined) throw new Error(`missing aggregate argument ${index}`);
  return found;
}
