import { visitColumns, type Expr } from "./expr.ts";
import { constantTruth } from "./constant-truth.ts";
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
    if (rel.kind === "filter") for (const part of deciding(rel.predicate)) visitColumns(part, (column) => filtered.add(column.id));
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

/** The parts of a condition that can turn out one way or the other: an optional parameter that was left out bounds nothing. */
function deciding(predicate: Expr): readonly Expr[] {
  if (constantTruth(predicate) !== null) return [];
  return predicate.kind === "call" && predicate.name === "and" ? predicate.args.flatMap(deciding) : [predicate];
}
