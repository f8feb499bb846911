import { arithmetic } from "../../functions/arithmetic.ts";
import { and, order } from "../../functions/comparison.ts";
import { asDynamic, convert } from "../../functions/convert.ts";
import { at } from "../../functions/definition.ts";
import { call, columnRef, literalExpr, type Expr } from "../../plan/expr.ts";
import type { Column } from "../../plan/column.ts";
import type { AggregateItem, Item, Rel } from "../../plan/rel.ts";
import { refuse } from "../../diagnostics/catalogue.ts";
import { sql, type Sql } from "../../sql/fragment.ts";
import type { OperatorOf } from "../../syntax/nodes.ts";
import { implicitName, NamePool } from "../result-names.ts";
import { Row, type Binder, type Environment } from "../scope.ts";

interface Axis {
  readonly name: string;
  readonly value: Expr;
  readonly from: Expr;
  readonly to: Expr;
  readonly step: Expr;
}

function bindAxis(operator: OperatorOf<"make-series">, row: Row, env: Environment, binder: Binder): Axis {
  const constant = { row: null, env };
  const value = binder.scalar(operator.on, { row, env });
  if (operator.from === null || operator.to === null)
    throw refuse("kql/unsupported", operator.span, { what: "`make-series` without `from` and `to`" });
  if (value.type !== "datetime" && value.type !== "long" && value.type !== "int")
    throw refuse("kql/unsupported", operator.on.span, { what: `\`make-series\` over a column of type \`${value.type}\`` });
  const stepType = value.type === "datetime" ? "timespan" : "long";
  const step = binder.scalar(operator.step, constant);
  if (stepType === "timespan" && step.type !== "timespan")
    throw refuse("kql/wrong-type", operator.step.span, {
      what: "`make-series`",
      expected: "a timespan as step",
      found: `\`${step.type}\``,
    });
  const type = value.type === "int" ? "long" : value.type;
  return {
    name: implicitName(operator.on) ?? "Column1",
    value: convert(value, type),
    from: convert(binder.scalar(operator.from, constant), type),
    to: convert(binder.scalar(operator.to, constant), type),
    step: convert(step, stepType),
  };
}

const isTime = (axis: Axis): boolean => axis.value.type === "datetime";

/** How many points the axis has: it begins at `from` and ends before `to`. */
const pointCount = (from: Sql, to: Sql, step: Sql): Sql => sql`greatest(((${to} - ${from} + ${step} - 1) // ${step}), 0)`;

function axisPoints(axis: Axis): Expr {
  return call("series-axis", "dynamic", [axis.from, axis.to, axis.step], (a) => {
    const point = sql`(${at(a, 0)} + i * ${at(a, 2)})`;
    const printed = isTime(axis) ? sql`to_json(k_datetime_text(${point}))` : sql`to_json(${point})`;
    return sql`k_join_json(list_transform(range(${pointCount(at(a, 0), at(a, 1), at(a, 2))}), lambda i: ${printed}))`;
  });
}

/** `make-series`: one array per group, with a place for every step; places without rows hold the default. */
export function bindMakeSeries(operator: OperatorOf<"make-series">, input: Rel, env: Environment, binder: Binder): Rel {
  const { ids } = binder.context;
  const row = new Row(input, { allowsWindows: true });
  const axis = bindAxis(operator, row, env, binder);
  const within = [order(">=", axis.value, axis.from), order("<", axis.value, axis.to)].filter((test): test is Expr => test !== null);
  const filtered: Rel = {
    kind: "filter",
    input: row.rel,
    predicate: and(within),
    columns: input.columns,
    itemId: input.itemId,
    ordering: input.ordering,
  };
  const names = new NamePool();
  const groups: Item[] = operator.by.map((item) => {
    const value = binder.scalar(item, { row: new Row(filtered), env });
    return { column: ids.create(names.take(implicitName(item) ?? "Column1"), value.type), value };
  });
  // Without rows there is no series, not even an empty one.
  const isNonEmpty = operator.options.some((option) => option.name === "kind" && option.text.trim().toLowerCase() === "nonempty");
  if (groups.length === 0 && !isNonEmpty) groups.push({ column: ids.create(".all", "long"), value: literalExpr("long", 0n) });
  const place = ids.create(".place", "long");
  const offset = arithmetic("-", axis.value, axis.from) ?? axis.value;
  const placeValue = call("place", "long", [offset, axis.step], (a) => sql`(${at(a, 0)} // ${at(a, 1)})`);
  const aggregates: AggregateItem[] = [];
  const aggregateRow = new Row(filtered, { aggregates });
  const series = operator.items.map((item) => {
    const value = binder.scalar(item.value, { row: aggregateRow, env });
    const fallback = item.defaultValue === null ? literalExpr("long", 0n) : binder.scalar(item.defaultValue, { row: null, env });
    return { column: ids.create(names.take(implicitName(item.value) ?? "Column1"), "dynamic"), value, fallback };
  });
  const perPlace: Rel = {
    kind: "aggregate",
    input: filtered,
    groups: [...groups, { column: place, value: placeValue }],
    aggregates,
    columns: [],
    itemId: null,
    ordering: [],
  };
  const values = series.map((one): Item => ({ column: ids.create(".value", "dynamic"), value: asDynamic(one.value) }));
  const valued: Rel = { kind: "compute", input: perPlace, items: values, columns: [], itemId: null, ordering: [] };
  const arrays = series.map((one, index): AggregateItem => {
    const value = values[index]?.column ?? place;
    return {
      column: one.column,
      name: "series",
      args: [columnRef(place), columnRef(value), asDynamic(one.fallback), axis.from, axis.to, axis.step],
      render: (a) =>
        sql`js_series(to_json(list(${at(a, 0)}))::VARCHAR, k_join_json(list(${at(a, 1)}))::VARCHAR, coalesce(${at(a, 2)}::VARCHAR, 'null'), ${pointCount(at(a, 3), at(a, 4), at(a, 5))}::BIGINT)::JSON`,
    };
  });
  const after = groups.map((group): Item => ({ column: group.column, value: columnRef(group.column) }));
  const axisColumn: Column = ids.create(names.take(axis.name), "dynamic");
  const gathered: Rel = { kind: "aggregate", input: valued, groups: after, aggregates: arrays, columns: [], itemId: null, ordering: [] };
  return {
    kind: "compute",
    input: gathered,
    items: [{ column: axisColumn, value: axisPoints(axis) }],
    columns: [
      ...groups.filter((group) => group.column.name !== ".all").map((group) => group.column),
      ...series.map((one) => one.column),
      axisColumn,
    ],
    itemId: null,
    ordering: [],
  };
}
