import { at } from "../../functions/definition.ts";
import { aggregateFunction } from "../../functions/aggregates.ts";
import { columnRef } from "../../plan/expr.ts";
import type { Column } from "../../plan/column.ts";
import type { AggregateItem, Item, Rel } from "../../plan/rel.ts";
import { refuse } from "../../diagnostics/catalogue.ts";
import type { Expression, OperatorOf } from "../../syntax/nodes.ts";
import { implicitName, NamePool } from "../result-names.ts";
import { Row, type Binder, type Environment } from "../scope.ts";
import { wildcardMatcher } from "./columns.ts";
import { severalColumns } from "./several-columns.ts";

/** Group columns: plain ones keep their name, expressions take theirs from Kusto's rules. */
function bindGroups(by: readonly Expression[], row: Row, env: Environment, names: NamePool, binder: Binder): Item[] {
  return by.flatMap((item): Item[] => {
    if (item.kind === "star" || item.kind === "wildcard") {
      const matcher = wildcardMatcher(item.kind === "star" ? "*" : item.pattern);
      return row.rel.columns
        .filter((column) => matcher.test(column.name))
        .map((column) => ({ column: binder.context.ids.create(names.take(column.name), column.type), value: columnRef(column) }));
    }
    const value = binder.scalar(item, { row, env });
    const wanted = implicitName(item);
    const name = wanted === null ? names.takeUnnamed() : names.take(wanted);
    return [{ column: binder.context.ids.create(name, value.type), value }];
  });
}

export function bindSummarize(operator: OperatorOf<"summarize">, input: Rel, env: Environment, binder: Binder): Rel {
  const { ids } = binder.context;
  if (operator.aggregates.length + operator.by.length === 0)
    throw refuse("kql/wrong-arguments", operator.span, { what: "`summarize`", expected: "an aggregate, a `by`, or both" });
  const row = new Row(input, { allowsWindows: true });
  const names = new NamePool(
    operator.aggregates.flatMap((item) => (item.kind === "named" && !item.isCompound ? item.names.map((part) => part.name) : [])),
  );
  const groups = bindGroups(operator.by, row, env, names, binder);
  const aggregates: AggregateItem[] = [];
  const after: Item[] = [];
  const columns: Column[] = groups.map((group) => group.column);
  const aggregateRow = new Row(row.rel, { aggregates });
  const groupNames = new Set(groups.map((group) => group.column.name));
  for (const item of operator.aggregates) {
    const several = severalColumns(item, { row: new Row(row.rel), env }, groupNames, binder);
    if (several !== null) {
      for (const made of several) {
        const column = { ...made.column, name: made.isExplicit ? made.column.name : names.take(made.column.name) };
        aggregates.push({ ...made, column });
        columns.push(column);
      }
      continue;
    }
    if (item.kind === "named" && item.isCompound)
      throw refuse("kql/unsupported", item.span, {
        what: "A list of names for this aggregate",
        instead: "Give it one name, and take its parts in an `extend` behind: `first = name[0]`.",
      });
    const value = binder.scalar(item, { row: aggregateRow, env });
    const wanted = implicitName(item);
    const name = item.kind === "named" ? (wanted ?? "") : wanted === null ? names.takeUnnamed() : names.take(wanted);
    const column = ids.create(name, value.type);
    after.push({ column, value });
    columns.push(column);
  }
  const grouped: Rel = {
    kind: "aggregate",
    input: row.rel,
    groups,
    aggregates,
    columns: [...groups.map((group) => group.column), ...aggregates.map((made) => made.column)],
    itemId: null,
    ordering: [],
  };
  const itemId = aggregates.find((made) => made.column.name === ".item")?.column ?? null;
  return { kind: "compute", input: grouped, items: after, columns: columns.filter((column) => column !== itemId), itemId, ordering: [] };
}

/** `distinct a, b`: groups without aggregates. */
export function bindDistinct(operator: OperatorOf<"distinct">, input: Rel, env: Environment, binder: Binder): Rel {
  const row = new Row(input);
  const groups = bindGroups(operator.items, row, env, new NamePool(), binder);
  return {
    kind: "aggregate",
    input: row.rel,
    groups,
    aggregates: [],
    columns: groups.map((group) => group.column),
    itemId: null,
    ordering: [],
  };
}

export function bindCount(operator: OperatorOf<"count">, input: Rel, binder: Binder): Rel {
  const count = aggregateFunction("count")?.make([]);
  const column = binder.context.ids.create(operator.name ?? "Count", "long");
  const item: AggregateItem = { column, name: "count", args: [], render: count?.render ?? ((a) => at(a, 0)) };
  return { kind: "aggregate", input, groups: [], aggregates: [item], columns: [column], itemId: null, ordering: [] };
}
