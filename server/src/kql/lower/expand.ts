import type { ExpandOutput, RelOf } from "../plan/rel.ts";
import { commas, joinSql, sql, type Sql } from "../sql/fragment.ts";
import { identifier } from "../sql/literal.ts";
import { byId, named, passed, reads, type Lowering, type Needed } from "./lowering.ts";

const value = (index: number): Sql => identifier(`v${index}`);
const elements = (index: number): Sql => identifier(`l${index}`);

/** Which kind of JSON a value is. What DuckDB has printed shows it in its first character, so that it need not be parsed again. */
const kindOf = (v: Sql, isPrinted: boolean): { readonly isArray: Sql; readonly isBag: Sql } =>
  isPrinted
    ? { isArray: sql`starts_with(${v}::VARCHAR, '[')`, isBag: sql`starts_with(${v}::VARCHAR, '{')` }
    : { isArray: sql`json_type(${v}) = 'ARRAY'`, isBag: sql`json_type(${v}) = 'OBJECT'` };

const withoutJsonNull = (v: Sql): Sql => sql`CASE WHEN ${v}::VARCHAR = 'null' THEN NULL ELSE ${v} END`;

/** The elements of a value, which is a column: it is named more than once. What is neither array nor bag is its only element. */
function elementsOf({ column, isBagAsPairs }: ExpandOutput, v: Sql, isPrinted: boolean): Sql {
  const { isArray, isBag } = kindOf(v, isPrinted);
  const member = sql`json_extract(${v}, '/' || replace(replace(k, '~', '~0'), '/', '~1'))`;
  const pair = isBagAsPairs ? sql`json_array(k, ${member})` : sql`json_object(k, ${member})`;
  if (column.type === "string")
    return sql`CASE WHEN ${isArray} THEN json_extract_string(${v}, '$[*]')
      WHEN ${isBag} THEN list_transform(json_keys(${v}), lambda k: ${pair}::VARCHAR) ELSE [json_extract_string(${v}, '$')] END`;
  return sql`CASE WHEN ${isArray} THEN list_transform(from_json(${v}, '["JSON"]'), lambda e: ${withoutJsonNull(sql`e`)})
    WHEN ${isBag} THEN list_transform(json_keys(${v}), lambda k: ${pair}) ELSE [${isPrinted ? withoutJsonNull(v) : v}] END`;
}

/** `mv-expand`: one row per element, several values side by side. */
export function lowerExpand(rel: RelOf<"expand">, needed: Needed, lowering: Lowering): Sql {
  const numbers = [rel.index, rel.ordinal].flatMap((column) => (column === null ? [] : [column]));
  const through = passed(needed, [...rel.outputs.map((output) => output.column), ...numbers]);
  const pass = through.map(byId);
  const input = lowering.rel(rel.input, reads(through, ...rel.outputs.map((output) => output.value)));
  const printed = rel.outputs.map((output) => lowering.json(output.value));
  const values = rel.outputs.map((output, index) => sql`${printed[index] ?? lowering.expr(output.value)} AS ${value(index)}`);
  const lists = rel.outputs.map((output, index) => sql`${elementsOf(output, value(index), printed[index] !== null)} AS ${elements(index)}`);
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
