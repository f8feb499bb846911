import type { Column } from "../../plan/column.ts";
import type { Expr } from "../../plan/expr.ts";
import type { AggregateItem, ExpandOutput, Item, Rel, WindowItem } from "../../plan/rel.ts";
import type { Binder } from "../scope.ts";

/** New columns over the same rows. */
export function computed(input: Rel, items: readonly Item[], columns: readonly Column[]): Rel {
  return { kind: "compute", input, items, columns, itemId: input.itemId, ordering: input.ordering };
}

export function filtered(input: Rel, predicate: Expr): Rel {
  return { kind: "filter", input, predicate, columns: input.columns, itemId: input.itemId, ordering: input.ordering };
}

export function windowed(input: Rel, items: readonly WindowItem[]): Rel {
  const columns = [...input.columns, ...items.map((item) => item.column)];
  return { kind: "window", input, items, partition: [], columns, itemId: input.itemId, ordering: input.ordering };
}

export function aggregated(input: Rel, groups: readonly Item[], aggregates: readonly AggregateItem[]): Rel {
  const columns = [...groups, ...aggregates].map((item) => item.column);
  return { kind: "aggregate", input, groups, aggregates, columns, itemId: null, ordering: [] };
}

/** One row per element of an array, or per pair of a bag, in their order. */
export function expanded(input: Rel, output: ExpandOutput, binder: Binder): Rel {
  const ordinal = binder.context.ids.create(".place", "long");
  return {
    kind: "expand",
    input,
    outputs: [output],
    index: null,
    ordinal,
    isZipped: false,
    columns: [...input.columns, output.column],
    itemId: input.itemId,
    ordering: [...input.ordering, { column: ordinal, isDescending: false, nulls: "last" }],
  };
}
