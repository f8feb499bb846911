import type { KqlType } from "../../../contract/index.ts";
import { literalExpr, type Expr } from "../plan/expr.ts";
import { joinSql, sql, type Sql } from "../sql/fragment.ts";
import { whole } from "../sql/literal.ts";
import { asDynamic, convert, toDynamic } from "./convert.ts";
import { argument } from "./aggregate-argument.ts";
import { at } from "./definition.ts";
import { PAIR_AGGREGATES } from "./pair-aggregates.ts";
import { SKETCH_AGGREGATES, weightedPercentiles } from "./sketches.ts";

export interface MadeAggregate {
  readonly type: KqlType;
  readonly args: readonly Expr[];
  readonly render: (args: readonly Sql[], order: Sql) => Sql;
}

export interface AggregateFunction {
  readonly min: number;
  readonly max: number;
  readonly make: (args: readonly Expr[]) => MadeAggregate;
}

const define = (min: number, max: number, make: AggregateFunction["make"]): AggregateFunction => ({ min, max, make });

const summable = (type: KqlType): KqlType =>
  type === "int" || type === "bool" ? "long" : type === "dynamic" || type === "string" ? "real" : type;
const isTicks = (type: KqlType): boolean => type === "datetime" || type === "timespan";

/** `sum`: 0 over no rows; wraps in 64 bits. */
function sum(value: Expr, condition: Expr | null): MadeAggregate {
  const type = summable(value.type);
  const args = [convert(value, type), ...(condition === null ? [] : [convert(condition, "bool")])];
  const filter = (a: readonly Sql[]): Sql => (condition === null ? sql`` : sql` FILTER (WHERE ${at(a, 1)})`);
  if (type === "real" || type === "decimal") return { type, args, render: (a) => sql`coalesce(sum(${at(a, 0)})${filter(a)}, 0)` };
  return { type, args, render: (a) => sql`k_wrap(coalesce(sum(${at(a, 0)})${filter(a)}, 0))` };
}

function average(value: Expr, condition: Expr | null): MadeAggregate {
  const filter = (a: readonly Sql[]): Sql => (condition === null ? sql`` : sql` FILTER (WHERE ${at(a, 1)})`);
  const more = condition === null ? [] : [convert(condition, "bool")];
  if (isTicks(value.type))
    return {
      type: value.type,
      args: [value, ...more],
      render: (a) => sql`k_average_ticks(sum(${at(a, 0)})${filter(a)}, count(${at(a, 0)})${filter(a)})`,
    };
  if (value.type === "decimal")
    return {
      type: "decimal",
      args: [value, ...more],
      render: (a) => sql`k_decimal_divide(sum(${at(a, 0)})${filter(a)}, (count(${at(a, 0)})${filter(a)})::DECIMAL(38,18))`,
    };
  if (value.type === "int" || value.type === "long")
    return {
      type: "real",
      args: [convert(value, "long"), ...more],
      render: (a) => sql`coalesce(k_wrap(sum(${at(a, 0)})${filter(a)})::DOUBLE / (count(${at(a, 0)})${filter(a)}), 'NaN'::DOUBLE)`,
    };
  return {
    type: "real",
    args: [convert(value, "real"), ...more],
    render: (a) => sql`coalesce(avg(${at(a, 0)})${filter(a)}, 'NaN'::DOUBLE)`,
  };
}

