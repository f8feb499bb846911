import type { KqlType } from "../../../../contract/index.ts";
import { convert } from "../../functions/convert.ts";
import { literalExpr } from "../../plan/expr.ts";
import type { Rel } from "../../plan/rel.ts";
import { refuse } from "../../diagnostics/catalogue.ts";
import type { OperatorOf } from "../../syntax/nodes.ts";
import { shareRel } from "../lets.ts";
import type { Binder, Environment } from "../scope.ts";
import { FILE_PROFILE_FUNCTION } from "../../values/file-profiles.ts";
import { bindFileProfile } from "./file-profile.ts";
import { callUserFunction, findFunction } from "../user-function.ts";

/** `range x from a to b step c`: a datetime steps by a timespan. */
export function bindRange(operator: OperatorOf<"range">, env: Environment, binder: Binder): Rel {
  const scope = { row: null, env };
  const from = binder.scalar(operator.from, scope);
  const to = binder.scalar(operator.to, scope);
  const step = binder.scalar(operator.step, scope);
  const isTime = from.type === "datetime" || from.type === "timespan";
  const type: KqlType = isTime ? from.type : [from.type, to.type, step.type].includes("real") ? "real" : "long";
  const output = binder.context.ids.create(operator.name, type);
  return {
    kind: "range",
    output,
    from: convert(from, type),
    to: convert(to, type),
    step: convert(step, isTime ? "timespan" : type),
    columns: [output],
    itemId: null,
    ordering: [],
  };
}

const CLR_TYPES: Readonly<Record<KqlType, string>> = {
  bool: "System.SByte",
  datetime: "System.DateTime",
  decimal: "System.Data.SqlTypes.SqlDecimal",
  dynamic: "System.Object",
  guid: "System.Guid",
  int: "System.Int32",
  long: "System.Int64",
  real: "System.Double",
  string: "System.String",
  timespan: "System.TimeSpan",
};

export function bindGetSchema(input: Rel, binder: Binder): Rel {
  const { ids } = binder.context;
  const columns = [
    ids.create("ColumnName", "string"),
    ids.create("ColumnOrdinal", "int"),
    ids.create("DataType", "string"),
    ids.create("ColumnType", "string"),
  ];
  const rows = input.columns.map((column, index) => [
    literalExpr("string", column.name),
    literalExpr("int", BigInt(index)),
    literalExpr("string", CLR_TYPES[column.type]),
    literalExpr("string", column.type),
  ]);
  return { kind: "rows", rows, ordinal: null, all: columns, columns, itemId: null, ordering: [] };
}

/** Names the relation so far; later statements and branches refer to the same rows. */
export function bindAs(operator: OperatorOf<"as">, input: Rel, env: Environment, binder: Binder): Rel {
  env.define(operator.name, { kind: "table", make: () => shareRel(input, binder) });
  return input;
}

/** Charts are drawn by the console: the rows stay as they are. */
export function bindRender(operator: OperatorOf<"render">, input: Rel, binder: Binder): Rel {
  const properties = Object.fromEntries(
    operator.properties.map((property) => [
      property.name,
      property.value?.kind === "literal" ? String(property.value.value) : property.text,
    ]),
  );
  binder.context.render = { kind: operator.chart, properties };
  return input;
}

/** `T | invoke f(…)`: the piped table is the function's first argument. */
export function bindInvoke(operator: OperatorOf<"invoke">, input: Rel, env: Environment, binder: Binder): Rel {
  const { call } = operator;
  if (call.kind !== "call") throw refuse("kql/wrong-arguments", operator.span, { what: "`invoke`", expected: "a function call" });
  const fn = findFunction(call.name, env);
  if (fn === null && call.name === FILE_PROFILE_FUNCTION.name) return bindFileProfile(operator, call, input, env, binder);
  if (fn === null)
    throw refuse("kql/unsupported", call.span, {
      what: `The function \`${call.name}\` after \`invoke\``,
      instead: "Define it before the query, with a table as its first parameter: `let f = (T: (*)) { T | … };`.",
    });
  let isFirstUse = true;
  // A second use in the body must not repeat the first one's columns.
  const piped = (): Rel => {
    if (!isFirstUse) return shareRel(input, binder);
    isFirstUse = false;
    return input;
  };
  const result = callUserFunction(fn, call, { row: null, env }, binder, piped);
  if (result.kind === "table") return result.rel;
  throw refuse("kql/not-a-table", call.span, { what: `\`${call.name}(…)\`` });
}

/** `consume` reads everything and gives nothing. */
export function bindConsume(input: Rel): Rel {
  return { kind: "filter", input, predicate: literalExpr("bool", false), columns: [], itemId: null, ordering: [] };
}
