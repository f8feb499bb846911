import type { KqlType } from "../../../contract/index.ts";
import { call, literalExpr, type Expr } from "../plan/expr.ts";
import { sql, type Sql } from "../sql/fragment.ts";
import { literal } from "../sql/literal.ts";
import { at } from "./definition.ts";

type Template = (value: Sql) => Sql;

const TO_STRING: Readonly<Record<KqlType, Template>> = {
  bool: (v) => sql`(CASE WHEN ${v} THEN 'True' WHEN NOT ${v} THEN 'False' ELSE '' END)`,
  datetime: (v) => sql`coalesce(k_datetime_text(${v}), '')`,
  decimal: (v) => sql`coalesce(k_decimal_text(${v}), '')`,
  dynamic: (v) => sql`k_dynamic_text(${v})`,
  guid: (v) => sql`coalesce(${v}::VARCHAR, '')`,
  int: (v) => sql`coalesce(${v}::VARCHAR, '')`,
  long: (v) => sql`coalesce(${v}::VARCHAR, '')`,
  real: (v) => sql`coalesce(k_real_text(${v}), '')`,
  string: (v) => v,
  timespan: (v) => sql`coalesce(k_timespan_text(${v}), '')`,
};

const TO_DYNAMIC: Readonly<Record<KqlType, Template>> = {
  bool: (v) => sql`to_json(${v})`,
  datetime: (v) => sql`to_json(k_datetime_text(${v}))`,
  decimal: (v) => sql`k_decimal_text(${v})::JSON`,
  dynamic: (v) => v,
  guid: (v) => sql`to_json(${v}::VARCHAR)`,
  int: (v) => sql`to_json(${v})`,
  long: (v) => sql`to_json(${v})`,
  real: (v) => sql`k_real_json(${v})`,
  string: (v) => sql`to_json(${v})`,
  timespan: (v) => sql`to_json(k_timespan_text(${v}))`,
};

const FROM_STRING: Readonly<Record<KqlType, Template>> = {
  bool: (v) => sql`k_text_bool(${v})`,
  datetime: (v) => sql`k_text_datetime(${v})`,
  decimal: (v) => sql`k_text_decimal(${v})`,
  dynamic: (v) => sql`k_parse_json(${v})`,
  guid: (v) => sql`k_text_guid(${v})`,
  int: (v) => sql`TRY_CAST(k_text_long(${v}) AS INTEGER)`,
  long: (v) => sql`k_text_long(${v})`,
  real: (v) => sql`k_text_real(${v})`,
  string: (v) => v,
  timespan: (v) => sql`k_text_timespan(${v})`,
};

const FROM_DYNAMIC: Readonly<Record<KqlType, Template>> = {
  bool: (v) => sql`k_dynamic_bool(${v})`,
  datetime: (v) => sql`k_dynamic_datetime(${v})`,
  decimal: (v) => sql`k_text_decimal(k_dynamic_text(${v}))`,
  dynamic: (v) => v,
  guid: (v) => sql`k_text_guid(k_dynamic_text(${v}))`,
  int: (v) => sql`k_dynamic_int(${v})`,
  long: (v) => sql`k_dynamic_long(${v})`,
  real: (v) => sql`k_dynamic_real(${v})`,
  string: TO_STRING.dynamic,
  timespan: (v) => sql`k_dynamic_timespan(${v})`,
};