function extreme(name: "min" | "max", value: Expr, condition: Expr | null): MadeAggregate {
  const args = [value, ...(condition === null ? [] : [convert(condition, "bool")])];
  const filter = (a: readonly Sql[]): Sql => (condition === null ? sql`` : sql` FILTER (WHERE ${at(a, 1)})`);
  const orEmpty = (made: Sql): Sql => (value.type === "string" ? sql`coalesce(${made}, '')` : made);
  if (value.type === "dynamic")
    return {
      type: "dynamic",
      args,
      render: (a) =>
        name === "min"
          ? sql`arg_min(${at(a, 0)}, k_dynamic_rank(${at(a, 0)}))${filter(a)}`
          : sql`arg_max(${at(a, 0)}, k_dynamic_rank(${at(a, 0)}))${filter(a)}`,
    };
  if (value.type === "real") {
    // One NaN makes both NaN; DuckDB orders it above everything.
    const made = (a: readonly Sql[]): Sql => (name === "min" ? sql`min(${at(a, 0)})${filter(a)}` : sql`max(${at(a, 0)})${filter(a)}`);
    return { type: "real", args, render: (a) => sql`CASE WHEN isnan(max(${at(a, 0)})${filter(a)}) THEN 'NaN'::DOUBLE ELSE ${made(a)} END` };
  }
  // Kusto's min and max of text ignore the empty string only when nothing else is there, as text has no null.
  return {
    type: value.type,
    args,
    render: (a) => orEmpty(name === "min" ? sql`min(${at(a, 0)})${filter(a)}` : sql`max(${at(a, 0)})${filter(a)}`),
  };
}

/** Spread of a sample or a population; 0 for a single row, null for none. */
function spread(sample: (value: Sql) => Sql, value: Expr, condition: Expr | null): MadeAggregate {
  const args = [convert(value, "real"), ...(condition === null ? [] : [convert(condition, "bool")])];
  const of = (a: readonly Sql[]): Sql => (condition === null ? at(a, 0) : sql`CASE WHEN ${at(a, 1)} THEN ${at(a, 0)} END`);
  return {
    type: "real",
    args,
    render: (a) =>
      sql`CASE WHEN count(${of(a)}) = 1 THEN 0::DOUBLE WHEN count(${of(a)}) = 0 THEN NULL WHEN NOT bool_and(isfinite(${of(a)})) THEN 'NaN'::DOUBLE ELSE ${sample(sql`CASE WHEN isfinite(${of(a)}) THEN ${of(a)} END`)} END`,
  };
}

const spreadPair = (sample: (value: Sql) => Sql): readonly [AggregateFunction, AggregateFunction] => [
  define(1, 1, (args) => spread(sample, argument(args, 0), null)),
  define(2, 2, (args) => spread(sample, argument(args, 0), argument(args, 1))),
];

const distinctCount = (value: Expr, condition: Expr | null): MadeAggregate => ({
  type: "long",
  args: [value, ...(condition === null ? [] : [convert(condition, "bool")])],
  render: (a) => (condition === null ? sql`count(DISTINCT ${at(a, 0)})` : sql`count(DISTINCT ${at(a, 0)}) FILTER (WHERE ${at(a, 1)})`),
});

/** Order of the input applies inside the call, so that a list after a sort is sorted. */
function list(value: Expr, condition: Expr | null, limit: Expr | null, keepsNulls: boolean): MadeAggregate {
  const args = [asDynamic(value), ...(condition === null ? [] : [convert(condition, "bool")])];
  const most = limit?.kind === "literal" && typeof limit.value === "bigint" ? limit.value : 1_048_576n;
  return {
    type: "dynamic",
    args,
    render: (a, order) => {
      const wanted = condition === null ? sql`TRUE` : at(a, 1);
      const filter = keepsNulls ? sql`FILTER (WHERE ${wanted})` : sql`FILTER (WHERE ${wanted} AND ${at(a, 0)} IS NOT NULL)`;
      if (value.type === "dynamic") return sql`k_json_flat_array(list(${at(a, 0)} ${order}) ${filter}, ${whole(most)})`;
      return sql`k_json_array(list(${at(a, 0)} ${order}) ${filter}, ${whole(most)})`;
    },
  };
}

/** Distinct values in the order of first appearance; arrays are opened one level, as Kusto does. */
function set(value: Expr, condition: Expr | null, limit: Expr | null): MadeAggregate {
  const args = [asDynamic(value), ...(condition === null ? [] : [convert(condition, "bool")])];
  const most = limit?.kind === "literal" && typeof limit.value === "bigint" ? limit.value : 1_048_576n;
  const isNested = value.type === "dynamic";
  return {
    type: "dynamic",
    args,
    render: (a, order) => {
      const filter =
        condition === null ? sql`FILTER (WHERE ${at(a, 0)} IS NOT NULL)` : sql`FILTER (WHERE ${at(a, 1)} AND ${at(a, 0)} IS NOT NULL)`;
      const collected = sql`list(${at(a, 0)} ${order}) ${filter}`;
      return isNested ? sql`k_json_nested_set(${collected}, ${whole(most)})` : sql`k_json_set(${collected}, ${whole(most)})`;
    },
  };
}

