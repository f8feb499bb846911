import type { RenderHint } from "../../../contract/index.ts";
import type { CompiledTable, KqlScope } from "../engine.ts";
import type { Rel } from "../plan/rel.ts";
import { filteredColumns } from "../plan/time-bounds.ts";
import { commas, printSql, sql } from "../sql/fragment.ts";
import { whole } from "../sql/literal.ts";
import { Lowering, named, orderBy, readsKeys } from "./lowering.ts";
import { lowerRel } from "./rel.ts";

interface Output {
  readonly name: string | null;
  readonly rel: Rel;
  readonly render: RenderHint | null;
}

/**
 * One result table as one statement, its columns named `r0` … and the row's identity last. `timeFiltered` says which time
 * columns the query itself bounds; a part of a query has to be told, because the bound may stand elsewhere.
 */
export function lowerQuery(
  { name, rel, render }: Output,
  scope: KqlScope,
  rowsMax: number,
  timeFiltered = filteredColumns(rel),
): CompiledTable {
  const itemIds = rel.itemId === null ? [] : [rel.itemId];
  const outputs = [...rel.columns, ...itemIds];
  const needed = readsKeys(
    outputs.map((column) => column.id),
    rel.ordering,
  );
  const shared = new Lowering(scope, timeFiltered, lowerRel);
  const first = shared.rel(rel, needed);
  const once = shared.usedOnce;
  const lowering = once.size === 0 ? shared : new Lowering(scope, timeFiltered, lowerRel, once);
  const body = once.size === 0 ? first : lowering.rel(rel, needed);
  const list = outputs.map((column, index) => sql`${named(column)} AS r${whole(index)}`);
  const selected = list.length === 0 ? sql`1 AS r0` : commas(list);
  const statement = sql`SELECT ${selected} FROM (${body}) ${orderBy(rel.ordering)} LIMIT ${whole(rowsMax + 1)}`;
  const { text, parameters } = printSql(sql`${lowering.withClause()}${statement}`);
  return {
    name,
    sql: text,
    parameters,
    columns: rel.columns.map((column) => ({ name: column.name, type: column.type })),
    itemIdColumn: rel.itemId === null ? null : rel.columns.length,
    render,
  };
}
