import type { KqlType } from "../../../contract/index.ts";

const TYPES: Readonly<Record<string, KqlType>> = {
  bool: "bool",
  boolean: "bool",
  date: "datetime",
  datetime: "datetime",
  decimal: "decimal",
  double: "real",
  dynamic: "dynamic",
  float: "real",
  guid: "guid",
  int: "int",
  int8: "int",
  int16: "int",
  int32: "int",
  int64: "long",
  long: "long",
  object: "dynamic",
  real: "real",
  string: "string",
  time: "timespan",
  timespan: "timespan",
  uint: "int",
  uint8: "int",
  uint16: "int",
  uint32: "int",
  uint64: "long",
  ulong: "long",
  uniqueid: "guid",
  uuid: "guid",
};

/** Kusto's scalar type of a written type name, aliases included; null for unknown names. */
export function typeNamed(name: string): KqlType | null {
  return TYPES[name.trim().toLowerCase()] ?? null;
}
