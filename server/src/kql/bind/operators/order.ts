import { convert } from "../../functions/convert.ts";
import type { SortKey } from "../../plan/column.ts";
import type { Expr } from "../../plan/expr.ts";
import type { Item, Rel } from "../../plan/rel.ts";
import { refuse } from "../../diagnostics/catalogue.ts";
import type { Expression, OperatorOf } from "../../syntax/nodes.ts";
import { Row, type Binder, type Environment } from "../scope.ts";

/** Whether an ordering is the hidden one of written rows, which may break ties of a sort. */
const isNatural = (ordering: readonly SortKey[]): boolean => ordering.length > 0 && ordering.every((key) => key.column.name === "");

/** Sort keys as columns: descending by default, nulls last when descending and first when ascending. */
export function sorted(items: readonly Expression[], input: Rel, env: Environment, binder: Binder): Rel {
  const row = new Row(input, { allowsWindows: true });
  const computed: Item[] = [];
  const keys: SortKey[] = items.map((item) => {
    const isDescending = (item.kind === "ordered" ? item.direction : null) !== "asc";
    const value = binder.scalar(item, { row, env });
    const nulls = (item.kind === "ordered" ? item.nulls : null) ?? (isDescending ? "last" : "first");
    if (value.kind === "column") return { column: value.column, isDescending, nulls };
    const column = binder.context.ids.create(".key", value.type);
    computed.push({ column, value });
    return { column, isDescending, nulls };
  });
  const ordering = [...keys, ...(isNatural(input.ordering) ? input.ordering : [])];
  return { kind: "compute", input: row.rel, items: computed, columns: input.columns, itemId: input.itemId, ordering };
}

export function bindSort(operator: OperatorOf<"sort">, input: Rel, env: Environment, binder: Binder): Rel {
  return sorted(operator.items, input, env, binder);
}

/** A row count: a constant, or a scalar subquery. */
export function rowCount(node: Expression, env: Environment, binder: Binder): Expr {
  const count = binder.scalar(node, { row: null, env });
  if (count.type !== "long" && count.type !== "int" && count.type !== "real" && count.type !== "dynamic")
    throw refuse("kql/wrong-type", node.span, { what: "The number of rows", expected: "a whole number", found: `\`${count.type}\`` });
  return convert(count, "long");
}

export function limited(input: Rel, count: Expr): Rel {
  return { kind: "limit", input, count, columns: input.columns, itemId: input.itemId, ordering: input.ordering };
}

export function bindTop(operator: OperatorOf<"top">, input: Rel, env: Environment, binder: Binder): Rel {
  return limited(sorted([operator.by], input, env, binder), rowCount(operator.count, env, binder));
}

export function bindTake(operator: OperatorOf<"take">, input: Rel, env: Environment, binder: Binder): Rel {
  return limited(input, rowCount(operator.count, env, binder));
}
