import type { ExpandOutput, RelOf } from "../plan/rel.ts";
import { commas, joinSql, sql, type Sql } from "../sql/fragment.ts";
import { identifier } from "../sql/literal.ts";
import { byId, named, passed, reads, type Lowering, type Needed } from "./lowering.ts";

const value = (index: number): Sql => identifier(`v${index}`);
const elements = (index: number): Sql => identifier(`l${index}`);

/** The elements of a value, which is a column: it is named more than once. What is neither array nor bag is its only element. */
function elementsOf({ column, isBagAsPairs }: ExpandOutput, v: Sql): Sql {
  const member = sql`json_extract(${v}, '/' || replace(replace(k, '~', '~0'), '/', '~1'))`;
  const pair = isBagAsPairs ? sql`json_array(k, ${member})` : sql`json_object(k, ${member})`;
  if (column.type === "string")
    return sql`CASE json_type(${v}) WHEN 'ARRAY' THEN json_extract_string(${v}, '$[*]')
      WHEN 'OBJECT' THEN list_transform(json_keys(${v}), lambda k: ${pair}::VARCHAR) ELSE [json_extract_string(${v}, '$')] END`;
  return sql`CASE json_type(${v})
    WHEN 'ARRAY' THEN list_transform(from_json(${v}, '["JSON"]'), lambda e: CASE WHEN e::VARCHAR = 'null' THEN NULL ELSE e END)
    WHEN 'OBJECT' THEN list_transform(json_keys(${v}), lambda k: ${pair}) ELSE [${v}] END`;
}

/** `mv-expand`: one row per element, several values side by side. */
export function lowerExpand(rel: RelOf<"expand">, needed: Needed, lowering: Lowering): Sql {
  const numbers = [rel.index, rel.ordinal].flatMap((column) => (column === null ? [] : [column]));
  const through = passed(needed, [...rel.outputs.map((output) => output.column), ...numbers]);
  const pass = through.map(byId);
  const input = lowering.rel(rel.input, reads(through, ...rel.outputs.map((output) => output.value)));
  const values = rel.outputs.map((output, index) => sql`${lowering.expr(output.value)} AS ${value(index)}`);
  const lists = rel.outputs.map((output, index) => sql`${elementsOf(output, value(index))} AS ${elements(index)}`);
  const lengths = joinSql(
    rel.outputs.map((_, index) => sql`len(${elements(index)})`),
    ", ",
  );
  const opened = rel.outputs.map(({ column }, index) =>
    column.type === "string"
      ? sql`coalesce(unnest(${elements(index)}), '') AS ${named(column)}`
      : sql`unnest(${elements(index)}) AS ${named(column)}`,
  );
  const positions = numbers
    .filter((column) => needed.has(column.id))
    .map((column) => sql`unnest(range(greatest(${lengths}))) AS ${named(column)}`);
  return sql`SELECT ${commas([...pass, ...opened, ...positions])} FROM (SELECT ${commas([...pass, ...lists])} FROM (SELECT ${commas([...pass, ...values])} FROM (${input})))`;
}
