import type { Expr } from "../plan/expr.ts";
import { sql, type Sql } from "../sql/fragment.ts";
import { at, scalar, type ScalarFunction } from "./definition.ts";

/** `isnull` of text is always false: Kusto has no null string. */
const isNull = (args: readonly Sql[], exprs: readonly Expr[]): Sql =>
  exprs[0]?.type === "string" ? sql`FALSE` : sql`(${at(args, 0)} IS NULL)`;
const isNotNull = (args: readonly Sql[], exprs: readonly Expr[]): Sql =>
  exprs[0]?.type === "string" ? sql`TRUE` : sql`(${at(args, 0)} IS NOT NULL)`;
const isEmpty = (args: readonly Sql[], exprs: readonly Expr[]): Sql => {
  const type = exprs[0]?.type;
  if (type === "string") return sql`(${at(args, 0)} = '')`;
  return type === "dynamic" ? sql`(k_dynamic_text(${at(args, 0)}) = '')` : sql`(${at(args, 0)} IS NULL)`;
};
const isNotEmpty = (args: readonly Sql[], exprs: readonly Expr[]): Sql => {
  const type = exprs[0]?.type;
  if (type === "string") return sql`(${at(args, 0)} <> '')`;
  return type === "dynamic" ? sql`(k_dynamic_text(${at(args, 0)}) <> '')` : sql`(${at(args, 0)} IS NOT NULL)`;
};

/** `iff`, `case` and `coalesce` are bound specially, because their branches share one type; these are tests of a single value. */
export const CONDITIONAL_FUNCTIONS: readonly ScalarFunction[] = [
  scalar("isnull", ["any"], "bool", isNull),
  scalar("isnotnull", ["any"], "bool", isNotNull),
  scalar("notnull", ["any"], "bool", isNotNull),
  scalar("isempty", ["any"], "bool", isEmpty),
  scalar("isnotempty", ["any"], "bool", isNotEmpty),
  scalar("notempty", ["any"], "bool", isNotEmpty),
  scalar("not", ["bool"], "bool", (args) => sql`(NOT ${at(args, 0)})`),
];
