import { asDynamic, convert } from "../../functions/convert.ts";
import { at } from "../../functions/definition.ts";
import { aggregateOver, computeOver, filterOver } from "../../plan/build.ts";
import { columnRef, literalExpr, type Expr } from "../../plan/expr.ts";
import type { Column } from "../../plan/column.ts";
import type { AggregateItem, Item, Rel } from "../../plan/rel.ts";
import { sql } from "../../sql/fragment.ts";
import type { OperatorOf, SeriesItem } from "../../syntax/nodes.ts";
import { implicitName, NamePool } from "../result-names.ts";
import { Row, type Binder, type Environment } from "../scope.ts";
import { axisPoints, bindAxis, extent, placeOf } from "./series-axis.ts";

type MakeSeries = OperatorOf<"make-series">;

const NUMBERS: ReadonlySet<string> = new Set(["int", "long", "real", "decimal"]);

/** What a place without rows holds, in the type of the places that have some. */
function fallbackOf(item: SeriesItem, value: Expr, env: Environment, binder: Binder): Expr {
  const written = item.defaultValue === null ? literalExpr("long", 0n) : binder.scalar(item.defaultValue, { row: null, env });
  return asDynamic(NUMBERS.has(written.type) && NUMBERS.has(value.type) ? convert(written, value.type) : written);
}

interface Series {
  readonly column: Column;
  readonly value: Expr;
  readonly fallback: Expr;
}

/** Groups of the series; without any, one for all rows, so that no rows give no series (unless `kind=nonempty`). */
function bindGroups(operator: MakeSeries, input: Rel, names: NamePool, env: Environment, binder: Binder): Item[] {
  const row = new Row(input);
  return operator.by.map((item) => {
    const value = binder.scalar(item, { row, env });
    return { column: binder.context.ids.create(names.take(implicitName(item) ?? "Column1"), value.type), value };
  });
}

/** `make-series`: one array per group, with a place for every step; places without rows hold the default. */
export function bindMakeSeries(operator: MakeSeries, input: Rel, env: Environment, binder: Binder): Rel {
  const { ids } = binder.context;
  const row = new Row(input, { allowsWindows: true });
  const axis = bindAxis(operator, row, env, binder);
  const filtered = { ...filterOver(row.rel, axis.isWithin), columns: input.columns };
  const names = new NamePool();
  const groups = bindGroups(operator, filtered, names, env, binder);
  const isNonEmpty = operator.options.some((option) => option.name === "kind" && option.text.trim().toLowerCase() === "nonempty");
  const all = groups.length === 0 && !isNonEmpty ? [{ column: ids.create("", "long"), value: literalExpr("long", 0n) }] : groups;
  const aggregates: AggregateItem[] = [];
  const aggregateRow = new Row(filtered, { aggregates });
  const series = operator.items.map((item): Series => {
    const value = binder.scalar(item.value, { row: aggregateRow, env });
    const column = ids.create(names.take(implicitName(item.value) ?? "Column1"), "dynamic");
    return { column, value, fallback: fallbackOf(item, value, env, binder) };
  });
  const place = ids.create(".place", "long");
  const perPlace = aggregateOver(filtered, [...all, { column: place, value: placeOf(axis) }], aggregates);
  const values = series.map((one): Item => ({ column: ids.create(".value", "dynamic"), value: asDynamic(one.value) }));
  const [first, count] = [ids.create(".first", "long"), ids.create(".count", "long")];
  const inRange = operator.isInRange && operator.from !== null ? { from: convertedFrom(operator, axis.value, env, binder) } : null;
  const extents = extent(axis, place, inRange, first, count);
  const [begin, size] = extents;
  const lists = series.map((one, index): AggregateItem => {
    const value = values[index]?.column ?? place;
    const own = [columnRef(place), columnRef(value), one.fallback];
    const args = [...own, ...(begin?.args ?? [])];
    return {
      column: one.column,
      name: "series",
      args,
      render: (a, order) => {
        const rest = a.slice(own.length);
        const [from, length] = [begin?.render(rest, order) ?? sql`0`, size?.render(rest, order) ?? sql`0`];
        return sql`js_series(to_json(list(${at(a, 0)}))::VARCHAR, k_join_json(list(${at(a, 1)}))::VARCHAR, coalesce(${at(a, 2)}::VARCHAR, 'null'), ${from}::BIGINT, ${length}::BIGINT)::JSON`;
      },
    };
  });
  const again = all.map((group): Item => ({ column: group.column, value: columnRef(group.column) }));
  const gathered = aggregateOver(computeOver(perPlace, values), again, [...lists, ...extents]);
  const axisColumn = ids.create(names.take(axis.name), "dynamic");
  const columns = [...groups.map((group) => group.column), ...series.map((one) => one.column), axisColumn];
  return computeOver(gathered, [{ column: axisColumn, value: axisPoints(axis, first, count) }], columns);
}

const convertedFrom = (operator: MakeSeries, value: Expr, env: Environment, binder: Binder): Expr =>
  convert(binder.scalar(operator.from ?? operator.on, { row: null, env }), value.type);
