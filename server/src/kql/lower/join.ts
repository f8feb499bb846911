import type { RelOf } from "../plan/rel.ts";
import { joinSql, sql, type Sql } from "../sql/fragment.ts";
import { producible } from "../plan/producible.ts";
import { named, reads, selectList, type Lowering, type Needed } from "./lowering.ts";

const JOINS: Readonly<Record<RelOf<"join">["joinKind"], Sql>> = {
  inner: sql`INNER JOIN`,
  leftouter: sql`LEFT JOIN`,
  rightouter: sql`RIGHT JOIN`,
  fullouter: sql`FULL JOIN`,
  leftsemi: sql`SEMI JOIN`,
  leftanti: sql`ANTI JOIN`,
  rightsemi: sql`SEMI JOIN`,
  rightanti: sql`ANTI JOIN`,
};

/** Null keys meet each other in Kusto. */
export function lowerJoin(rel: RelOf<"join">, needed: Needed, lowering: Lowering): Sql {
  const padded = new Map(rel.padded.map((pair) => [pair.to.id, pair.from.id]));
  const condition = rel.condition === undefined ? [] : [rel.condition];
  const below = reads(
    [...needed].map((id) => padded.get(id) ?? id),
    ...condition,
  );
  const side = (input: RelOf<"join">["left"], name: "left" | "right"): Sql => {
    const own = producible(input);
    return lowering.rel(input, new Set([...reads(below, ...rel.keys.map((key) => key[name]))].filter((id) => own.has(id))));
  };
  const leftRows = side(rel.left, "left");
  const left = rel.isLeftUnique
    ? sql`SELECT DISTINCT ON (${joinSql(
        rel.keys.map((key) => lowering.expr(key.left)),
        ", ",
      )}) * FROM (${leftRows})`
    : leftRows;
  const right = side(rel.right, "right");
  const keys = rel.keys.map((key) => {
    const [a, b] = [lowering.expr(key.left), lowering.expr(key.right)];
    return key.left.type === "string" ? sql`${a} = ${b}` : sql`${a} IS NOT DISTINCT FROM ${b}`;
  });
  const on = joinSql([...keys, ...condition.map((expr) => lowering.predicate(expr))], " AND ");
  const toPadded = rel.padded.filter((pair) => needed.has(pair.to.id));
  const own = new Set(rel.padded.map((pair) => pair.to.id));
  const plain = [...needed].filter((id) => !own.has(id));
  const available = plain.map((id) => named({ id, name: "", type: "string" }));
  const items = [
    ...available,
    ...toPadded.map(({ from, to }) =>
      to.type === "string" ? sql`coalesce(${named(from)}, '') AS ${named(to)}` : sql`${named(from)} AS ${named(to)}`,
    ),
  ];
  const isRightFirst = rel.joinKind === "rightsemi" || rel.joinKind === "rightanti";
  const [first, second] = isRightFirst ? [right, left] : [left, right];
  return sql`SELECT ${selectList(items)} FROM (${first}) AS a ${JOINS[rel.joinKind]} (${second}) AS b ON ${on}`;
}
