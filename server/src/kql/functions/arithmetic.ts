import type { KqlType } from "../../../contract/index.ts";
import { call, literalExpr, type Expr } from "../plan/expr.ts";
import { sql, type Sql } from "../sql/fragment.ts";
import { text } from "../sql/literal.ts";
import { asDynamic, convert } from "./convert.ts";
import { at } from "./definition.ts";

type Template = (left: Sql, right: Sql) => Sql;
interface Rule {
  readonly left: KqlType;
  readonly right: KqlType;
  readonly result: KqlType;
  readonly render: Template;
}

const WHOLE: Readonly<Record<string, Template>> = {
  "+": (a, b) => sql`k_add(${a}, ${b})`,
  "-": (a, b) => sql`k_subtract(${a}, ${b})`,
  "*": (a, b) => sql`k_multiply(${a}, ${b})`,
  "/": (a, b) => sql`(${a} // ${b})`,
  "%": (a, b) => sql`k_modulo(${a}, ${b})`,
};
const REAL: Readonly<Record<string, Template>> = {
  "+": (a, b) => sql`(${a} + ${b})`,
  "-": (a, b) => sql`(${a} - ${b})`,
  "*": (a, b) => sql`(${a} * ${b})`,
  "/": (a, b) => sql`(${a} / ${b})`,
  "%": (a, b) => sql`k_real_modulo(${a}, ${b})`,
};
const DECIMAL: Readonly<Record<string, Template>> = {
  "+": (a, b) => sql`(${a} + ${b})`,
  "-": (a, b) => sql`(${a} - ${b})`,
  "*": (a, b) => sql`k_decimal_multiply(${a}, ${b})`,
  "/": (a, b) => sql`k_decimal_divide(${a}, ${b})`,
  "%": (a, b) => sql`k_decimal_modulo(${a}, ${b})`,
};

const isNumber = (type: KqlType): boolean => type === "int" || type === "long" || type === "real" || type === "decimal";
const isWhole = (type: KqlType): boolean => type === "int" || type === "long";

/** The numeric type both sides are computed in. */
export function commonNumber(a: KqlType, b: KqlType): KqlType {
  if (a === "decimal" || b === "decimal") return "decimal";
  if (a === "real" || b === "real") return "real";
  return a === "int" && b === "int" ? "int" : "long";
}

function numericRule(operator: string, a: KqlType, b: KqlType): Rule | null {
  const common = commonNumber(a, b);
  const table = common === "real" ? REAL : common === "decimal" ? DECIMAL : WHOLE;
  const render = table[operator];
  const side = common === "int" ? "long" : common;
  return render === undefined ? null : { left: side, right: side, result: side, render };
}

/** Arithmetic with datetimes and timespans is arithmetic on ticks. */
function timeRule(operator: string, a: KqlType, b: KqlType): Rule | null {
  const ticks = (result: KqlType): Rule => ({ left: a, right: b, result, render: WHOLE[operator] ?? ((x) => x) });
  switch (`${a}${operator}${b}`) {
    case "datetime-datetime":
      return ticks("timespan");
    case "datetime+timespan":
    case "datetime-timespan":
    case "timespan+datetime":
      return { ...ticks("datetime"), render: (x, y) => sql`k_instant(${(WHOLE[operator] ?? ((left) => left))(x, y)})` };
    case "timespan+timespan":
    case "timespan-timespan":
    case "timespan%timespan":
      return ticks("timespan");
    case "datetime%timespan":
      return ticks("timespan");
    case "timespan/timespan":
      return { left: a, right: b, result: "real", render: (x, y) => sql`(${x}::DOUBLE / ${y}::DOUBLE)` };
    default:
      break;
  }
  if (a === "timespan" && isNumber(b) && (operator === "*" || operator === "/")) {
    if (isWhole(b)) return { left: a, right: "long", result: "timespan", render: WHOLE[operator] ?? ((x) => x) };
    return {
      left: a,
      right: "real",
      result: "timespan",
      render: operator === "*" ? (x, y) => sql`k_real_long(${x}::DOUBLE * ${y})` : (x, y) => sql`k_real_long(${x}::DOUBLE / ${y})`,
    };
  }
  if (b === "timespan" && isNumber(a) && operator === "*") {
    if (isWhole(a)) return { left: "long", right: b, result: "timespan", render: (x, y) => sql`k_multiply(${x}, ${y})` };
    return { left: "real", right: b, result: "timespan", render: (x, y) => sql`k_real_long(${x} * ${y}::DOUBLE)` };
  }
  return null;
}

/** `a op b`, or null when Kusto has no such arithmetic. */
export function arithmetic(operator: string, left: Expr, right: Expr): Expr | null {
  if (left.type === "dynamic" || right.type === "dynamic") return dynamicArithmetic(operator, left, right);
  const asNumber = (value: Expr): Expr => (value.type === "bool" ? convert(value, "long") : value);
  const [a, b] = [asNumber(left), asNumber(right)];
  const rule = isNumber(a.type) && isNumber(b.type) ? numericRule(operator, a.type, b.type) : timeRule(operator, a.type, b.type);
  if (rule === null) return null;
  return call(operator, rule.result, [convert(a, rule.left), convert(b, rule.right)], (args) => rule.render(at(args, 0), at(args, 1)));
}

/** A dynamic side takes the other side's type; two dynamics are computed as the numbers they hold. */
function dynamicArithmetic(operator: string, left: Expr, right: Expr): Expr | null {
  const other = left.type === "dynamic" ? right.type : left.type;
  if (other === "datetime" || other === "timespan") {
    const side = (value: Expr): Expr => (value.type === "dynamic" ? convert(value, other) : value);
    return arithmetic(operator, side(left), side(right));
  }
  if (other === "dynamic" || isNumber(other))
    return call(
      operator,
      "dynamic",
      [asDynamic(left), asDynamic(right)],
      (args) => sql`k_dynamic_arithmetic(${text(operator)}, ${at(args, 0)}, ${at(args, 1)})`,
    );
  return null;
}

/** Unary minus. */
export function negate(value: Expr): Expr | null {
  if (value.kind === "literal" && (typeof value.value === "bigint" || typeof value.value === "number"))
    return literalExpr(value.type, -value.value);
  if (value.type === "int") return negate(convert(value, "long"));
  if (value.type === "dynamic") return dynamicArithmetic("-", literalExpr("long", 0n), value);
  if (value.type === "real" || value.type === "decimal") return call("-", value.type, [value], (args) => sql`(-${at(args, 0)})`);
  if (value.type === "long" || value.type === "timespan")
    return call("-", value.type, [value], (args) => sql`k_subtract(0::BIGINT, ${at(args, 0)})`);
  return null;
}
