import type { Column } from "../plan/column.ts";
import type { RelOf } from "../plan/rel.ts";
import { EMPTY, joinSql, sql, type Sql } from "../sql/fragment.ts";
import { literal } from "../sql/literal.ts";
import { named, reads, selectList, type Lowering, type Needed } from "./lowering.ts";

type UnionInput = RelOf<"union">["inputs"][number];

/**
 * Up to here every input pads every column that it lacks. A union of hundreds of tables has thousands of columns, so that the
 * padding alone would be gigabytes of text.
 */
const FLAT_CELLS_MAX = 20_000;

const padding = (column: Column): Sql => literal(column.type, column.type === "string" ? "" : null);

/** An input with all `columns` of the union, or with those of them that it gives. */
function inputRows({ rel, items }: UnionInput, columns: readonly Column[], isPadded: boolean, lowering: Lowering): Sql {
  const values = new Map(items.map((item) => [item.column.id, item.value]));
  const given = isPadded ? columns : columns.filter((column) => values.has(column.id));
  const below = lowering.rel(rel, reads([], ...given.flatMap((column) => values.get(column.id) ?? [])));
  const list = given.map((column) => {
    const value = values.get(column.id);
    return sql`${value === undefined ? padding(column) : lowering.expr(value)} AS ${named(column)}`;
  });
  return sql`SELECT ${selectList(list)} FROM (${below})`;
}

/**
 * Pairs inputs until one is left, so that DuckDB pads a column once per level and not once per input. Without the stars it
 * would make one flat union of the whole.
 */
function paired(inputs: readonly Sql[]): Sql {
  const [first, second] = inputs;
  if (first === undefined || second === undefined) return first ?? EMPTY;
  const middle = Math.ceil(inputs.length / 2);
  return sql`SELECT * FROM (${paired(inputs.slice(0, middle))}) UNION ALL BY NAME SELECT * FROM (${paired(inputs.slice(middle))})`;
}

/** DuckDB pads with nulls, and a string is never null. */
function withoutNullStrings(column: Column): Sql {
  return column.type === "string" ? sql`coalesce(${named(column)}, ${padding(column)}) AS ${named(column)}` : named(column);
}

/** Rows of every input, one after the other, with the columns that the query reads. */
export function lowerUnion(rel: RelOf<"union">, needed: Needed, lowering: Lowering): Sql {
  const columns = rel.all.filter((column) => needed.has(column.id));
  const isPadded = rel.inputs.length * columns.length <= FLAT_CELLS_MAX;
  const inputs = rel.inputs.map((input) => inputRows(input, columns, isPadded, lowering));
  return isPadded ? joinSql(inputs, " UNION ALL ") : sql`SELECT ${selectList(columns.map(withoutNullStrings))} FROM (${paired(inputs)})`;
}
