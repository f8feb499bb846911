import type { KqlScope } from "../engine.ts";
import type { Column, SortKey } from "../plan/column.ts";
import { visitColumns, type Expr, type Membership, type ScalarQuery } from "../plan/expr.ts";
import type { Rel } from "../plan/rel.ts";
import { commas, EMPTY, sql, type Sql } from "../sql/fragment.ts";
import { identifier, literal } from "../sql/literal.ts";
import { convert } from "../functions/convert.ts";
import { hasSubquery } from "../plan/walk.ts";
import { hasAllOf, hasAnyOf, termTable } from "./has-terms.ts";

export type Needed = ReadonlySet<number>;

/** The SQL name of a plan column. */
export const named = (column: Column): Sql => identifier(`c${column.id}`);

export const byId = (id: number): Sql => named({ id, name: "", type: "string" });

/** Columns that simply pass through a step, by id, without those that it makes itself. */
export function passed(needed: Needed, made: readonly Column[]): number[] {
  const own = new Set(made.map((column) => column.id));
  return [...needed].filter((id) => !own.has(id));
}

/** Everything that the columns `needed` plus these expressions read. */
export function reads(needed: Iterable<number>, ...expressions: readonly Expr[]): Set<number> {
  const ids = new Set(needed);
  for (const expr of expressions) visitColumns(expr, (column) => ids.add(column.id));
  return ids;
}

export const readsKeys = (needed: Iterable<number>, keys: readonly SortKey[]): Set<number> =>
  new Set([...needed, ...keys.map((key) => key.column.id)]);

/** A select list; DuckDB wants at least one column even where only the number of rows matters. */
export const selectList = (items: readonly Sql[]): Sql => (items.length === 0 ? sql`1 AS "_"` : commas(items));

/** `ORDER BY …`, or nothing. */
export function orderBy(keys: readonly SortKey[]): Sql {
  if (keys.length === 0) return EMPTY;
  return sql`ORDER BY ${commas(keys.map(({ column, isDescending, nulls }) => sql`${named(column)}${isDescending ? sql` DESC` : sql` ASC`}${nulls === "first" ? sql` NULLS FIRST` : sql` NULLS LAST`}`))}`;
}

/** State of turning one plan into one statement: shared parts become common table expressions, each once. */
export class Lowering {
  readonly scope: KqlScope;
  /** Scans whose time column some filter of the query reads: they get no default range. */
  readonly timeFiltered: ReadonlySet<number>;
  readonly #lowerRel: (rel: Rel, needed: Needed, lowering: Lowering) => Sql;
  readonly #shared = new Map<object, string>();
  readonly #inlined: ReadonlySet<object>;
  readonly #uses = new Map<object, number>();
  #expressionDepth = 0;
  #places: ReadonlyMap<number, Sql> = new Map();
  readonly #expressions: { readonly name: string; readonly body: Sql }[] = [];

  /** `inlined`: shared relations that an earlier pass found to be {@link usedOnce}. */
  constructor(
    scope: KqlScope,
    timeFiltered: ReadonlySet<number>,
    lowerRel: (rel: Rel, needed: Needed, lowering: Lowering) => Sql,
    inlined: ReadonlySet<object> = new Set(),
  ) {
    this.scope = scope;
    this.timeFiltered = timeFiltered;
    this.#lowerRel = lowerRel;
    this.#inlined = inlined;
  }

  rel(rel: Rel, needed: Needed): Sql {
    return this.#lowerRel(rel, needed, this);
  }

  /** Renders with these columns read from elsewhere than the rows below: fields of a structure inside of a lambda. */
  reading<T>(places: ReadonlyMap<number, Sql>, work: () => T): T {
    const outer = this.#places;
    this.#places = new Map([...outer, ...places]);
    try {
      return work();
    } finally {
      this.#places = outer;
    }
  }

  /** Whether a shared relation is to be written where it is used. Notes the use: text of an expression may be pasted twice. */
  isInlined(shared: Rel): boolean {
    this.#uses.set(shared, (this.#uses.get(shared) ?? 0) + (this.#expressionDepth > 0 ? 2 : 1));
    return this.#inlined.has(shared);
  }

