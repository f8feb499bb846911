import type { KqlType } from "../../../../contract/index.ts";
import type { SessionFunction, SessionType, SessionValue } from "../../session/session-function.ts";
import { joinSql, sql, type Sql } from "../../sql/fragment.ts";
import { identifier } from "../../sql/literal.ts";
import type { ParameterSpec, ScalarFunction } from "../definition.ts";

/** A function of the language that is written in TypeScript: its entry in the catalogue, and what the query session runs. */
export interface Scripted {
  readonly definition: ScalarFunction;
  readonly session: SessionFunction;
}

/** Dynamic values arrive and leave as JSON text, instants and durations as ticks. A repeated parameter arrives as one JSON array. */
export type Run = (...args: readonly SessionValue[]) => SessionValue;

const SESSION_TYPES: Readonly<Record<string, SessionType>> = {
  bool: "bool",
  datetime: "long",
  dynamic: "text",
  int: "long",
  long: "long",
  real: "real",
  scalar: "text",
  string: "text",
  timespan: "long",
  number: "real",
  guid: "text",
};

const NULLS: Readonly<Record<SessionType, Sql>> = {
  text: sql`NULL::VARCHAR`,
  long: sql`NULL::BIGINT`,
  real: sql`NULL::DOUBLE`,
  bool: sql`NULL::BOOLEAN`,
};

const sessionType = (type: string): SessionType => SESSION_TYPES[type] ?? "text";

function passed(spec: ParameterSpec, value: Sql | undefined): Sql {
  const type = spec.replace(/[?*]$/, "");
  if (value === undefined) return NULLS[sessionType(type)];
  if (type === "dynamic" || type === "guid") return sql`${value}::VARCHAR`;
  if (type === "int") return sql`${value}::BIGINT`;
  return type === "number" ? sql`${value}::DOUBLE` : value;
}

function returned(result: KqlType, made: Sql): Sql {
  if (result === "dynamic") return sql`${made}::JSON`;
  if (result === "string") return sql`coalesce(${made}, '')`;
  // Whole decimals may have more digits than fit before the point of the fixed-point type.
  if (result === "decimal") return sql`${made}::HUGEINT`;
  if (result === "int") return sql`${made}::INTEGER`;
  return result === "guid" ? sql`${made}::UUID` : made;
}

/** Defines a scripted function. With `isStrict` (the default) a null among the required arguments makes the result null. */
export function script(name: string, parameters: readonly ParameterSpec[], result: KqlType, run: Run, isStrict = true): Scripted {
  const last = parameters.at(-1);
  const repeated = last?.endsWith("*") === true ? parameters.length - 1 : -1;
  const required = parameters.filter((spec) => !/[?*]$/.test(spec)).length;
  const internal = `js_${name}`;
  return {
    definition: {
      name,
      parameters: repeated < 0 ? parameters : [...parameters.slice(0, -1), "dynamic*"],
      result,
      render: (args) => {
        const fixed = parameters.slice(0, repeated < 0 ? undefined : repeated).map((spec, index) => passed(spec, args[index]));
        const rest = repeated < 0 ? [] : [sql`k_pack_array([${joinSql(args.slice(repeated), ", ")}]::JSON[])::VARCHAR`];
        return returned(result, sql`${identifier(internal)}(${joinSql([...fixed, ...rest], ", ")})`);
      },
    },
    session: {
      name: internal,
      parameters: parameters.map((spec, index) => (index === repeated ? "text" : sessionType(spec.replace(/[?*]$/, "")))),
      returns: sessionType(result),
      run: isStrict ? (...args) => (args.slice(0, required).includes(null) ? null : run(...args)) : run,
    },
  };
}

export const asText = (value: SessionValue | undefined): string => (value === null || value === undefined ? "" : String(value));
export const asLong = (value: SessionValue | undefined, fallback = 0n): bigint =>
  value === null || value === undefined ? fallback : BigInt(value);
export const asNumber = (value: SessionValue | undefined, fallback = 0): number =>
  value === null || value === undefined ? fallback : Number(value);
