import { sql, type Sql } from "../sql/fragment.ts";

/** Up to here each term is looked for in each text: taking the texts apart would cost more. */
const FEW_TERMS = sql`64`;

/**
 * The terms of a list (`v`, in small letters), with what finds them: of the runs of letters and digits in a term, `key` is the
 * one that the fewest terms have. A text with the term has that run between delimiters, so a join on it meets only terms that
 * may be there. A term of nothing but delimiters has no key.
 */
export function termTable(terms: Sql): Sql {
  const runs = sql`r AS (SELECT v, unnest(k_runs(v)) AS run FROM t), f AS (SELECT run, count(*) AS n FROM r GROUP BY run)`;
  const keys = sql`k AS (SELECT r.v, arg_min(r.run, f.n) AS key FROM r JOIN f USING (run) GROUP BY r.v)`;
  const many = sql`(SELECT count(*) FROM t) > ${FEW_TERMS}`;
  return sql`WITH t AS (SELECT DISTINCT v FROM (${terms})), ${runs}, ${keys} SELECT t.v, k.key, ${many} AS many FROM t LEFT JOIN k USING (v)`;
}

/** Terms of a long list that stand in the text, as often as they do. The text is taken apart for a long list only. */
function joined(table: Sql, hay: Sql): Sql {
  const runs = sql`unnest(CASE WHEN (SELECT bool_or(many) FROM ${table}) THEN k_runs(h) ELSE []::VARCHAR[] END) AS run`;
  return sql`(SELECT h, ${runs} FROM (SELECT ${hay} AS h)) AS r JOIN ${table} AS k ON k.key = r.run WHERE k_has(r.h, k.v, 3)`;
}

/** Terms that no join finds: those of a short list, and in a long one those of nothing but delimiters. */
const ONE_BY_ONE = sql`(NOT many OR key IS NULL)`;
const NO_KEY = sql`(many AND key IS NULL)`;

/** Of a short list, the terms that stand in the text at all. A list beside each row costs less than a join of a few terms. */
const present = (table: Sql, hay: Sql): Sql =>
  sql`list_filter((SELECT coalesce(list(v), []) FROM ${table} WHERE NOT many), lambda t: contains(${hay}, t))`;

function hasAnyOfFew(table: Sql, hay: Sql): Sql {
  const found = present(table, hay);
  return sql`(CASE WHEN len(${found}) = 0 THEN FALSE ELSE list_bool_or(list_transform(${found}, lambda t: k_has(${hay}, t, 3))) END)`;
}

/** Whether the text, in small letters, has any of the terms of the table. A text with a subquery cannot be read in a lambda. */
export function hasAnyOf(table: Sql, hay: Sql, hasSubquery: boolean): Sql {
  const long = sql`EXISTS (SELECT 1 FROM ${joined(table, hay)})`;
  if (hasSubquery) return sql`(EXISTS (SELECT 1 FROM ${table} WHERE ${ONE_BY_ONE} AND k_has(${hay}, v, 3)) OR ${long})`;
  return sql`(${hasAnyOfFew(table, hay)} OR EXISTS (SELECT 1 FROM ${table} WHERE ${NO_KEY} AND k_has(${hay}, v, 3)) OR ${long})`;
}

/** Whether the text, in small letters, has each of the terms of the table. */
export function hasAllOf(table: Sql, hay: Sql): Sql {
  const wanted = sql`(SELECT count(*) FROM ${table} WHERE NOT ${ONE_BY_ONE})`;
  const found = sql`(SELECT count(DISTINCT k.v) FROM ${joined(table, hay)})`;
  return sql`(NOT EXISTS (SELECT 1 FROM ${table} WHERE ${ONE_BY_ONE} AND NOT k_has(${hay}, v, 3)) AND ${found} = ${wanted})`;
}
