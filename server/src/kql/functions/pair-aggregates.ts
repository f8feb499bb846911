import type { Expr } from "../plan/expr.ts";
import { sql, type Sql } from "../sql/fragment.ts";
import { argument } from "./aggregate-argument.ts";
import type { AggregateFunction, MadeAggregate } from "./aggregates.ts";
import { convert } from "./convert.ts";
import { at } from "./definition.ts";

/** How two columns vary together, over rows where both have a value: 0 for a single row of a sample, null for none. */
function covariance(of: (x: Sql, y: Sql) => Sql, args: readonly Expr[], hasCondition: boolean): MadeAggregate {
  const more = hasCondition ? [convert(argument(args, 2), "bool")] : [];
  return {
    type: "real",
    args: [convert(argument(args, 0), "real"), convert(argument(args, 1), "real"), ...more],
    render: (a) => {
      const side = (value: Sql): Sql => (hasCondition ? sql`CASE WHEN ${at(a, 2)} THEN ${value} END` : value);
      const [x, y] = [side(at(a, 0)), side(at(a, 1))];
      return sql`CASE WHEN regr_count(${y}, ${x}) = 1 THEN 0::DOUBLE ELSE ${of(y, x)} END`;
    },
  };
}

const sample = (y: Sql, x: Sql): Sql => sql`covar_samp(${y}, ${x})`;
const population = (y: Sql, x: Sql): Sql => sql`covar_pop(${y}, ${x})`;

/** All values of a column combined bit by bit; null over none. An `int` stays one. */
const bits = (name: "and" | "or" | "xor"): AggregateFunction => ({
  min: 1,
  max: 1,
  make: (args) => {
    const type = argument(args, 0).type === "int" ? "int" : "long";
    return {
      type,
      args: [convert(argument(args, 0), type)],
      render: (a) => (name === "and" ? sql`bit_and(${at(a, 0)})` : name === "or" ? sql`bit_or(${at(a, 0)})` : sql`bit_xor(${at(a, 0)})`),
    };
  },
});

const pair = (of: (x: Sql, y: Sql) => Sql, hasCondition: boolean): AggregateFunction => ({
  min: hasCondition ? 3 : 2,
  max: hasCondition ? 3 : 2,
  make: (args) => covariance(of, args, hasCondition),
});

export const PAIR_AGGREGATES: Readonly<Record<string, AggregateFunction>> = {
  covariance: pair(sample, false),
  covarianceif: pair(sample, true),
  covariancep: pair(population, false),
  covariancepif: pair(population, true),
  binary_all_and: bits("and"),
  binary_all_or: bits("or"),
  binary_all_xor: bits("xor"),
};
