import type { KqlType } from "../../../../contract/index.ts";
import { at } from "../../functions/definition.ts";
import type { Expr } from "../../plan/expr.ts";
import { sql, type Sql } from "../../sql/fragment.ts";

interface Ranked {
  /** The key in a type that has values beyond all of the key's own. */
  readonly as: (key: Sql) => Sql;
  readonly below: Sql;
  readonly above: Sql;
}

/** Ticks and longs use all of their 64 bits. */
const IN_128_BITS: Ranked = {
  as: (key) => sql`${key}::HUGEINT`,
  below: sql`(-18446744073709551616)::HUGEINT`,
  above: sql`18446744073709551616::HUGEINT`,
};

/** Where a row without a key stands for `arg_max` and `arg_min`: behind all others, so that it is taken only where no row has one. */
const RANKED: Readonly<Partial<Record<KqlType, Ranked>>> = {
  bool: { as: (key) => sql`${key}::INTEGER`, below: sql`(-1)::INTEGER`, above: sql`2::INTEGER` },
  int: { as: (key) => sql`${key}::BIGINT`, below: sql`(-4294967296)::BIGINT`, above: sql`4294967296::BIGINT` },
  // Instants end long before the 64 bits do.
  datetime: { as: (key) => key, below: sql`(-9223372036854775808)::BIGINT`, above: sql`9223372036854775807::BIGINT` },
  timespan: IN_128_BITS,
  long: IN_128_BITS,
};

/** The value, null or not, in the row whose key is extreme; in some row of those without a key when none has one. */
export function valueAtExtreme(key: Expr, isMax: boolean, a: readonly Sql[]): Sql {
  const [value, by] = [at(a, 0), at(a, 1)];
  // Text is never null.
  if (key.type === "string") return isMax ? sql`arg_max_null(${value}, ${by})` : sql`arg_min_null(${value}, ${by})`;
  const ranked = RANKED[key.type];
  if (ranked !== undefined)
    return isMax
      ? sql`arg_max_null(${value}, coalesce(${ranked.as(by)}, ${ranked.below}))`
      : sql`arg_min_null(${value}, coalesce(${ranked.as(by)}, ${ranked.above}))`;
  // No value lies beyond these. A struct keeps a null value of the chosen row from being skipped for another row's.
  const least = key.type === "real" ? sql`CASE WHEN isnan(${by}) THEN '-Infinity'::DOUBLE ELSE ${by} END` : by;
  const chosen = isMax ? sql`arg_max({v: ${value}}, ${by})` : sql`arg_min({v: ${value}}, ${least})`;
  return sql`coalesce(${chosen}, first({v: ${value}})).v`;
}

/** The extreme key itself. */
export function extremeKey(key: Expr, isMax: boolean, a: readonly Sql[]): Sql {
  if (key.type === "real") return valueAtExtreme(key, isMax, a);
  return isMax ? sql`max(${at(a, 0)})` : sql`min(${at(a, 0)})`;
}
