import type { Rel, RelOf } from "../plan/rel.ts";
import { commas, sql, type Sql } from "../sql/fragment.ts";
import { whole } from "../sql/literal.ts";
import { lowerExpand } from "./expand.ts";
import { lowerJoin } from "./join.ts";
import { byId, named, orderBy, passed, reads, readsKeys, selectList, type Lowering, type Needed } from "./lowering.ts";
import { lowerRange, lowerRows } from "./rows.ts";
import { lowerScan } from "./scan.ts";
import { lowerSequence } from "./sequence.ts";
import { lowerUnion } from "./union.ts";

function lowerCompute(rel: RelOf<"compute">, needed: Needed, lowering: Lowering): Sql {
  const items = rel.items.filter((item) => needed.has(item.column.id));
  if (items.length === 0) return lowering.rel(rel.input, needed);
  const through = passed(
    needed,
    rel.items.map((item) => item.column),
  );
  const input = lowering.rel(rel.input, reads(through, ...items.map((item) => item.value)));
  return sql`SELECT ${commas([...through.map(byId), ...items.map((item) => sql`${lowering.expr(item.value)} AS ${named(item.column)}`)])} FROM (${input})`;
}

function lowerWindow(rel: RelOf<"window">, needed: Needed, lowering: Lowering): Sql {
  const items = rel.items.filter((item) => needed.has(item.column.id));
  if (items.length === 0) return lowering.rel(rel.input, needed);
  const through = passed(
    needed,
    rel.items.map((item) => item.column),
  );
  const below = readsKeys(reads(through, ...items.flatMap((item) => item.args), ...rel.partition), rel.input.ordering);
  const partition = rel.partition.length === 0 ? sql`` : sql`PARTITION BY ${commas(rel.partition.map((part) => lowering.expr(part)))} `;
  const over = sql`${partition}${orderBy(rel.input.ordering)}`;
  const made = items.map(
    (item) =>
      sql`${item.render(
        item.args.map((arg) => lowering.expr(arg)),
        over,
      )} AS ${named(item.column)}`,
  );
  return sql`SELECT ${commas([...through.map(byId), ...made])} FROM (${lowering.rel(rel.input, below)})`;
}

function lowerAggregate(rel: RelOf<"aggregate">, needed: Needed, lowering: Lowering): Sql {
  const aggregates = rel.aggregates.filter((item) => needed.has(item.column.id));
  const keys = rel.input.ordering;
  const below = readsKeys(
    reads([], ...rel.groups.map((group) => group.value), ...aggregates.flatMap((item) => item.args)),
    aggregates.length === 0 ? [] : keys,
  );
  const input = lowering.rel(rel.input, below);
  const order = orderBy(keys);
  const items = [
    ...rel.groups.map((group) => sql`${lowering.expr(group.value)} AS ${named(group.column)}`),
    ...aggregates.map(
      (item) =>
        sql`${item.render(
          item.args.map((arg) => lowering.expr(arg)),
          order,
        )} AS ${named(item.column)}`,
    ),
  ];
  if (rel.groups.length === 0 && aggregates.length === 0) return sql`SELECT count(*) AS "_" FROM (${input})`;
  const grouping = rel.groups.length === 0 ? sql`` : sql` GROUP BY ${commas(rel.groups.map((_, index) => whole(index + 1)))}`;
  return sql`SELECT ${commas(items)} FROM (${input})${grouping}`;
}

function lowerLimit(rel: RelOf<"limit">, needed: Needed, lowering: Lowering): Sql {
  const below = lowering.rel(rel.input, readsKeys(needed, rel.ordering));
  const { count } = rel;
  const most =
    count.kind === "literal" && typeof count.value === "bigint"
      ? whole(count.value < 0n ? 0n : count.value)
      : sql`(SELECT greatest(coalesce(${lowering.expr(count)}, 0), 0))`;
  return sql`SELECT ${selectList([...needed].map(byId))} FROM (${below}) ${orderBy(rel.ordering)} LIMIT ${most}`;
}

function lowerLimitBy(rel: RelOf<"limit-by">, needed: Needed, lowering: Lowering): Sql {
  const below = lowering.rel(rel.input, readsKeys(new Set([...needed, ...rel.partition.map((column) => column.id)]), rel.input.ordering));
  const over = sql`PARTITION BY ${commas(rel.partition.map(named))} ${orderBy(rel.input.ordering)}`;
  return sql`SELECT ${selectList([...needed].map(byId))} FROM (${below}) QUALIFY row_number() OVER (${over}) <= ${lowering.expr(rel.count)}`;
}

function lowerShared(rel: RelOf<"shared">, needed: Needed, lowering: Lowering): Sql {
  const pairs = rel.renamed.filter((pair) => needed.has(pair.to.id));
  const items = selectList(pairs.map((pair) => sql`${named(pair.from)} AS ${named(pair.to)}`));
  if (lowering.isInlined(rel.input))
    return sql`SELECT ${items} FROM (${lowering.rel(rel.input, new Set(pairs.map((pair) => pair.from.id)))})`;
  const name = lowering.share(rel.input, () => lowering.rel(rel.input, new Set(rel.renamed.map((pair) => pair.from.id))));
  return sql`SELECT ${items} FROM ${name}`;
}

/** A `SELECT` that gives exactly the needed columns of a relation, under their plan names. */
export function lowerRel(rel: Rel, needed: Needed, lowering: Lowering): Sql {
  switch (rel.kind) {
    case "scan":
      return lowerScan(rel, needed, lowering);
    case "rows":
      return lowerRows(rel, needed, lowering);
    case "range":
      return lowerRange(rel, lowering);
    case "compute":
      return lowerCompute(rel, needed, lowering);
    case "window":
      return lowerWindow(rel, needed, lowering);
    case "filter": {
      const below = lowering.rel(rel.input, reads(needed, rel.predicate));
      return sql`SELECT ${selectList([...needed].map(byId))} FROM (${below}) WHERE ${lowering.predicate(rel.predicate)}`;
    }
    case "relabel":
      return lowering.rel(rel.input, needed);
    case "aggregate":
      return lowerAggregate(rel, needed, lowering);
    case "limit":
      return lowerLimit(rel, needed, lowering);
    case "limit-by":
      return lowerLimitBy(rel, needed, lowering);
    case "join":
      return lowerJoin(rel, needed, lowering);
    case "union":
      return lowerUnion(rel, needed, lowering);
    case "expand":
      return lowerExpand(rel, needed, lowering);
    case "sequence":
      return lowerSequence(rel, needed, lowering);
    case "shared":
      return lowerShared(rel, needed, lowering);
  }
}
