import { asDynamic, convert, fromDynamic } from "./convert.ts";
import type { AggregateFunction, MadeAggregate } from "./aggregates.ts";
import { at } from "./definition.ts";
import type { Expr } from "../plan/expr.ts";
import { joinSql, sql, type Sql } from "../sql/fragment.ts";
import { argument } from "./aggregate-argument.ts";

const define = (min: number, max: number, make: AggregateFunction["make"]): AggregateFunction => ({ min, max, make });

/** A digest keeps every value with its weight, as JSON; `percentile_tdigest` and its kin read it. */
function digest(value: Expr, weight: Expr | null): MadeAggregate {
  const args = [asDynamic(value), ...(weight === null ? [] : [convert(weight, "real")])];
  return {
    type: "dynamic",
    args,
    render: (a) => {
      const pair = weight === null ? sql`json_array(${at(a, 0)}, 1)` : sql`json_array(${at(a, 0)}, ${at(a, 1)})`;
      return sql`js_digest_of_pairs(k_join_json(coalesce(list(${pair}) FILTER (WHERE ${at(a, 0)} IS NOT NULL), []))::VARCHAR)::JSON`;
    },
  };
}

const mergedDigests = (value: Expr): MadeAggregate => ({
  type: "dynamic",
  args: [asDynamic(value)],
  render: (a) =>
    sql`js_digest_of_pairs(k_join_json(flatten(coalesce(list(from_json(${at(a, 0)}, '["JSON"]')) FILTER (WHERE ${at(a, 0)} IS NOT NULL), [])))::VARCHAR)::JSON`,
});

/** The set of the values' hashes: exact, where Kusto keeps registers that estimate its size. */
function hyperLogLog(value: Expr, condition: Expr | null): MadeAggregate {
  const args = [value, ...(condition === null ? [] : [convert(condition, "bool")])];
  return {
    type: "dynamic",
    args,
    render: (a) => {
      const wanted = condition === null ? sql`${at(a, 0)} IS NOT NULL` : sql`${at(a, 1)} AND ${at(a, 0)} IS NOT NULL`;
      return sql`to_json(list_sort(coalesce(list(DISTINCT hash(${at(a, 0)})::VARCHAR) FILTER (WHERE ${wanted}), [])))`;
    },
  };
}

const mergedSets = (value: Expr): MadeAggregate => ({
  type: "dynamic",
  args: [asDynamic(value)],
  render: (a) =>
    sql`to_json(list_sort(list_distinct(flatten(coalesce(list(from_json(${at(a, 0)}, '["VARCHAR"]')) FILTER (WHERE ${at(a, 0)} IS NOT NULL), [])))))`,
});

/** Percentile of values that count as often as their weights say. */
export function weightedPercentile(value: Expr, weight: Expr, rank: Expr): MadeAggregate {
  const type = value.type === "int" ? "long" : value.type === "dynamic" ? "real" : value.type;
  const made = digest(convert(value, type), weight);
  return {
    type,
    args: [...made.args, convert(rank, "real")],
    render: (a, order) => fromDynamic(type, sql`js_digest_percentile(${made.render(a.slice(0, 2), order)}::VARCHAR, ${at(a, 2)})::JSON`),
  };
}

/** Percentiles of several ranks, or of one array of them, as an array; without weights each value counts once. */
export function weightedPercentiles(value: Expr, weight: Expr | null, ranks: readonly Expr[]): MadeAggregate {
  const made = digest(value, weight);
  const [only] = ranks;
  const isArray = ranks.length === 1 && only?.type === "dynamic";
  return {
    type: "dynamic",
    args: [...made.args, ...ranks.map((rank) => (isArray ? rank : convert(rank, "real")))],
    render: (a, order) => {
      const own = made.args.length;
      const wanted: Sql = isArray ? sql`any_value(${at(a, own)})` : sql`to_json([${joinSql(a.slice(own), ", ")}])`;
      return sql`js_digest_percentiles(${made.render(a.slice(0, own), order)}::VARCHAR, ${wanted}::VARCHAR)::JSON`;
    },
  };
}

/** Aggregates whose result other aggregates and functions take further: digests, sketches and schemas. */
export const SKETCH_AGGREGATES: Readonly<Record<string, AggregateFunction>> = {
  tdigest: define(1, 2, (args) => digest(argument(args, 0), args[1] ?? null)),
  tdigest_merge: define(1, 1, (args) => mergedDigests(argument(args, 0))),
  merge_tdigest: define(1, 1, (args) => mergedDigests(argument(args, 0))),
  hll: define(1, 2, (args) => hyperLogLog(argument(args, 0), null)),
  hll_if: define(2, 3, (args) => hyperLogLog(argument(args, 0), argument(args, 1))),
  hll_merge: define(1, 1, (args) => mergedSets(argument(args, 0))),
  percentilew: define(3, 3, (args) => weightedPercentile(argument(args, 0), argument(args, 1), argument(args, 2))),
  percentilesw_array: define(3, 64, (args) => weightedPercentiles(argument(args, 0), argument(args, 1), args.slice(2))),
  buildschema: define(1, 1, (args) => ({
    type: "dynamic",
    args: [asDynamic(argument(args, 0))],
    render: (a, order) => sql`js_schema_of_list(k_join_json(coalesce(list(${at(a, 0)} ${order}), []))::VARCHAR)::JSON`,
  })),
};
