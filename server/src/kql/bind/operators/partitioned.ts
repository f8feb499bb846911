import type { Column } from "../../plan/column.ts";
import { call, columnRef, literalExpr, type Expr, type ScalarQuery } from "../../plan/expr.ts";
import { aggregateOver, computeOver } from "../../plan/build.ts";
import type { Item, Rel, RelOf } from "../../plan/rel.ts";
import { replaceExpr } from "../../plan/replace.ts";
import { visitRels } from "../../plan/walk.ts";
import { refuse } from "../../diagnostics/catalogue.ts";
import { sql } from "../../sql/fragment.ts";
import { at } from "../../functions/definition.ts";
import type { Span } from "../../syntax/nodes.ts";
import { shareRel } from "../lets.ts";
import type { Binder } from "../scope.ts";

/** A plan that works on each group by itself, and the columns, hidden or not, that say which group a row is of. */
export interface PerGroup {
  readonly rel: Rel;
  readonly keys: readonly Column[];
}

type Join = RelOf<"join">;

/** Kinds that keep or drop left rows by themselves, so that a right side without groups may serve all of them. */
const LEFT_KINDS: ReadonlySet<Join["joinKind"]> = new Set(["inner", "leftouter", "leftsemi", "leftanti"]);
const RIGHT_KINDS: ReadonlySet<Join["joinKind"]> = new Set(["rightouter", "rightsemi", "rightanti"]);

/** Makes plans that were bound over all rows of a leaf work on each of its groups. */
class Grouping {
  readonly #leaf: PerGroup;
  readonly #span: Span;
  readonly #binder: Binder;
  readonly #shared = new Map<Rel, PerGroup>();

  constructor(leaf: PerGroup, span: Span, binder: Binder) {
    this.#leaf = leaf;
    this.#span = span;
    this.#binder = binder;
  }

