import type { Column } from "./column.ts";
import type { Expr } from "./expr.ts";
import type { AggregateItem, Item, Rel, RelOf } from "./rel.ts";

/** The input with computed columns; what the language sees of it is `columns`, the input's own by default. */
export function computeOver(input: Rel, items: readonly Item[], columns: readonly Column[] = input.columns): RelOf<"compute"> {
  return { kind: "compute", input, items, columns, itemId: input.itemId, ordering: input.ordering };
}

/** The rows of the input for which the condition holds. */
export function filterOver(input: Rel, predicate: Expr): RelOf<"filter"> {
  return { kind: "filter", input, predicate, columns: input.columns, itemId: input.itemId, ordering: input.ordering };
}

/** One row per group; the groups' columns come first. */
export function aggregateOver(input: Rel, groups: readonly Item[], aggregates: readonly AggregateItem[]): RelOf<"aggregate"> {
  const columns = [...groups, ...aggregates].map((item) => item.column);
  return { kind: "aggregate", input, groups, aggregates, columns, itemId: null, ordering: [] };
}