function bag(value: Expr, condition: Expr | null): MadeAggregate {
  const args = [asDynamic(value), ...(condition === null ? [] : [convert(condition, "bool")])];
  return {
    type: "dynamic",
    args,
    render: (a, order) => {
      const filter =
        condition === null
          ? sql`FILTER (WHERE json_type(${at(a, 0)}) = 'OBJECT')`
          : sql`FILTER (WHERE ${at(a, 1)} AND json_type(${at(a, 0)}) = 'OBJECT')`;
      return sql`k_merge_bags(list(${at(a, 0)} ${order}) ${filter})`;
    },
  };
}

/** Any one value, preferring those that are not null or empty. */
function any(value: Expr, condition: Expr | null): MadeAggregate {
  const args = [value, ...(condition === null ? [] : [convert(condition, "bool")])];
  return {
    type: value.type,
    args,
    render: (a) => {
      const wanted = condition === null ? sql`TRUE` : at(a, 1);
      if (value.type === "string") return sql`coalesce(first(${at(a, 0)}) FILTER (WHERE ${wanted} AND ${at(a, 0)} <> ''), '')`;
      return sql`first(${at(a, 0)}) FILTER (WHERE ${wanted} AND ${at(a, 0)} IS NOT NULL)`;
    },
  };
}

/** The type of a percentile: decimals are ranked as reals. */
const rankedType = (type: KqlType): KqlType => (type === "int" ? "long" : type === "dynamic" || type === "decimal" ? "real" : type);

/** Nearest rank, which is what Kusto's digest gives on small data. */
export function percentile(value: Expr, rank: Expr): MadeAggregate {
  const type = rankedType(value.type);
  const args = [convert(value, type), convert(rank, "real")];
  if (isWritten(rank)) return { type, args, render: (a) => sql`quantile_disc(${at(a, 0)}, ${at(a, 1)} / 100)` };
  return {
    type,
    args,
    render: (a) => {
      const sorted = sql`list_sort(list(${at(a, 0)}) FILTER (WHERE ${at(a, 0)} IS NOT NULL))`;
      return sql`(${sorted})[greatest(1, ceil(any_value(${at(a, 1)}) / 100 * count(${at(a, 0)})))::BIGINT]`;
    },
  };
}

/** Whether the database sees the value in the statement's text. What a subquery finds, it learns too late for a quantile. */
const isWritten = (expr: Expr): boolean => expr.kind === "literal" || (expr.kind === "call" && expr.args.every(isWritten));

/** Ranks as single values or as one constant array of them. */
function percentiles(value: Expr, ranks: readonly Expr[]): MadeAggregate {
  const [only] = ranks;
  if (only?.type === "dynamic" && only.kind !== "literal") return weightedPercentiles(convert(value, rankedType(value.type)), null, ranks);
  const listed: unknown = only?.type === "dynamic" && only.kind === "literal" ? JSON.parse(String(only.value)) : null;
  const single = Array.isArray(listed) ? listed.map((rank) => literalExpr("real", Number(rank))) : ranks;
  const type = rankedType(value.type);
  const args = [convert(value, type), ...single.map((rank) => convert(rank, "real"))];
  return {
    type: "dynamic",
    args,
    render: (a) => {
      const found = sql`quantile_disc(${at(a, 0)}, [${joinSql(
        a.slice(1).map((rank) => sql`(${rank} / 100)`),
        ", ",
      )}])`;
      return sql`k_join_json(list_transform(${found}, lambda e: ${toDynamic(type, sql`e`)}))`;
    },
  };
}

