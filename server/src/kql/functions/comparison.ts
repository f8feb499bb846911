import type { KqlType } from "../../../contract/index.ts";
import { call, literalExpr, type Call, type Expr } from "../plan/expr.ts";
import { joinSql, sql, type Sql } from "../sql/fragment.ts";
import { commonNumber } from "./arithmetic.ts";
import { convert } from "./convert.ts";
import { at } from "./definition.ts";

const NUMBERS: readonly KqlType[] = ["int", "long", "real", "decimal"];
const isNumber = (type: KqlType): boolean => NUMBERS.includes(type);

/** The type both sides are compared in, or null when they do not compare. */
export function comparisonType(a: KqlType, b: KqlType): KqlType | null {
  if (a === b) return a;
  if (a === "dynamic") return b;
  if (b === "dynamic") return a;
  if (isNumber(a) && isNumber(b)) return commonNumber(a, b);
  if ((a === "bool" && isNumber(b)) || (b === "bool" && isNumber(a))) return "long";
  // Text against a number or a truth value compares by value: the parser lets it pass, so published queries do it.
  if (a === "string" && (isNumber(b) || b === "bool")) return b;
  if (b === "string" && (isNumber(a) || a === "bool")) return a;
  return null;
}

/** As {@link comparisonType}; the parser lets text be equal to a moment, a duration or a guid too, but not before or after it. */
const equalityType = (a: KqlType, b: KqlType): KqlType | null => comparisonType(a, b) ?? (a === "string" ? b : b === "string" ? a : null);

const neverNull = (value: Expr): boolean => value.type === "string" || (value.kind === "literal" && value.value !== null);

type Sides = { readonly type: KqlType; readonly args: readonly [Expr, Expr] } | null;

function sides(left: Expr, right: Expr, type: KqlType | null): Sides {
  if (type === null) return null;
  return { type, args: [convert(left, type), convert(right, type)] };
}

/** Value of `==`: total unless both sides are null. */
function equalTemplate(type: KqlType, a: Expr, b: Expr): Pick<Call, "render" | "renderPredicate"> {
  const plain = (args: readonly Sql[]): Sql => {
    const [x, y] = [at(args, 0), at(args, 1)];
    if (type === "dynamic") return sql`k_dynamic_equal(${x}, ${y})`;
    if (type === "real" && !(b.kind === "literal" && Number.isFinite(b.value))) return sql`(${x} = ${y} AND NOT isnan(${x}))`;
    return sql`(${x} = ${y})`;
  };
  if (neverNull(a) && neverNull(b)) return { render: plain };
  if (neverNull(a) || neverNull(b)) return { render: (args) => sql`coalesce(${plain(args)}, FALSE)`, renderPredicate: plain };
  return {
    render: (args) => sql`CASE WHEN ${at(args, 0)} IS NULL AND ${at(args, 1)} IS NULL THEN NULL ELSE coalesce(${plain(args)}, FALSE) END`,
    renderPredicate: plain,
  };
}

export function equal(left: Expr, right: Expr): Expr | null {
  const both = sides(left, right, equalityType(left.type, right.type));
  if (both === null) return null;
  const { render, renderPredicate } = equalTemplate(both.type, ...both.args);
  return call("==", "bool", both.args, render, renderPredicate);
}

export function notEqual(left: Expr, right: Expr): Expr | null {
  const both = sides(left, right, equalityType(left.type, right.type));
  if (both === null) return null;
  const [a, b] = both.args;
  const same = equalTemplate(both.type, a, b);
  if (neverNull(a) && neverNull(b)) return call("!=", "bool", both.args, (args) => sql`(NOT ${same.render(args)})`);
  if (both.type === "dynamic" || both.type === "real" || !(neverNull(a) || neverNull(b)))
    return call("!=", "bool", both.args, (args) => sql`(NOT ${same.render(args)})`);
  return call("!=", "bool", both.args, (args) => sql`(${at(args, 0)} IS DISTINCT FROM ${at(args, 1)})`);
}

