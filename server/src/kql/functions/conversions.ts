import { sql } from "../sql/fragment.ts";
import { at, scalar, type ScalarFunction } from "./definition.ts";
import type { KqlType } from "../../../contract/index.ts";

/** Every spelling of `to…()`, with its target. The binder converts the argument itself. */
export const CONVERSION_TARGETS: Readonly<Record<string, KqlType>> = {
  tobool: "bool",
  toboolean: "bool",
  todatetime: "datetime",
  todecimal: "decimal",
  todouble: "real",
  todynamic: "dynamic",
  toobject: "dynamic",
  toguid: "guid",
  toint: "int",
  tolong: "long",
  toreal: "real",
  tostring: "string",
  totime: "timespan",
  totimespan: "timespan",
  parse_json: "dynamic",
  parsejson: "dynamic",
};

export const CONVERSION_FUNCTIONS: readonly ScalarFunction[] = [
  scalar("dynamic_to_json", ["dynamic"], "string", (args) => sql`coalesce(k_canonical_json(${at(args, 0)}), '')`),
];
