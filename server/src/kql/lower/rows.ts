import type { RelOf } from "../plan/rel.ts";
import { commas, joinSql, sql, type Sql } from "../sql/fragment.ts";
import { literal } from "../sql/literal.ts";
import { named, selectList, type Lowering, type Needed } from "./lowering.ts";

/** Rows written in the query. */
export function lowerRows(rel: RelOf<"rows">, needed: Needed, lowering: Lowering): Sql {
  const wanted = [...rel.all.entries()].filter(([, column]) => needed.has(column.id));
  if (rel.rows.length === 0)
    return sql`SELECT ${selectList(wanted.map(([, column]) => sql`${literal(column.type, null)} AS ${named(column)}`))} WHERE FALSE`;
  const cells = (row: (typeof rel.rows)[number]): Sql[] =>
    wanted.flatMap(([index]) => (row[index] === undefined ? [] : [lowering.expr(row[index])]));
  const [only] = rel.rows;
  if (rel.rows.length === 1 && only !== undefined) {
    const values = cells(only);
    return sql`SELECT ${selectList(wanted.map(([, column], index) => sql`${values[index] ?? sql`NULL`} AS ${named(column)}`))}`;
  }
  if (wanted.length === 0)
    return sql`SELECT 1 AS "_" FROM (VALUES ${joinSql(
      rel.rows.map(() => sql`(1)`),
      ", ",
    )})`;
  return sql`SELECT * FROM (VALUES ${commas(rel.rows.map((row) => sql`(${commas(cells(row))})`))}) AS t(${commas(wanted.map(([, column]) => named(column)))})`;
}

/** `range`: streamed when its limits are constants, so that a huge one costs only what is read. */
export function lowerRange(rel: RelOf<"range">, lowering: Lowering): Sql {
  const [from, to, step] = [lowering.expr(rel.from), lowering.expr(rel.to), lowering.expr(rel.step)];
  const column = named(rel.output);
  if (rel.output.type === "real")
    return sql`SELECT ${from} + i * ${step} AS ${column} FROM (SELECT unnest(generate_series(0::BIGINT, k_real_steps(${from}, ${to}, ${step}))) AS i)`;
  const isConstant = [rel.from, rel.to, rel.step].every((limit) => limit.kind === "literal" && limit.value !== null && limit.value !== 0n);
  if (isConstant) return sql`SELECT generate_series AS ${column} FROM generate_series(${from}, ${to}, ${step})`;
  return sql`SELECT unnest(generate_series(${from}, ${to}, nullif(${step}, 0))) AS ${column}`;
}