/** Conversions among the remaining types, `from>to`. What is absent has no conversion: the result is null. */
const OTHERS: Readonly<Record<string, Template>> = {
  "bool>int": (v) => sql`${v}::INTEGER`,
  "bool>long": (v) => sql`${v}::BIGINT`,
  "bool>real": (v) => sql`${v}::DOUBLE`,
  "bool>decimal": (v) => sql`${v}::INTEGER::DECIMAL(38,18)`,
  "int>long": (v) => sql`${v}::BIGINT`,
  "int>real": (v) => sql`${v}::DOUBLE`,
  "int>decimal": (v) => sql`${v}::DECIMAL(38,18)`,
  "int>bool": (v) => sql`(${v} <> 0)`,
  "int>datetime": (v) => sql`${v}::BIGINT`,
  "int>timespan": (v) => sql`${v}::BIGINT`,
  "long>int": (v) => sql`k_long_int(${v})`,
  "long>real": (v) => sql`${v}::DOUBLE`,
  "long>decimal": (v) => sql`${v}::DECIMAL(38,18)`,
  "long>bool": (v) => sql`(${v} <> 0)`,
  "long>datetime": (v) => v,
  "long>timespan": (v) => v,
  "real>int": (v) => sql`k_real_int(${v})`,
  "real>long": (v) => sql`k_real_long(${v})`,
  "real>decimal": (v) => sql`(CASE WHEN isfinite(${v}) THEN js_decimal_within(${v}::VARCHAR)::DECIMAL(38,18) END)`,
  "real>bool": (v) => sql`(${v} <> 0)`,
  "real>timespan": (v) => sql`k_real_long(${v})`,
  "real>datetime": (v) => sql`k_real_long(${v})`,
  "decimal>int": (v) => sql`k_real_int(trunc(${v})::DOUBLE)`,
  "decimal>long": (v) => sql`TRY_CAST(trunc(${v}) AS BIGINT)`,
  "decimal>real": (v) => sql`${v}::DOUBLE`,
  "decimal>bool": (v) => sql`(${v} <> 0)`,
  "datetime>long": (v) => v,
  "datetime>real": (v) => sql`${v}::DOUBLE`,
  "datetime>int": (v) => sql`k_long_int(${v})`,
  "datetime>timespan": (v) => v,
  "timespan>long": (v) => v,
  "timespan>real": (v) => sql`${v}::DOUBLE`,
  "timespan>int": (v) => sql`k_long_int(${v})`,
  "timespan>datetime": (v) => v,
};

function templateFor(from: KqlType, to: KqlType): Template | null {
  if (to === "string") return TO_STRING[from];
  if (to === "dynamic") return TO_DYNAMIC[from];
  if (from === "string") return FROM_STRING[to];
  if (from === "dynamic") return FROM_DYNAMIC[to];
  return OTHERS[`${from}>${to}`] ?? null;
}

/** SQL that writes a value of a type as JSON. */
export const toDynamic = (from: KqlType, value: Sql): Sql => TO_DYNAMIC[from](value);

/** SQL that reads a JSON value as a type. */
export const fromDynamic = (to: KqlType, json: Sql): Sql => FROM_DYNAMIC[to](json);

/**
 * `to…()` of a value: Kusto's conversion, null (or "") where the value does not convert. `todynamic` of text parses it;
 * everywhere else text that becomes dynamic is a JSON string: see {@link asDynamic}.
 */
export function convert(value: Expr, to: KqlType): Expr {
  if (value.type === to) return value;
  if (value.kind === "literal" && value.value === null) return literalExpr(to, to === "string" ? "" : null);
  if (value.type === "string" && to === "dynamic") return call("todynamic", to, [value], (args) => sql`k_parse_json(${at(args, 0)})`);
  if (value.kind === "literal" && isWhole(value.type) && isWhole(to)) return literalExpr(to, value.value);
  if (value.kind === "literal" && isWhole(value.type) && to === "real") return literalExpr(to, Number(value.value));
  // A constant is converted by the processor's own cast, whose answer to what has no place is the least number.
  if (value.kind === "literal" && value.type === "real" && to === "long" && Math.abs(Number(value.value)) >= 2 ** 63)
    return literalExpr(to, Number.isFinite(value.value) ? -(2n ** 63n) : null);
  const direct = value.kind === "call" ? value.renderAs?.[to] : undefined;
  if (value.kind === "call" && direct !== undefined) return call(`to${to}`, to, value.args, direct);
  const template = templateFor(value.type, to);
  if (template === null) return call(`to${to}`, to, [value], () => literal(to, null));
  return call(`to${to}`, to, [value], (args) => template(at(args, 0)));
}

const isWhole = (type: KqlType): boolean => type === "int" || type === "long";

/** The value as JSON: a string stays a string. */
export function asDynamic(value: Expr): Expr {
  if (value.type === "dynamic") return value;
  if (value.kind === "literal" && value.value === null) return literalExpr("dynamic", null);
  const template = TO_DYNAMIC[value.type];
  return call("dynamic", "dynamic", [value], (args) => template(at(args, 0)));
}
