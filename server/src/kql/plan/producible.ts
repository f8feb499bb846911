import type { Rel } from "./rel.ts";

const known = new WeakMap<Rel, ReadonlySet<number>>();

function compute(rel: Rel): Iterable<number> {
  switch (rel.kind) {
    case "scan":
    case "rows":
    case "union":
      return rel.all.map((column) => column.id);
    case "range":
      return [rel.output.id];
    case "compute":
    case "window":
      return [...producible(rel.input), ...rel.items.map((item) => item.column.id)];
    case "filter":
    case "relabel":
    case "limit":
    case "limit-by":
      return producible(rel.input);
    case "aggregate":
      return [...rel.groups, ...rel.aggregates].map((item) => item.column.id);
    case "join":
      return [...producible(rel.left), ...producible(rel.right), ...rel.padded.map((pair) => pair.to.id)];
    case "expand":
      return [
        ...producible(rel.input),
        ...rel.outputs.map((output) => output.column.id),
        ...(rel.index === null ? [] : [rel.index.id]),
        rel.ordinal.id,
      ];
    case "sequence":
      return [
        ...producible(rel.input),
        ...[...rel.declared.map((one) => one.column), ...(rel.matchId === null ? [] : [rel.matchId]), rel.ordinal].map(
          (column) => column.id,
        ),
      ];
    case "shared":
      return rel.renamed.map((pair) => pair.to.id);
  }
}

/** Ids of all columns that the relation can give, hidden ones included. */
export function producible(rel: Rel): ReadonlySet<number> {
  let ids = known.get(rel);
  if (ids === undefined) {
    ids = new Set(compute(rel));
    known.set(rel, ids);
  }
  return ids;
}
