import type { Column } from "../../plan/column.ts";
import { columnRef } from "../../plan/expr.ts";
import { inputsOf } from "../../plan/walk.ts";
import type { Rel } from "../../plan/rel.ts";
import { refuse } from "../../diagnostics/catalogue.ts";
import type { Span } from "../../syntax/nodes.ts";

function contains(rel: Rel, leaf: Rel): boolean {
  return rel === leaf || inputsOf(rel).some((input) => contains(input, leaf));
}

/**
 * Makes a plan that was bound over all rows of `leaf` work on each group of `keys` by itself: aggregates group by the keys
 * too, limits and windows count within them. The keys stay available, hidden, in the result.
 */
export function partitioned(rel: Rel, leaf: Rel, keys: readonly Column[], span: Span): Rel {
  if (rel === leaf) return rel;
  const inner = (input: Rel): Rel => partitioned(input, leaf, keys, span);
  switch (rel.kind) {
    case "compute":
    case "filter":
    case "relabel":
    case "expand":
      return { ...rel, input: inner(rel.input) };
    case "sequence":
    case "window":
      return { ...rel, input: inner(rel.input), partition: [...rel.partition, ...keys.map(columnRef)] };
    case "aggregate":
      return { ...rel, input: inner(rel.input), groups: [...rel.groups, ...keys.map((column) => ({ column, value: columnRef(column) }))] };
    case "limit":
      return {
        kind: "limit-by",
        input: inner(rel.input),
        count: rel.count,
        partition: keys,
        columns: rel.columns,
        itemId: rel.itemId,
        ordering: rel.ordering,
      };
    case "limit-by":
      return { ...rel, input: inner(rel.input), partition: [...rel.partition, ...keys] };
    case "join":
      if (
        !contains(rel.right, leaf) &&
        (rel.joinKind === "inner" || rel.joinKind === "leftouter" || rel.joinKind === "leftsemi" || rel.joinKind === "leftanti") &&
        !rel.isLeftUnique
      )
        return { ...rel, left: inner(rel.left) };
      break;
    case "union":
    case "shared":
    case "scan":
    case "rows":
    case "range":
      break;
  }
  throw refuse("kql/unsupported", span, { what: "This operator inside of a subquery that runs once per group" });
}
