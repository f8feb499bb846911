import { comparisonType } from "../../functions/comparison.ts";
import { asDynamic, convert } from "../../functions/convert.ts";
import type { Column } from "../../plan/column.ts";
import { columnRef, visitColumns, type Expr } from "../../plan/expr.ts";
import type { JoinKind, Rel, RelOf } from "../../plan/rel.ts";
import { refuse } from "../../diagnostics/catalogue.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import type { Expression, OperatorOf } from "../../syntax/nodes.ts";
import { NamePool } from "../result-names.ts";
import { findColumn, Row, type Binder, type Environment } from "../scope.ts";

interface Key {
  readonly left: Expr;
  readonly right: Expr;
  /** The two plain columns, when the key is an equality of columns. */
  readonly pair: { readonly left: Column; readonly right: Column } | null;
}

const KINDS: Readonly<Record<string, { readonly kind: JoinKind; readonly isLeftUnique: boolean }>> = {
  innerunique: { kind: "inner", isLeftUnique: true },
  inner: { kind: "inner", isLeftUnique: false },
  leftouter: { kind: "leftouter", isLeftUnique: false },
  rightouter: { kind: "rightouter", isLeftUnique: false },
  fullouter: { kind: "fullouter", isLeftUnique: false },
  leftanti: { kind: "leftanti", isLeftUnique: false },
  anti: { kind: "leftanti", isLeftUnique: false },
  leftantisemi: { kind: "leftanti", isLeftUnique: false },
  rightanti: { kind: "rightanti", isLeftUnique: false },
  rightantisemi: { kind: "rightanti", isLeftUnique: false },
  leftsemi: { kind: "leftsemi", isLeftUnique: false },
  rightsemi: { kind: "rightsemi", isLeftUnique: false },
};

/** Kinds as SQL names them. */
const MEANT: Readonly<Record<string, string>> = {
  left: "leftouter",
  right: "rightouter",
  full: "fullouter",
  outer: "fullouter",
  semi: "leftsemi",
};

function kindOf(operator: OperatorOf<"join" | "lookup">): { readonly kind: JoinKind; readonly isLeftUnique: boolean } {
  const written = operator.options.find((option) => option.name === "kind");
  if (written === undefined)
    return operator.kind === "lookup" ? { kind: "leftouter", isLeftUnique: false } : { kind: "inner", isLeftUnique: true };
  const known = KINDS[written.text.trim().toLowerCase()];
  if (known === undefined) {
    const kind = written.text.trim();
    throw refuse("kql/join-kind", written.span, { kind, meant: MEANT[kind.toLowerCase()] ?? nearest(kind, Object.keys(KINDS)) });
  }
  return known;
}

function sharedColumn(name: string, node: Expression, left: Rel, right: Rel): Key {
  const [a, b] = [findColumn(left, name), findColumn(right, name)];
  if (a === null || b === null)
    throw refuse("kql/unknown-column", node.span, {
      name,
      nearest: nearest(
        name,
        (a === null ? left : right).columns.map((column) => column.name),
      ),
    });
  return keyOf(columnRef(a), columnRef(b), node, { left: a, right: b });
}

function keyOf(left: Expr, right: Expr, node: Expression, pair: Key["pair"]): Key {
  const type = comparisonType(left.type, right.type);
  if (type === null)
    throw refuse("kql/wrong-type", node.span, {
      what: "The join condition",
      expected: "columns of one type",
      found: `\`${left.type}\` and \`${right.type}\``,
    });
  const into = (value: Expr): Expr => (type === "dynamic" ? asDynamic(value) : convert(value, type));
  return { left: into(left), right: into(right), pair };
}

/** Keys of one `on` item: a shared name, `$left.a == $right.b`, or several of them with `and`. */
function keysOf(node: Expression, left: Rel, right: Rel, env: Environment, binder: Binder): Key[] {
  if (node.kind === "name") return [sharedColumn(node.name, node, left, right)];
  if (node.kind === "binary" && node.operator === "and")
    return [...keysOf(node.left, left, right, env, binder), ...keysOf(node.right, left, right, env, binder)];
  if (node.kind === "binary" && node.operator === "==") {
    const row = new Row(left, { sides: { left, right } });
    const [a, b] = [binder.scalar(node.left, { row, env }), binder.scalar(node.right, { row, env })];
    const isLeft = (value: Expr): boolean => reads(value, left);
    const [l, r] = isLeft(a) ? [a, b] : [b, a];
    if (!reads(l, left) || !reads(r, right))
      throw refuse("kql/wrong-arguments", node.span, { what: "The join condition", expected: "`$left.column == $right.column`" });
    return [keyOf(l, r, node, l.kind === "column" && r.kind === "column" ? { left: l.column, right: r.column } : null)];
  }
  throw refuse("kql/unsupported", node.span, { what: "A join condition other than equality" });
}

