import type { KqlType } from "../../../../contract/index.ts";
import { and, order } from "../../functions/comparison.ts";
import { convert } from "../../functions/convert.ts";
import { at } from "../../functions/definition.ts";
import { call, columnRef, literalExpr, type Expr } from "../../plan/expr.ts";
import type { Column } from "../../plan/column.ts";
import type { AggregateItem } from "../../plan/rel.ts";
import { refuse } from "../../diagnostics/catalogue.ts";
import { sql, type Sql } from "../../sql/fragment.ts";
import type { OperatorOf } from "../../syntax/nodes.ts";
import { implicitName } from "../result-names.ts";
import type { Binder, Environment, Row } from "../scope.ts";

/**
 * The axis of a series. Places are numbered by steps from `origin`, or, without a `from`, by the bins of the axis itself, in
 * which case each series begins with its first row.
 */
export interface Axis {
  readonly name: string;
  readonly value: Expr;
  readonly origin: Expr | null;
  readonly to: Expr | null;
  readonly step: Expr;
  readonly isToIncluded: boolean;
  /** Which rows lie on the axis. */
  readonly isWithin: Expr;
}

/** Type of the axis and of its step, by the written types. */
function axisTypes(value: KqlType, step: KqlType): readonly [axis: KqlType, step: KqlType] | null {
  if (value === "datetime" || value === "timespan") return step === "timespan" ? [value, "timespan"] : null;
  const numbers: readonly KqlType[] = ["int", "long", "real", "decimal"];
  if (!numbers.includes(value) || !numbers.includes(step)) return null;
  const isWhole = [value, step].every((type) => type === "int" || type === "long");
  return isWhole ? ["long", "long"] : ["real", "real"];
}

const isReal = (axis: Pick<Axis, "value">): boolean => axis.value.type === "real";

export function bindAxis(operator: OperatorOf<"make-series">, row: Row, env: Environment, binder: Binder): Axis {
  const constant = { row: null, env };
  const bound = binder.scalar(operator.on, { row, env });
  const boundStep = binder.scalar(operator.step, constant);
  const types = axisTypes(bound.type, boundStep.type);
  if (types === null)
    throw refuse("kql/wrong-type", operator.step.span, {
      what: "`make-series`",
      expected: `a step that fits an axis of type \`${bound.type}\``,
      found: `\`${boundStep.type}\``,
    });
  const [type, stepType] = types;
  const value = convert(bound, type);
  const step = convert(boundStep, stepType);
  const limit = (node: typeof operator.from): Expr | null => (node === null ? null : convert(binder.scalar(node, constant), type));
  const [from, to] = [limit(operator.from), limit(operator.to)];
  const tests = [
    from === null ? null : order(">=", value, from),
    to === null ? null : order(operator.isInRange ? "<=" : "<", value, to),
    call("isnotnull", "bool", [value], (a) => sql`(${at(a, 0)} IS NOT NULL)`),
  ].filter((test): test is Expr => test !== null);
  return {
    name: implicitName(operator.on) ?? "Column1",
    value,
    origin: operator.isInRange ? literalExpr(type, type === "real" ? 0 : 0n) : from,
    to,
    step,
    isToIncluded: operator.isInRange,
    isWithin: and(tests),
  };
}

const steps = (distance: Sql, step: Sql, axis: Axis): Sql =>
  isReal(axis) ? sql`floor((${distance}) / ${step})::BIGINT` : sql`(k_floor(${distance}, ${step}) // ${step})`;

/** The number of the place that a row falls into. */
export function placeOf(axis: Axis): Expr {
  const args = axis.origin === null ? [axis.value, axis.step] : [axis.value, axis.step, axis.origin];
  return call("place", "long", args, (a) => steps(a[2] === undefined ? at(a, 0) : sql`${at(a, 0)} - ${a[2]}`, at(a, 1), axis));
}

/** First place of a series, and how many it has, out of the places that have rows. */
export function extent(axis: Axis, place: Column, inRange: { readonly from: Expr } | null, first: Column, count: Column): AggregateItem[] {
  const isFixed = axis.origin !== null && inRange === null;
  const begin = (a: readonly Sql[]): Sql => {
    if (isFixed) return sql`0::BIGINT`;
    return inRange === null ? sql`min(${at(a, 0)})` : steps(at(a, 2), at(a, 1), axis);
  };
  const args = [columnRef(place), axis.step, inRange?.from ?? axis.origin ?? axis.step, axis.to ?? axis.step];
  const end = (a: readonly Sql[]): Sql => {
    if (axis.to === null) return sql`max(${at(a, 0)}) + 1`;
    const distance = isFixed ? sql`${at(a, 3)} - ${at(a, 2)}` : at(a, 3);
    return axis.isToIncluded ? sql`${steps(distance, at(a, 1), axis)} + 1` : sql`-${steps(sql`-(${distance})`, at(a, 1), axis)}`;
  };
  return [
    { column: first, name: "first", args, render: (a) => sql`coalesce(${begin(a)}, 0)` },
    { column: count, name: "count", args, render: (a) => sql`js_series_length(coalesce(greatest(${end(a)} - ${begin(a)}, 0), 0)::BIGINT)` },
  ];
}

/** The axis column: the value at each place, as an array. */
export function axisPoints(axis: Axis, first: Column, count: Column): Expr {
  const args = [columnRef(first), columnRef(count), axis.step, ...(axis.origin === null ? [] : [axis.origin])];
  return call("series-axis", "dynamic", args, (a) => {
    const offset = sql`(${at(a, 0)} + i) * ${at(a, 2)}`;
    const point = a[3] === undefined ? sql`(${offset})` : sql`(${a[3]} + ${offset})`;
    const printed =
      axis.value.type === "datetime"
        ? sql`to_json(k_datetime_text(${point}))`
        : axis.value.type === "timespan"
          ? sql`to_json(k_timespan_text(${point}))`
          : isReal(axis)
            ? sql`k_real_json(${point})`
            : sql`to_json(${point})`;
    return sql`k_join_json(list_transform(range(${at(a, 1)}::BIGINT), lambda i: ${printed}))`;
  });
}
