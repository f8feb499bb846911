import type { Column } from "../plan/column.ts";
import type { RelOf } from "../plan/rel.ts";
import { joinSql, sql, type Sql } from "../sql/fragment.ts";
import { literal } from "../sql/literal.ts";
import { named, reads, selectList, type Lowering, type Needed } from "./lowering.ts";

type UnionInput = RelOf<"union">["inputs"][number];

/**
 * Up to here every input pads every column that it lacks. A union of hundreds of tables has thousands of columns, so that the
 * padding alone would be gigabytes of text.
 */
const FLAT_CELLS_MAX = 20_000;

/** Part of a union: the columns that any of its inputs gives, in the order of the union's. */
interface Part {
  readonly body: Sql;
  readonly columns: readonly Column[];
}

const padding = (column: Column): Sql => literal(column.type, column.type === "string" ? "" : null);

function inputPart({ rel, items }: UnionInput, columns: readonly Column[], keepsMissing: boolean, lowering: Lowering): Part {
  const values = new Map(items.map((item) => [item.column.id, item.value]));
  const given = keepsMissing ? columns : columns.filter((column) => values.has(column.id));
  const wanted = given.flatMap((column) => values.get(column.id) ?? []);
  const below = lowering.rel(rel, reads([], ...wanted));
  const list = given.map((column) => {
    const value = values.get(column.id);
    return sql`${value === undefined ? padding(column) : lowering.expr(value)} AS ${named(column)}`;
  });
  return { body: sql`SELECT ${selectList(list)} FROM (${below})`, columns: given };
}

/** Brings a part to the given columns. */
function padded({ body, columns }: Part, wanted: readonly Column[]): Sql {
  if (columns.length === wanted.length) return body;
  const given = new Set(columns.map((column) => column.id));
  const list = wanted.map((column) => (given.has(column.id) ? named(column) : sql`${padding(column)} AS ${named(column)}`));
  return sql`SELECT ${selectList(list)} FROM (${body})`;
}

/** Pairs parts until one is left: a column is padded once per level, not once per input. */
function paired(parts: readonly Part[], order: readonly Column[]): Part {
  const [first, second] = parts;
  if (first === undefined) return { body: sql``, columns: [] };
  if (second === undefined) return first;
  const middle = Math.ceil(parts.length / 2);
  const [left, right] = [paired(parts.slice(0, middle), order), paired(parts.slice(middle), order)];
  const given = new Set([...left.columns, ...right.columns].map((column) => column.id));
  const columns = order.filter((column) => given.has(column.id));
  return { body: joinSql([padded(left, columns), padded(right, columns)], " UNION ALL "), columns };
}

/** Rows of every input, one after the other, with the columns that the query reads. */
export function lowerUnion(rel: RelOf<"union">, needed: Needed, lowering: Lowering): Sql {
  const columns = rel.all.filter((column) => needed.has(column.id));
  const isFlat = rel.inputs.length * columns.length <= FLAT_CELLS_MAX;
  const parts = rel.inputs.map((input) => inputPart(input, columns, isFlat, lowering));
  if (!isFlat) return padded(paired(parts, columns), columns);
  return joinSql(
    parts.map(({ body }) => body),
    " UNION ALL ",
  );
}
