import { convert } from "../functions/convert.ts";
import { at } from "../functions/definition.ts";
import { call, columnRef, literalExpr, type Expr } from "../plan/expr.ts";
import { refuse } from "../diagnostics/catalogue.ts";
import { sql, type Sql } from "../sql/fragment.ts";
import { text } from "../sql/literal.ts";
import type { Expression } from "../syntax/nodes.ts";
import { findColumn, type Binder, type Scope } from "./scope.ts";
import { isTupleCall } from "./tuple-call.ts";

type NodeOf<K extends Expression["kind"]> = Extract<Expression, { readonly kind: K }>;

const pointerToken = (member: string): string => `/${member.replaceAll("~", "~0").replaceAll("/", "~1")}`;

/** A dynamic property read; chains of constant names become one pointer. */
function property(target: Expr, member: string): Expr {
  const chained = target.kind === "call" && target.name.startsWith("/") ? target : null;
  const pointer = `${chained?.name ?? ""}${pointerToken(member)}`;
  const root = chained?.args[0] ?? target;
  return propertyAt(pointer, root, pointer);
}

/**
 * The value at a path. Text and numbers are read from it at once where that gives the same: a property is one of these nearly
 * always, and what is not takes the long way. A number's text has a point or is whole; with a letter for the point it is no number.
 */
function propertyAt(name: string, root: Expr, path: string): Expr {
  const json = (args: readonly Sql[]): Sql => sql`json_extract(${at(args, 0)}, ${text(path)})`;
  const jsonText = (args: readonly Sql[]): Sql => sql`${json(args)}::VARCHAR`;
  const whole = (args: readonly Sql[]): Sql => sql`replace(${jsonText(args)}, '.', 'x')`;
  const dynamic = (args: readonly Sql[]): Sql => sql`k_property(${at(args, 0)}, ${text(path)})`;
  return {
    ...call(name, "dynamic", [root], dynamic),
    renderJson: json,
    renderAs: {
      string: (args) => sql`coalesce(json_extract_string(${at(args, 0)}, ${text(path)}), '')`,
      int: (args) => sql`coalesce(TRY_CAST(${whole(args)} AS INTEGER), k_dynamic_int(${dynamic(args)}))`,
      long: (args) => sql`coalesce(TRY_CAST(${whole(args)} AS BIGINT), k_dynamic_long(${dynamic(args)}))`,
      real: (args) => sql`coalesce(TRY_CAST(${jsonText(args)} AS DOUBLE), k_dynamic_real(${dynamic(args)}))`,
    },
  };
}

function item(target: Expr, index: bigint): Expr {
  const path = index < 0n ? `$[#${index}]` : `$[${index}]`;
  return propertyAt("[]", target, path);
}

/** `$left.column` in a join's condition, or `value.property` of a dynamic. */
export function bindPath(node: NodeOf<"path">, scope: Scope, binder: Binder): Expr {
  if (node.target.kind === "name" && (node.target.name === "$left" || node.target.name === "$right")) {
    const side = node.target.name === "$left" ? scope.row?.sides?.left : scope.row?.sides?.right;
    const column = side === undefined ? null : findColumn(side, node.member);
    if (column === null) throw refuse("kql/unknown-column", node.span, { name: node.member, nearest: null });
    return columnRef(column);
  }
  const state = node.target.kind === "name" ? (scope.row?.stateOf?.(node.target.name, node.member) ?? null) : null;
  if (state !== null) return columnRef(state);
  return property(dynamicTarget(node.target, scope, binder), node.member);
}

function dynamicTarget(target: Expression, scope: Scope, binder: Binder): Expr {
  const bound = binder.scalar(target, isTupleCall(target) ? { ...scope, isTakenApart: true } : scope);
  if (bound.type !== "dynamic")
    throw refuse("kql/wrong-type", target.span, {
      what: "Reading a property",
      expected: "a `dynamic` value (see `parse_json`)",
      found: `\`${bound.type}\``,
    });
  return bound;
}

export function bindElement(node: NodeOf<"element">, scope: Scope, binder: Binder): Expr {
  const target = dynamicTarget(node.target, scope, binder);
  const selector = binder.scalar(node.selector, scope);
  if (selector.kind === "literal" && selector.type === "string") return property(target, String(selector.value));
  if (selector.kind === "literal" && typeof selector.value === "bigint") return item(target, selector.value);
  if (selector.type === "string" || selector.type === "dynamic")
    return call("[]", "dynamic", [target, convert(selector, "string")], (args) => sql`k_property_named(${at(args, 0)}, ${at(args, 1)})`);
  return call("[]", "dynamic", [target, convert(selector, "long")], (args) => sql`k_item(${at(args, 0)}, ${at(args, 1)})`);
}

function scalarOfJson(value: unknown): Expr | null {
  if (typeof value === "string") return literalExpr("string", value);
  if (typeof value === "boolean") return literalExpr("bool", value);
  if (typeof value !== "number") return null;
  return Number.isSafeInteger(value) ? literalExpr("long", BigInt(value)) : literalExpr("real", value);
}

/** The scalars of a constant array (one level of nesting opened), or null when the value is not such an array. */
export function constantItems(value: Expr): Expr[] | null {
  if (value.kind === "call" && value.name === "pack_array") {
    const inner = value.args.map((arg) => (arg.kind === "call" && arg.name === "dynamic" ? (arg.args[0] ?? arg) : arg));
    return inner.every((arg) => arg.kind === "literal" && arg.type !== "dynamic") ? inner : null;
  }
  if (value.kind !== "literal" || value.type !== "dynamic" || typeof value.value !== "string") return null;
  const parsed: unknown = JSON.parse(value.value);
  const scalars = (Array.isArray(parsed) ? parsed.flat() : [parsed]).map(scalarOfJson);
  return scalars.every((item): item is Expr => item !== null) ? scalars : null;
}