function reads(value: Expr, rel: Rel): boolean {
  let found = false;
  visitColumns(value, (column) => {
    found ||= rel.columns.some((known) => known.id === column.id) || rel.itemId?.id === column.id;
  });
  return found;
}

/** Columns of a side that may be missing get new ids, so that missing text can become "". */
function padded(rel: Rel, binder: Binder): RelOf<"join">["padded"] {
  return rel.columns.map((from) => ({ from, to: binder.context.ids.create(from.name, from.type) }));
}

/** Output columns: left ones, then right ones under names made unique (`key1`). */
function outputColumns(left: readonly Column[], right: readonly Column[]): Column[] {
  const names = new NamePool(left.map((column) => column.name));
  return [...left, ...right.map((column) => ({ ...column, name: names.take(column.name) }))];
}

/** `dropped`: ids of right columns that do not come out. */
function joined(
  { kind, isLeftUnique }: Readonly<{ kind: JoinKind; isLeftUnique: boolean }>,
  left: Rel,
  right: Rel,
  keys: readonly Pick<Key, "left" | "right">[],
  dropped: ReadonlySet<number>,
  binder: Binder,
): Rel {
  const padLeft = kind === "rightouter" || kind === "fullouter" ? padded(left, binder) : [];
  const padRight = kind === "leftouter" || kind === "fullouter" ? padded(right, binder) : [];
  const renamed = new Map([...padLeft, ...padRight].map((pair) => [pair.from.id, pair.to]));
  const output = (columns: readonly Column[]): Column[] =>
    columns.map((column) => ({ ...(renamed.get(column.id) ?? column), name: column.name }));
  const rightColumns = right.columns.filter((column) => !dropped.has(column.id));
  const base = {
    kind: "join" as const,
    joinKind: kind,
    left,
    right,
    keys: keys.map((key) => ({ left: key.left, right: key.right })),
    isLeftUnique,
    padded: [...padLeft, ...padRight],
    ordering: [],
  };
  switch (kind) {
    case "leftanti":
    case "leftsemi":
      return { ...base, columns: left.columns, itemId: left.itemId };
    case "rightanti":
    case "rightsemi":
      return { ...base, columns: right.columns, itemId: right.itemId };
    case "inner":
    case "leftouter":
    case "rightouter":
    case "fullouter":
      return { ...base, columns: outputColumns(output(left.columns), output(rightColumns)), itemId: left.itemId };
  }
}

export function bindJoin(operator: OperatorOf<"join">, left: Rel, env: Environment, binder: Binder): Rel {
  const right = binder.table(operator.right, env);
  if (operator.where !== null) throw refuse("kql/unsupported", operator.where.span, { what: "`join … where`" });
  const keys = operator.on.flatMap((node) => keysOf(node, left, right, env, binder));
  if (keys.length === 0)
    throw refuse("kql/wrong-arguments", operator.span, {
      what: "`join`",
      expected: "`on` and a column that both sides have, for example `on Computer`",
    });
  return joined(kindOf(operator), left, right, keys, new Set(), binder);
}

/** `lookup`: the right side's keys do not come out again. */
export function bindLookup(operator: OperatorOf<"lookup">, left: Rel, env: Environment, binder: Binder): Rel {
  const right = binder.table(operator.right, env);
  const keys = operator.on.flatMap((node) => keysOf(node, left, right, env, binder));
  const dropped = new Set(keys.flatMap((key) => (key.pair === null ? [] : [key.pair.right.id])));
  return joined(kindOf(operator), left, right, keys, dropped, binder);
}

/** Every row of `left` with what `right` has for its key; the key itself comes from the left alone. Both keys are of one type. */
export function enriched(left: Rel, right: Rel, key: { readonly left: Expr; readonly right: Column }, binder: Binder): Rel {
  const keys = [{ left: key.left, right: columnRef(key.right) }];
  return joined({ kind: "leftouter", isLeftUnique: false }, left, right, keys, new Set([key.right.id]), binder);
}
