import type { KqlType } from "../../../contract/index.ts";
import { joinSql, verbatim, type Sql, type SqlValue } from "./fragment.ts";

/** Physical DuckDB type of each Kusto type: datetimes and timespans are ticks, dynamic is JSON text. */
export const PHYSICAL: Readonly<Record<KqlType, string>> = {
  bool: "BOOLEAN",
  datetime: "BIGINT",
  decimal: "DECIMAL(38,18)",
  dynamic: "JSON",
  guid: "UUID",
  int: "INTEGER",
  long: "BIGINT",
  real: "DOUBLE",
  string: "VARCHAR",
  timespan: "BIGINT",
};

/** The one identifier-quoting function. */
export function identifier(...path: readonly string[]): Sql {
  return joinSql(
    path.map((part) => verbatim(`"${part.replaceAll("\0", "").replaceAll('"', '""')}"`)),
    ".",
  );
}

/** A text literal. DuckDB ends a statement at NUL, so that character is spelled `chr(0)`; lone surrogates are not text. */
export function text(value: string): Sql {
  const quoted = value
    .replaceAll(/\p{Surrogate}/gu, "\ufffd")
    .split("\0")
    .map((part) => `'${part.replaceAll("'", "''")}'`);
  return verbatim(quoted.length === 1 ? (quoted[0] ?? "''") : `(${quoted.join(" || chr(0) || ")})`);
}

/** A typed literal: bare numbers would be 32-bit in DuckDB. */
export function literal(type: KqlType, value: SqlValue): Sql {
  if (value === null) return verbatim(type === "string" ? "''" : `NULL::${PHYSICAL[type]}`);
  switch (type) {
    case "bool":
      return verbatim(value === true ? "TRUE" : "FALSE");
    case "string":
      return text(String(value));
    case "int":
      return verbatim(`(${BigInt.asIntN(32, BigInt(value))})::INTEGER`);
    case "long":
    case "datetime":
    case "timespan":
      return verbatim(`(${BigInt.asIntN(64, BigInt(value))})::BIGINT`);
    case "real":
      return verbatim(`'${Object.is(value, -0) ? "-0.0" : Number(value)}'::DOUBLE`);
    case "decimal":
    case "guid":
    case "dynamic":
      return joinSql([text(String(value)), verbatim(PHYSICAL[type])], "::");
  }
}

/** A whole number that stands in the shape of a statement (limits, positions), never a value of the data. */
export function whole(value: number | bigint): Sql {
  return verbatim(String(BigInt(value)));
}