const [stdev, stdevif] = spreadPair((value) => sql`stddev_samp(${value})`);
const [variance, varianceif] = spreadPair((value) => sql`var_samp(${value})`);
const [stdevp, stdevpif] = spreadPair((value) => sql`stddev_pop(${value})`);
const [variancep, variancepif] = spreadPair((value) => sql`var_pop(${value})`);

const countRows: MadeAggregate = { type: "long", args: [], render: () => sql`count(*)` };
const countIf = define(1, 1, (args) => ({
  type: "long",
  args: [convert(argument(args, 0), "bool")],
  render: (a) => sql`count(*) FILTER (WHERE ${at(a, 0)})`,
}));

const AGGREGATES: Readonly<Record<string, AggregateFunction>> = {
  ...PAIR_AGGREGATES,
  ...SKETCH_AGGREGATES,
  cnt: define(0, 0, () => countRows),
  count: define(0, 1, (args) => (args.length === 0 ? countRows : { type: "long", args, render: (a) => sql`count(${at(a, 0)})` })),
  countif: countIf,
  sum: define(1, 1, (args) => sum(argument(args, 0), null)),
  sumif: define(2, 2, (args) => sum(argument(args, 0), argument(args, 1))),
  avg: define(1, 1, (args) => average(argument(args, 0), null)),
  avgif: define(2, 2, (args) => average(argument(args, 0), argument(args, 1))),
  min: define(1, 1, (args) => extreme("min", argument(args, 0), null)),
  minif: define(2, 2, (args) => extreme("min", argument(args, 0), argument(args, 1))),
  max: define(1, 1, (args) => extreme("max", argument(args, 0), null)),
  maxif: define(2, 2, (args) => extreme("max", argument(args, 0), argument(args, 1))),
  dcount: define(1, 2, (args) => distinctCount(argument(args, 0), null)),
  dcountif: define(2, 3, (args) => distinctCount(argument(args, 0), argument(args, 1))),
  count_distinct: define(1, 1, (args) => distinctCount(argument(args, 0), null)),
  count_distinctif: define(2, 2, (args) => distinctCount(argument(args, 0), argument(args, 1))),
  stdev,
  stdevif,
  stdevp,
  stdevpif,
  variance,
  varianceif,
  variancep,
  variancepif,
  make_list: define(1, 2, (args) => list(argument(args, 0), null, args[1] ?? null, false)),
  makelist: define(1, 2, (args) => list(argument(args, 0), null, args[1] ?? null, false)),
  make_list_if: define(2, 3, (args) => list(argument(args, 0), argument(args, 1), args[2] ?? null, false)),
  make_list_with_nulls: define(1, 1, (args) => list(argument(args, 0), null, null, true)),
  make_set: define(1, 2, (args) => set(argument(args, 0), null, args[1] ?? null)),
  makeset: define(1, 2, (args) => set(argument(args, 0), null, args[1] ?? null)),
  make_set_if: define(2, 3, (args) => set(argument(args, 0), argument(args, 1), args[2] ?? null)),
  make_bag: define(1, 2, (args) => bag(argument(args, 0), null)),
  make_dictionary: define(1, 2, (args) => bag(argument(args, 0), null)),
  make_bag_if: define(2, 3, (args) => bag(argument(args, 0), argument(args, 1))),
  take_anyif: define(2, 2, (args) => any(argument(args, 0), argument(args, 1))),
  anyif: define(2, 2, (args) => any(argument(args, 0), argument(args, 1))),
  take_any: define(1, 1, (args) => any(argument(args, 0), null)),
  any: define(1, 1, (args) => any(argument(args, 0), null)),
  percentile: define(2, 2, (args) => percentile(argument(args, 0), argument(args, 1))),
  percentiles_array: define(2, 64, (args) => percentiles(argument(args, 0), args.slice(1))),
};

/** The engine's aggregates by name. `arg_max`, `arg_min`, `take_any` of several columns and `percentiles` give several columns and are bound by `summarize` itself. */
export function aggregateFunction(name: string): AggregateFunction | null {
  return AGGREGATES[name] ?? null;
}
