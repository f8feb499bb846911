import { visitColumns } from "./expr.ts";
import type { Rel } from "./rel.ts";
import { visitRels } from "./walk.ts";

/**
 * Ids of the columns that filters of the plan read, followed down through unions and shared parts. A scan whose time column
 * is among them was bounded by the person and gets no default range, as in the portal.
 */
export function filteredColumns(root: Rel): ReadonlySet<number> {
  const filtered = new Set<number>();
  const follow: (readonly [to: number, from: number])[] = [];
  visitRels(root, (rel) => {
    if (rel.kind === "filter") visitColumns(rel.predicate, (column) => filtered.add(column.id));
    if (rel.kind === "union")
      for (const { items } of rel.inputs)
        for (const item of items) visitColumns(item.value, (column) => follow.push([item.column.id, column.id]));
    if (rel.kind === "shared") for (const pair of rel.renamed) follow.push([pair.to.id, pair.from.id]);
    if (rel.kind === "join") for (const pair of rel.padded) follow.push([pair.to.id, pair.from.id]);
    if (rel.kind === "compute")
      for (const item of rel.items)
        visitColumns(item.value, (column) => column.type === "datetime" && follow.push([item.column.id, column.id]));
  });
  for (let grew = true; grew;) {
    grew = false;
    for (const [to, from] of follow)
      if (filtered.has(to) && !filtered.has(from)) {
        filtered.add(from);
        grew = true;
      }
  }
  return filtered;
}