const ORDERINGS: Readonly<Record<string, (a: Sql, b: Sql) => Sql>> = {
  "<": (a, b) => sql`(${a} < ${b})`,
  "<=": (a, b) => sql`(${a} <= ${b})`,
  ">": (a, b) => sql`(${a} > ${b})`,
  ">=": (a, b) => sql`(${a} >= ${b})`,
};

/** `<`, `<=`, `>`, `>=`: null when a side is null, false when a side is NaN. */
export function order(operator: string, left: Expr, right: Expr): Expr | null {
  const both = sides(left, right, comparisonType(left.type, right.type));
  const render = ORDERINGS[operator];
  if (both === null || render === undefined) return null;
  if (both.type === "dynamic") return order(operator, convert(left, "real"), convert(right, "real"));
  if (both.type === "real") {
    const unordered = operator.startsWith("<") ? 1 : 0;
    const bound = both.args[unordered];
    if (bound?.kind !== "literal" || Number.isNaN(bound.value))
      return call(operator, "bool", both.args, (args) => sql`(${render(at(args, 0), at(args, 1))} AND NOT isnan(${at(args, unordered)}))`);
  }
  return call(operator, "bool", both.args, (args) => render(at(args, 0), at(args, 1)));
}

export function and(parts: readonly Expr[]): Expr {
  return connect("and", parts);
}

export function or(parts: readonly Expr[]): Expr {
  return connect("or", parts);
}

function connect(name: "and" | "or", parts: readonly Expr[]): Expr {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  if (parts.length === 0) return literalExpr("bool", name === "and");
  return call(name, "bool", parts, (args) => sql`(${joinSql(args, name === "and" ? " AND " : " OR ")})`);
}

export function not(value: Expr): Expr {
  return call("not", "bool", [value], (args) => sql`(NOT ${at(args, 0)})`);
}

/** `x in (a, b, c)` over values of one type, as one list where the plain comparison allows it. */
export function among(operand: Expr, items: readonly Expr[], isCaseless: boolean): Expr | null {
  if (items.length === 0) return literalExpr("bool", false);
  if (operand.type === "string" && items.every((item) => item.type === "string")) {
    const fold = isCaseless ? (value: Sql): Sql => sql`lower(${value})` : (value: Sql): Sql => value;
    return call(
      isCaseless ? "in~" : "in",
      "bool",
      [operand, ...items],
      ([first, ...rest]) => sql`(${fold(first ?? sql``)} IN (${joinSql(rest.map(fold), ", ")}))`,
    );
  }
  const type = operand.type;
  if (
    type !== "real" &&
    type !== "dynamic" &&
    items.every((item) => comparisonType(type, item.type) === type && item.kind === "literal" && item.value !== null)
  ) {
    const args = [operand, ...items.map((item) => convert(item, type))];
    const render = ([first, ...rest]: readonly Sql[]): Sql => sql`(${first ?? sql``} IN (${joinSql(rest, ", ")}))`;
    return call("in", "bool", args, (rendered) => sql`coalesce(${render(rendered)}, FALSE)`, render);
  }
  const tests = items.map((item) => (isCaseless ? caselessEqual(operand, item) : equal(operand, item)));
  return tests.some((test) => test === null) ? null : or(tests.filter((test): test is Expr => test !== null));
}

/** `=~`. Folds case as `tolower` does. */
export function caselessEqual(left: Expr, right: Expr): Expr | null {
  const text = (value: Expr): Expr => convert(value, "string");
  if (left.type !== "string" && left.type !== "dynamic" && right.type !== "string" && right.type !== "dynamic") return equal(left, right);
  return call("=~", "bool", [text(left), text(right)], (args) => sql`(lower(${at(args, 0)}) = lower(${at(args, 1)}))`);
}
