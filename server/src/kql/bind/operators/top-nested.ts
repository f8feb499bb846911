import { convert } from "../../functions/convert.ts";
import { aggregateOver, computeOver } from "../../plan/build.ts";
import type { Column } from "../../plan/column.ts";
import { columnRef, literalExpr, type Expr } from "../../plan/expr.ts";
import type { AggregateItem, Item, JoinKind, Rel } from "../../plan/rel.ts";
import type { Expression, OperatorOf, TopNestedLevel } from "../../syntax/nodes.ts";
import { shareRel } from "../lets.ts";
import { implicitName, NamePool } from "../result-names.ts";
import { Row, type Binder, type Environment } from "../scope.ts";
import { rowCount } from "./order.ts";
import { unionOf } from "./union.ts";

/** One clause, its value computed for every input row. `key` and `weight` are the names of its two output columns. */
interface Level {
  readonly node: TopNestedLevel;
  readonly key: Column;
  readonly weight: string;
  readonly aggregation: Expression;
  readonly isDescending: boolean;
}

/** A set of input rows. `path` are the chosen keys and weights of the levels above, in output order. */
interface Part {
  readonly rel: Rel;
  readonly path: readonly Column[];
}

const unordered = (node: Expression): Expression => (node.kind === "ordered" ? node.value : node);

function levelsOf(operator: OperatorOf<"top-nested">, input: Rel, env: Environment, binder: Binder): { rel: Rel; levels: Level[] } {
  const row = new Row(input, { allowsWindows: true });
  const names = new NamePool();
  const items: Item[] = [];
  const levels = operator.levels.map((node): Level => {
    const value = binder.scalar(node.of, { row, env });
    const wanted = implicitName(node.of);
    const name = wanted === null ? names.takeUnnamed() : names.take(wanted);
    const key = binder.context.ids.create(name, value.type);
    items.push({ column: key, value });
    const aggregation = unordered(node.by);
    const weight = names.take(aggregation.kind === "named" ? (aggregation.names[0]?.name ?? "") : `aggregated_${name}`);
    return { node, key, weight, aggregation, isDescending: node.by.kind !== "ordered" || node.by.direction !== "asc" };
  });
  return { rel: computeOver(row.rel, items), levels };
}

/** The rows aggregated by `groups`; the aggregation may be an expression of several aggregates. */
function weighed(rel: Rel, groups: readonly Item[], level: Level, env: Environment, binder: Binder): { rel: Rel; weight: Column } {
  const aggregates: AggregateItem[] = [];
  const value = binder.scalar(level.aggregation, { row: new Row(rel, { aggregates }), env });
  const weight = binder.context.ids.create(level.weight, value.type);
  const grouped = aggregateOver(rel, groups, aggregates);
  return { rel: computeOver(grouped, [{ column: weight, value }], [...groups.map((group) => group.column), weight]), weight };
}

/** The best values of one level within each path, with what they weigh. */
function chosen(part: Part, level: Level, env: Environment, binder: Binder): Rel {
  const groups = [...part.path, level.key].map((column) => ({
    column: binder.context.ids.create(column.name, column.type),
    value: columnRef(column),
  }));
  const { rel, weight } = weighed(part.rel, groups, level, env, binder);
  const { count } = level.node;
  if (count === null) return rel;
  const ordering = [{ column: weight, isDescending: level.isDescending, nulls: "last" as const }];
  const partition = groups.slice(0, -1).map((group) => group.column);
  const most = rowCount(count, env, binder);
  const base = { input: { ...rel, ordering }, count: most, columns: rel.columns, itemId: null, ordering: [] };
  return partition.length === 0 ? { kind: "limit", ...base, ordering } : { kind: "limit-by", ...base, partition };
}

/** Rows of the part that were chosen (`inner`), with their weight, or the others (`leftanti`). */
function divided(joinKind: JoinKind & ("inner" | "leftanti"), part: Part, level: Level, best: Rel, binder: Binder): Part {
  const right = shareRel(best, binder);
  const keys = [...part.path, level.key].flatMap((left, index) => {
    const column = right.columns[index];
    return column === undefined ? [] : [{ left: columnRef(left), right: columnRef(column) }];
  });
  const weight = right.columns.at(-1);
  const path = joinKind === "inner" && weight !== undefined ? [...part.path, level.key, weight] : part.path;
  const rel: Rel = {
    kind: "join",
    joinKind,
    left: part.rel,
    right,
    keys,
    isLeftUnique: false,
    padded: [],
    columns: part.rel.columns,
    itemId: null,
    ordering: [],
  };
  return { rel, path };
}

/**
 * What did not make it to the top of level `from`: one row per path. Levels `with others` say what it weighs there, the
 * levels between are empty.
 */
function others(part: Part, from: number, levels: readonly Level[], env: Environment, binder: Binder): Rel | null {
  const below = levels.slice(from);
  if (below.every((level) => level.node.others === null)) return null;
  const { ids } = binder.context;
  const groups = part.path.map((column) => ({ column: ids.create(column.name, column.type), value: columnRef(column) }));
  // Without a path there is one group, and none when there are no rows.
  const all = groups.length > 0 ? groups : [{ column: ids.create("", "long"), value: literalExpr("long", 0n) }];
  const aggregates: AggregateItem[] = [];
  const row = new Row(part.rel, { aggregates });
  const items: Item[] = below.flatMap((level): Item[] => {
    const weight = binder.scalar(level.aggregation, { row, env });
    const { others: label } = level.node;
    const empty = (type: Column["type"]): Expr => literalExpr(type, type === "string" ? "" : null);
    const value = label === null ? empty(level.key.type) : convert(binder.scalar(label, { row: null, env }), level.key.type);
    return [
      { column: ids.create(level.key.name, level.key.type), value },
      { column: ids.create(level.weight, weight.type), value: label === null ? empty(weight.type) : weight },
    ];
  });
  const columns = [...groups, ...items].map((item) => item.column);
  return computeOver(aggregateOver(part.rel, all, aggregates), items, columns);
}

/** `top-nested`: the best values of one expression, within each of them the best of the next, and so on. */
export function bindTopNested(operator: OperatorOf<"top-nested">, input: Rel, env: Environment, binder: Binder): Rel {
  const { rel, levels } = levelsOf(operator, input, env, binder);
  let part: Part = { rel, path: [] };
  const results: Rel[] = [];
  let best: Rel = rel;
  for (const [index, level] of levels.entries()) {
    best = chosen(part, level, env, binder);
    const rest = others(divided("leftanti", part, level, best, binder), index, levels, env, binder);
    if (rest !== null) results.push(rest);
    if (index < levels.length - 1) part = divided("inner", part, level, best, binder);
  }
  const top = results.length === 0 ? best : shareRel(best, binder);
  return unionOf(
    [top, ...results].map((one) => ({ rel: one, source: "" })),
    "outer",
    null,
    binder,
  );
}
