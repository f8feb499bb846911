import type { KqlType } from "../../../contract/index.ts";
import type { Expr } from "../plan/expr.ts";
import { sql, type Sql } from "../sql/fragment.ts";
import { text } from "../sql/literal.ts";
import { at, scalar, type ScalarFunction } from "./definition.ts";

const TYPE_NAMES: Readonly<Record<KqlType, string>> = {
  bool: "bool",
  datetime: "datetime",
  decimal: "decimal",
  dynamic: "dynamic",
  guid: "guid",
  int: "int",
  long: "long",
  real: "real",
  string: "string",
  timespan: "timespan",
};

/** The type as the language names it; of a dynamic, what it holds. */
const getType = (args: readonly Sql[], exprs: readonly Expr[]): Sql => {
  const type = exprs[0]?.type ?? "dynamic";
  if (type === "dynamic") return sql`k_dynamic_type(${at(args, 0)})`;
  return text(TYPE_NAMES[type]);
};

export const DYNAMIC_FUNCTIONS: readonly ScalarFunction[] = [
  scalar("gettype", ["any"], "string", getType),
  scalar("array_length", ["dynamic"], "long", (a) => sql`k_array_length(${at(a, 0)})`),
  scalar("arraylength", ["dynamic"], "long", (a) => sql`k_array_length(${at(a, 0)})`),
  scalar("isarray", ["dynamic"], "bool", (a) => sql`coalesce(json_type(${at(a, 0)}) = 'ARRAY', FALSE)`),
];