  of(rel: Rel): PerGroup {
    if (rel === this.#leaf.rel) return this.#leaf;
    if (!this.#reads(rel)) return this.#once(rel);
    switch (rel.kind) {
      case "compute":
        return this.#over(rel.input, (input, keys) => {
          const detached = this.#detached(
            input,
            rel.items.map((item) => item.value),
            keys,
          );
          const items = rel.items.map((item, index) => ({ ...item, value: detached.values[index] ?? item.value }));
          return { ...rel, input: detached.rel, items };
        });
      case "filter":
        return this.#over(rel.input, (input, keys) => {
          const detached = this.#detached(input, [rel.predicate], keys);
          return { ...rel, input: detached.rel, predicate: detached.values[0] ?? rel.predicate };
        });
      case "relabel":
      case "expand":
        return this.#over(rel.input, (input) => ({ ...rel, input }));
      case "sequence":
      case "window":
        return this.#over(rel.input, (input, keys) => ({ ...rel, input, partition: [...rel.partition, ...keys.map(columnRef)] }));
      case "aggregate":
        return this.#over(rel.input, (input, keys) => ({
          ...rel,
          input,
          groups: [...rel.groups, ...keys.map((column) => ({ column, value: columnRef(column) }))],
        }));
      case "limit":
        return this.#over(rel.input, (input, keys) => ({ ...rel, kind: "limit-by", input, partition: keys }));
      case "limit-by":
        return this.#over(rel.input, (input, keys) => ({ ...rel, input, partition: [...rel.partition, ...keys] }));
      case "shared":
        return this.#reference(rel);
      case "join":
        return this.#join(rel);
      case "union":
        return this.#union(rel);
      case "scan":
      case "rows":
      case "range":
        throw refuse("kql/unsupported", this.#span, {
          what: "This operator inside of a subquery that runs once per group",
          instead: "Give the table that it makes a name with `let` before the query, and join it.",
        });
    }
  }

  #over(input: Rel, make: (input: Rel, keys: readonly Column[]) => Rel): PerGroup {
    const { rel, keys } = this.of(input);
    return { rel: make(rel, keys), keys };
  }

  #reads(rel: Rel): boolean {
    let found = false;
    visitRels(rel, (part) => {
      found ||= part === this.#leaf.rel;
    });
    return found;
  }

  #copies(keys: readonly Column[]): Column[] {
    return keys.map((key) => this.#binder.context.ids.create("", key.type));
  }

  /** Rows that no group has a part in: every group sees all of them. */
  #once(rel: Rel): PerGroup {
    const { rel: leaf, keys } = this.#leaf;
    const rows = shareRel({ ...leaf, columns: [...leaf.columns, ...keys] }, this.#binder);
    const own = rows.columns.slice(-keys.length);
    const copies = this.#copies(keys);
    const items = own.map((column, index): Item => ({ column: copies[index] ?? column, value: columnRef(column) }));
    const groups = aggregateOver(rows, items, []);
    const condition = literalExpr("bool", true);
    const crossed: Rel = {
      kind: "join",
      joinKind: "inner",
      left: rel,
      right: groups,
      keys: [],
      condition,
      isLeftUnique: false,
      padded: [],
      columns: rel.columns,
      itemId: rel.itemId,
      ordering: rel.ordering,
    };
    return { rel: crossed, keys: copies };
  }

  /** All references to one relation stay references to one. */
  #reference(rel: RelOf<"shared">): PerGroup {
    const input = this.#shared.get(rel.input) ?? this.of(rel.input);
    this.#shared.set(rel.input, input);
    const keys = this.#copies(input.keys);
    const renamed = input.keys.map((from, index) => ({ from, to: keys[index] ?? from }));
    return { rel: { ...rel, input: input.rel, renamed: [...rel.renamed, ...renamed] }, keys };
  }

  #join(rel: Join): PerGroup {
    if (LEFT_KINDS.has(rel.joinKind) && !rel.isLeftUnique && !this.#reads(rel.right))
      return this.#over(rel.left, (left) => ({ ...rel, left }));
    const [left, right] = [this.of(rel.left), this.of(rel.right)];
    const pairs = left.keys.flatMap((key, index) => {
      const other = right.keys[index];
      return other === undefined ? [] : [{ left: columnRef(key), right: columnRef(other) }];
    });
    const made: Rel = { ...rel, left: left.rel, right: right.rel, keys: [...rel.keys, ...pairs] };
    if (rel.joinKind !== "fullouter") return { rel: made, keys: RIGHT_KINDS.has(rel.joinKind) ? right.keys : left.keys };
    const keys = this.#copies(left.keys);
    const items = pairs.map((pair, index): Item => {
      const either = call("coalesce", pair.left.type, [pair.left, pair.right], (args) => sql`coalesce(${at(args, 0)}, ${at(args, 1)})`);
      return { column: keys[index] ?? pair.left.column, value: either };
    });
    return { rel: computeOver(made, items), keys };
  }

  #union(rel: RelOf<"union">): PerGroup {
    const keys = this.#copies(this.#leaf.keys);
    const inputs = rel.inputs.map(({ rel: input, items }) => {
      const part = this.of(input);
      const own = part.keys.map((key, index): Item => ({ column: keys[index] ?? key, value: columnRef(key) }));
      return { rel: part.rel, items: [...items, ...own] };
    });
    return { rel: { ...rel, inputs, all: [...rel.all, ...keys] }, keys };
  }

  /** Takes single values that are computed from the group's rows out of expressions: they are joined to the rows. */
  #detached(input: Rel, values: readonly Expr[], keys: readonly Column[]): { readonly rel: Rel; readonly values: readonly Expr[] } {
    let rel = input;
    const replaced = values.map((value) =>
      replaceExpr(value, (part) => {
        if ((part.kind !== "scalar-query" && part.kind !== "membership") || !this.#reads(part.rel)) return null;
        if (part.kind === "membership" || part.shape === "array")
          throw refuse("kql/unsupported", this.#span, {
            what: "A list of a group's own rows inside of a subquery that runs once per group",
            instead: "Join the group with itself, or collect the list with `make_list(…)` first.",
          });
        const joined = this.#withValue(rel, part, keys);
        rel = joined.rel;
        return columnRef(joined.value);
      }),
    );
    return { rel, values: replaced };
  }

  #withValue(input: Rel, query: ScalarQuery, keys: readonly Column[]): { readonly rel: Rel; readonly value: Column } {
    const part = this.of(query.rel);
    const first: Rel = { ...query.rel, kind: "limit-by", input: part.rel, count: literalExpr("long", 1n), partition: part.keys };
    const value = this.#binder.context.ids.create("", query.type);
    const pairs = keys.flatMap((key, index) => {
      const other = part.keys[index];
      return other === undefined ? [] : [{ left: columnRef(key), right: columnRef(other) }];
    });
    const rel: Rel = {
      kind: "join",
      joinKind: "leftouter",
      left: input,
      right: first,
      keys: pairs,
      isLeftUnique: false,
      padded: [{ from: query.column, to: value }],
      columns: input.columns,
      itemId: input.itemId,
      ordering: input.ordering,
    };
    return { rel, value };
  }
}

/**
 * Makes a plan that was bound over all rows of `leaf` work on each group of `keys` by itself: aggregates group by the keys
 * too, limits and windows count within them, joins stay within a group, and other tables are there for every group.
 */
export function partitioned(rel: Rel, leaf: Rel, keys: readonly Column[], span: Span, binder: Binder): PerGroup {
  return new Grouping({ rel: leaf, keys }, span, binder).of(rel);
}
