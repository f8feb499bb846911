import { quoteName } from "../telemetry/quote-name.ts";
import type { AuditedColumn } from "./audited-columns.ts";
import type { Clause, MeasuredClause } from "./clause.ts";
import { LABELLED, type LabelledWorld } from "./labelled-world.ts";

/** Columns whose order may tell something: the row's own identity, and whatever else counts or names. */
export function orderedColumns(columns: readonly AuditedColumn[]): readonly string[] {
  return ["_ItemId", ...columns.filter(({ name }) => /(?:Id|ID|Number)$/.test(name)).map(({ name }) => name)];
}

/** Makes `orders`: of each row, the values of these columns in the row before, of the same host. */
export async function orderRows(world: LabelledWorld, host: string | null, columns: readonly string[]): Promise<void> {
  const partition = host === null ? "" : `PARTITION BY ${quoteName(host)}`;
  const before = columns.map(
    (name) =>
      `${quoteName(name)}, lag(${quoteName(name)}) OVER (${partition} ORDER BY "TimeGenerated", "_ItemId") AS ${quoteName(`__before_${name}`)}`,
  );
  await world.run(`CREATE OR REPLACE TEMP TABLE orders AS SELECT __sought, ${before.join(", ")} FROM ${LABELLED}`);
}

/** Whether an identifier goes back, stays or goes on, from one row of a host to the next. */
export async function measureOrders(world: LabelledWorld, host: string | null, columns: readonly string[]): Promise<MeasuredClause[]> {
  const clauses = columns.flatMap((name) => (["<", "=", ">"] as const).map((sign) => orderClause(host, name, sign)));
  const counts = clauses.map(({ sql }) => `count(*) FILTER (${sql("o")} AND __sought), count(*) FILTER (${sql("o")})`);
  const [row = []] = await world.read(`SELECT ${counts.join(", ")} FROM orders AS o`);
  return clauses.map((clause, i) => ({ ...clause, hits: Number(row[2 * i]), selected: Number(row[2 * i + 1]) }));
}

function orderClause(host: string | null, name: string, sign: "<" | "=" | ">"): Clause {
  return {
    column: name,
    sql: () => `coalesce(o.${quoteName(name)} ${sign} o.${quoteName(`__before_${name}`)}, false)`,
    about: "row",
    prelude: [`| sort by ${host === null ? "" : `${host} asc, `}TimeGenerated asc, _ItemId asc`],
    kql: `${name} ${sign === "=" ? "==" : sign} prev(${name})${host === null ? "" : ` and ${host} == prev(${host})`}`,
  };
}