  /** Shared relations that this statement read in one place: as an entry of their own they would only be copied. */
  get usedOnce(): ReadonlySet<object> {
    return new Set([...this.#uses].flatMap(([shared, uses]) => (uses === 1 ? [shared] : [])));
  }

  /** Puts the body into a `WITH` entry on first use of the key and returns its name. */
  share(key: object, body: () => Sql): Sql {
    let name = this.#shared.get(key);
    if (name === undefined) {
      const made = body();
      name = `s${this.#shared.size}`;
      this.#shared.set(key, name);
      this.#expressions.push({ name, body: made });
    }
    return identifier(name);
  }

  withClause(): Sql {
    if (this.#expressions.length === 0) return EMPTY;
    return sql`WITH ${commas(this.#expressions.map(({ name, body }) => sql`${identifier(name)} AS MATERIALIZED (${body})`))} `;
  }

  /** A dynamic value as {@link Call.renderJson} says; null where it has no such form. */
  json(expr: Expr): Sql | null {
    return expr.kind === "call" && expr.renderJson !== undefined ? expr.renderJson(expr.args.map((arg) => this.expr(arg))) : null;
  }

  expr(expr: Expr): Sql {
    this.#expressionDepth++;
    try {
      return this.#expr(expr);
    } finally {
      this.#expressionDepth--;
    }
  }

  #expr(expr: Expr): Sql {
    switch (expr.kind) {
      case "column":
        return this.#places.get(expr.column.id) ?? named(expr.column);
      case "literal":
        return literal(expr.type, expr.value);
      case "call":
        return expr.render(expr.args.map((arg) => this.expr(arg)));
      case "scalar-query":
        return this.#scalarQuery(expr);
      case "membership":
        return this.#membership(expr, false);
    }
  }

  /** SQL of a condition where null may count as false. */
  predicate(expr: Expr): Sql {
    this.#expressionDepth++;
    try {
      return this.#predicate(expr);
    } finally {
      this.#expressionDepth--;
    }
  }

  #predicate(expr: Expr): Sql {
    if (expr.kind === "membership") return this.#membership(expr, true);
    if (expr.kind !== "call") return this.expr(expr);
    if (expr.name === "and" || expr.name === "or") return expr.render(expr.args.map((arg) => this.predicate(arg)));
    return (expr.renderPredicate ?? expr.render)(expr.args.map((arg) => this.expr(arg)));
  }

  #scalarQuery(expr: ScalarQuery): Sql {
    const { rel, column } = expr;
    const name = this.share(expr, () => {
      const body = this.rel(rel, readsKeys([column.id], rel.ordering));
      if (expr.shape === "array") return sql`SELECT to_json(list(${named(column)})) AS v FROM (${body})`;
      return sql`SELECT ${named(column)} AS v FROM (${body}) ${orderBy(rel.ordering)} LIMIT 1`;
    });
    const read = sql`(SELECT v FROM ${name})`;
    return expr.type === "string" ? sql`coalesce(${read}, '')` : read;
  }

  /** `x has_any (table)`: each term is looked for in the value. */
  #hasTerms({ rel, column, operand, test }: Membership): Sql {
    const name = this.share(rel, () => {
      const term =
        column.type === "dynamic"
          ? sql`unnest(k_terms(${named(column)}))`
          : sql`lower(${this.expr(convert({ kind: "column", type: column.type, column }, "string"))})`;
      return termTable(sql`SELECT ${term} AS v FROM (${this.rel(rel, new Set([column.id]))})`);
    });
    const hay = sql`lower(${this.expr(operand)})`;
    return test === "has_any" ? hasAnyOf(name, hay, hasSubquery(operand)) : hasAllOf(name, hay);
  }

  /** `x in (table)`: a column of arrays is opened, as Kusto does with the result of `make_set`. */
  #membership(expr: Membership, isPredicate: boolean): Sql {
    const { rel, column, operand } = expr;
    if (expr.test === "has_any" || expr.test === "has_all") return this.#hasTerms(expr);
    const type = operand.type === "dynamic" ? (column.type === "dynamic" ? "string" : column.type) : operand.type;
    const value = this.expr(convert(operand, type));
    const source = this.rel(rel, new Set([column.id]));
    const element: Column = column.type === "dynamic" ? { ...column, id: -1 } : column;
    const opened =
      column.type === "dynamic" ? sql`SELECT unnest(k_elements(${named(column)})) AS ${named(element)} FROM (${source})` : source;
    const item = this.expr(convert({ kind: "column", type: element.type, column: element }, type));
    const fold = (text: Sql): Sql => (expr.test === "caseless" && type === "string" ? sql`lower(${text})` : text);
    const list = sql`SELECT ${fold(item)} FROM (${opened}) WHERE ${named(element)} IS NOT NULL`;
    if (expr.isNegated)
      return type === "string" ? sql`(${fold(value)} NOT IN (${list}))` : sql`coalesce(${fold(value)} NOT IN (${list}), TRUE)`;
    return isPredicate || type === "string" ? sql`(${fold(value)} IN (${list}))` : sql`coalesce(${fold(value)} IN (${list}), FALSE)`;
  }
}
