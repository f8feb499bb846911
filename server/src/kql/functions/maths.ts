import type { KqlType } from "../../../contract/index.ts";
import type { Expr } from "../plan/expr.ts";
import { sql, type Sql } from "../sql/fragment.ts";
import { at, scalar, type ScalarFunction } from "./definition.ts";

const R = "real" as const;
const real = (name: string, template: (value: Sql) => Sql): ScalarFunction => scalar(name, [R], R, (a) => template(at(a, 0)));

const own = (exprs: readonly Expr[]): KqlType => exprs[0]?.type ?? "real";
const wholeOrOwn = (exprs: readonly Expr[]): KqlType => (exprs[0]?.type === "int" ? "long" : own(exprs));

/** A logarithm that answers outside of its domain as IEEE does, where DuckDB stops. */
const logarithm =
  (template: (value: Sql) => Sql) =>
  (v: Sql): Sql =>
    sql`(CASE WHEN ${v} > 0 THEN ${template(v)} WHEN ${v} = 0 THEN '-Infinity'::DOUBLE WHEN isnan(${v}) THEN ${v} END)`;

/** A function defined on [-1, 1]. */
const withinOne =
  (template: (value: Sql) => Sql) =>
  (v: Sql): Sql =>
    sql`(CASE WHEN abs(${v}) <= 1 THEN ${template(v)} WHEN ${v} IS NULL THEN NULL ELSE 'NaN'::DOUBLE END)`;

const bits = (name: string, template: (a: Sql, b: Sql) => Sql): ScalarFunction =>
  scalar(name, ["long", "long"], "long", (a) => template(at(a, 0), at(a, 1)));

/** The size of a number; that of the least 64-bit number has no place in 64 bits and stays as it is. */
const absolute = (a: readonly Sql[], exprs: readonly Expr[]): Sql =>
  own(exprs) === "real" || own(exprs) === "decimal" ? sql`abs(${at(a, 0)})` : sql`k_wrap(abs(${at(a, 0)}::HUGEINT))`;

/** Half away from zero. Whole numbers stay whole, and decimals exact. */
const rounded = (a: readonly Sql[], exprs: readonly Expr[]): Sql => {
  const places = a[1] ?? sql`0`;
  if (own(exprs) === "decimal") return sql`k_decimal_round(${at(a, 0)}, ${places})`;
  const made = sql`k_round(${at(a, 0)}::DOUBLE, ${places})`;
  return own(exprs) === "int" || own(exprs) === "long"
    ? sql`(CASE WHEN ${places} >= 0 THEN ${at(a, 0)} ELSE k_real_long(${made}) END)`
    : made;
};

export const MATH_FUNCTIONS: readonly ScalarFunction[] = [
  scalar("abs", ["any"], wholeOrOwn, absolute),
  scalar("sign", ["number"], R, (a) => sql`sign(${at(a, 0)})::DOUBLE`),
  scalar("round", ["number", "long?"], own, rounded),
  scalar("ceiling", ["number"], own, (a, exprs) =>
    exprs[0]?.type === "real" || exprs[0]?.type === "decimal" ? sql`ceil(${at(a, 0)})` : at(a, 0),
  ),
  real("sqrt", (v) => sql`(CASE WHEN ${v} < 0 THEN 'NaN'::DOUBLE ELSE sqrt(${v}) END)`),
  real("exp", (v) => sql`exp(${v})`),
  real("exp2", (v) => sql`pow(2, ${v})`),
  real("exp10", (v) => sql`pow(10, ${v})`),
  real(
    "log",
    logarithm((v) => sql`ln(${v})`),
  ),
  real(
    "log2",
    logarithm((v) => sql`log2(${v})`),
  ),
  real(
    "log10",
    logarithm((v) => sql`log10(${v})`),
  ),
  scalar("pow", [R, R], R, (a) => sql`pow(${at(a, 0)}, ${at(a, 1)})`),
  real("sin", (v) => sql`sin(${v})`),
  real("cos", (v) => sql`cos(${v})`),
  real("tan", (v) => sql`tan(${v})`),
  real("cot", (v) => sql`(CASE WHEN ${v} = 0 THEN 'Infinity'::DOUBLE ELSE cot(${v}) END)`),
  real(
    "asin",
    withinOne((v) => sql`asin(${v})`),
  ),
  real(
    "acos",
    withinOne((v) => sql`acos(${v})`),
  ),
  real("atan", (v) => sql`atan(${v})`),
  scalar("atan2", [R, R], R, (a) => sql`atan2(${at(a, 0)}, ${at(a, 1)})`),
  real("degrees", (v) => sql`degrees(${v})`),
  real("radians", (v) => sql`radians(${v})`),
  scalar("pi", [], R, () => sql`pi()`),
  scalar("isnan", [R], "bool", (a) => sql`coalesce(isnan(${at(a, 0)}), FALSE)`),
  scalar("isinf", [R], "bool", (a) => sql`coalesce(isinf(${at(a, 0)}), FALSE)`),
  scalar("isfinite", [R], "bool", (a) => sql`coalesce(isfinite(${at(a, 0)}), FALSE)`),
  real(
    "gamma",
    (v) => sql`(CASE WHEN ${v} = 0 THEN 'Infinity'::DOUBLE WHEN ${v} < 0 AND floor(${v}) = ${v} THEN 'NaN'::DOUBLE ELSE gamma(${v}) END)`,
  ),
  real("loggamma", (v) => sql`(CASE WHEN ${v} <= 0 AND floor(${v}) = ${v} THEN 'Infinity'::DOUBLE ELSE lgamma(${v}) END)`),
  bits("binary_and", (a, b) => sql`(${a} & ${b})`),
  bits("binary_or", (a, b) => sql`(${a} | ${b})`),
  bits("binary_xor", (a, b) => sql`xor(${a}, ${b})`),
  bits("binary_shift_left", (a, b) => sql`k_wrap(${a}::HUGEINT * pow(2, ${b} % 64)::HUGEINT)`),
  bits("binary_shift_right", (a, b) => sql`(${a} >> (${b} % 64))`),
  scalar("binary_not", ["long"], "long", (a) => sql`(~${at(a, 0)})`),
  scalar("bitset_count_ones", ["long"], "long", (a) => sql`bit_count(${at(a, 0)})::BIGINT`),
  scalar("rand", ["long?"], R, (a) => (a[0] === undefined ? sql`random()` : sql`floor(random() * ${a[0]})`)),
];
