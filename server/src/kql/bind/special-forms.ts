import type { KqlType } from "../../../contract/index.ts";
import { commonNumber } from "../functions/arithmetic.ts";
import { arithmetic } from "../functions/arithmetic.ts";
import { asDynamic, convert } from "../functions/convert.ts";
import { at } from "../functions/definition.ts";
import { call, columnRef, constantText, literalExpr, type Expr } from "../plan/expr.ts";
import { ingestionColumn } from "../plan/ingestion.ts";
import { refuse } from "../diagnostics/catalogue.ts";
import { joinSql, sql, type Sql } from "../sql/fragment.ts";
import type { Expression } from "../syntax/nodes.ts";
import { extract, extractAll, extractJson } from "./extract-forms.ts";
import { findColumn, type Binder, type Scope } from "./scope.ts";

type CallNode = Extract<Expression, { readonly kind: "call" }>;
type SpecialForm = (node: CallNode, scope: Scope, binder: Binder) => Expr;
/** Null leaves the call to the table of functions. */
type OptionalForm = (node: CallNode, scope: Scope, binder: Binder) => Expr | null;

function argument(node: CallNode, index: number): Expression {
  const found = node.args[index];
  if (found === undefined)
    throw refuse("kql/wrong-arguments", node.span, { what: `\`${node.name}\``, expected: `at least ${index + 1} argument(s)` });
  return found;
}

/** The one type that all branches of a conditional are brought to: `dynamic` where they have nothing in common. */
export function commonType(values: readonly Expr[]): KqlType {
  const typed = values.filter((value) => !(value.kind === "literal" && value.value === null));
  const types = [...new Set((typed.length === 0 ? values : typed).map((value) => value.type))];
  const [only] = types;
  if (types.length === 1 && only !== undefined) return only;
  if (types.every((type) => ["int", "long", "real", "decimal"].includes(type))) return types.reduce((a, b) => commonNumber(a, b));
  return "dynamic";
}

const into = (value: Expr, type: KqlType): Expr => (type === "dynamic" ? asDynamic(value) : convert(value, type));

/** `iff(test, a, b)`, `case(test, a, …, otherwise)`. */
const conditional: SpecialForm = (node, scope, binder) => {
  if (node.args.length < 3 || node.args.length % 2 === 0)
    throw refuse("kql/wrong-arguments", node.span, { what: `\`${node.name}\``, expected: "tests and values in pairs, then a last value" });
  const bound = node.args.map((arg) => binder.scalar(arg, scope));
  const branches = bound.filter((_, index) => index % 2 === 1 || index === bound.length - 1);
  const type = commonType(branches);
  const args = bound.map((value, index) => (index % 2 === 1 || index === bound.length - 1 ? into(value, type) : convert(value, "bool")));
  return call(node.name, type, args, (a) => {
    const pairs: Sql[] = [];
    for (let index = 0; index + 1 < a.length; index += 2) pairs.push(sql`WHEN ${at(a, index)} THEN ${at(a, index + 1)}`);
    return sql`CASE ${joinSql(pairs, " ")} ELSE ${at(a, a.length - 1)} END`;
  });
};

const now: SpecialForm = (node, scope, binder) => {
  const base = literalExpr("datetime", binder.context.nowTicks);
  const [offset] = node.args;
  if (offset === undefined) return base;
  return shifted(base, "+", convert(binder.scalar(offset, scope), "timespan"));
};

/** Folds an instant plus a constant: filters on time stay comparisons with a constant. */
function shifted(base: Extract<Expr, { kind: "literal" }>, operator: "+" | "-", offset: Expr): Expr {
  if (offset.kind === "literal" && typeof offset.value === "bigint" && typeof base.value === "bigint")
    return literalExpr("datetime", operator === "+" ? base.value + offset.value : base.value - offset.value);
  return arithmetic(operator, base, offset) ?? base;
}

const ago: SpecialForm = (node, scope, binder) =>
  shifted(
    { kind: "literal", type: "datetime", value: binder.context.nowTicks },
    "-",
    convert(binder.scalar(argument(node, 0), scope), "timespan"),
  );

/** `bin(value, size)`: down to a multiple of the size; ticks and whole numbers exactly. */
const bin: SpecialForm = (node, scope, binder) => {
  const bound = binder.scalar(argument(node, 0), scope);
  const value = bound.type === "dynamic" ? convert(bound, "real") : bound;
  const size = node.args[1] === undefined ? literalExpr("long", 1n) : binder.scalar(argument(node, 1), scope);
  if (value.type === "datetime" || value.type === "timespan") {
    if (size.type !== "timespan" && size.type !== "long" && size.type !== "int")
      throw refuse("kql/wrong-type", node.span, { what: `\`${node.name}\``, expected: "a timespan as size", found: `\`${size.type}\`` });
    const ticks = size.type === "timespan" ? size : convert(size, "long");
    // An instant is never before tick 0, so that whole steps below it are what a person would write.
    const isPlain = value.type === "datetime" && ticks.kind === "literal" && typeof ticks.value === "bigint" && ticks.value > 0n;
    return call("bin", value.type, [value, ticks], (a) =>
      isPlain ? sql`(${at(a, 0)} - ${at(a, 0)} % ${at(a, 1)})` : sql`k_floor(${at(a, 0)}, ${at(a, 1)})`,
    );
  }
  const type = commonNumber(value.type === "bool" ? "long" : value.type, size.type === "timespan" ? "long" : size.type);
  if (type === "int" || type === "long")
    return call("bin", "long", [convert(value, "long"), convert(size, "long")], (a) => sql`k_floor(${at(a, 0)}, ${at(a, 1)})`);
  if (type === "decimal")
    return call("bin", type, [convert(value, type), convert(size, type)], (a) => sql`k_decimal_floor(${at(a, 0)}, ${at(a, 1)})`);
  return call("bin", "real", [convert(value, "real"), convert(size, "real")], (a) => sql`k_real_floor(${at(a, 0)}, ${at(a, 1)})`);
};

const packArray: SpecialForm = (node, scope, binder) => {
  const args = node.args
    .flatMap((arg) => (arg.kind === "star" ? (scope.row?.rel.columns ?? []).map(columnRef) : [binder.scalar(arg, scope)]))
    .map(asDynamic);
  return call("pack_array", "dynamic", args, (a) => sql`k_pack_array([${joinSql(a, ", ")}]::JSON[])`);
};

const pack: SpecialForm = (node, scope, binder) => {
  const args = node.args.map((arg, index) =>
    index % 2 === 0 ? convert(binder.scalar(arg, scope), "string") : asDynamic(binder.scalar(arg, scope)),
  );
  const nameless = args.findIndex((arg, index) => index % 2 === 0 && constantText(arg) === "");
  // Engines disagree on whether such a property exists, and no document says.
  if (nameless >= 0)
    throw refuse("kql/unsupported", node.args[nameless]?.span ?? node.span, {
      what: "A property without a name in `bag_pack`",
      instead: "Give it a name, or leave the pair out.",
    });
  return packed(args);
};

/** A bag of keys and values in turn. */
export function packed(args: readonly Expr[]): Expr {
  return call("pack", "dynamic", args, (a) => {
    const keys = a.filter((_, index) => index % 2 === 0);
    const values = a.filter((_, index) => index % 2 === 1);
    return sql`k_pack([${joinSql(keys, ", ")}]::VARCHAR[], [${joinSql(values, ", ")}]::JSON[])`;
  });
}

/** `pack_all()`: the whole row as a bag; with `true`, without nulls and empty strings. */
const packAll: SpecialForm = (node, scope, binder) => {
  const columns = scope.row?.rel.columns ?? [];
  const bag = packed(columns.flatMap((column) => [literalExpr("string", column.name), asDynamic(columnRef(column))]));
  const [skip] = node.args;
  if (skip === undefined) return bag;
  const skipped = binder.scalar(skip, scope);
  if (skipped.kind !== "literal") throw refuse("kql/not-constant", skip.span, { what: "This argument of `pack_all`" });
  return skipped.value === true ? call("pack_all", "dynamic", [bag], (a) => sql`k_without_empty(${at(a, 0)})`) : bag;
};

/** Text of one step of `range()`, by type; other types are left to the function that reads JSON. */
const RANGE_STEPS: Readonly<Partial<Record<KqlType, (step: Sql) => Sql>>> = {
  datetime: (step) => sql`to_json(k_datetime_text(${step}))`,
  long: (step) => sql`to_json(${step})`,
  timespan: (step) => sql`to_json(k_timespan_text(${step}))`,
};

/** `range(from, to, step)`: an array, of a million elements at most. Steps are one, or an hour of time. */
const range: OptionalForm = (node, scope, binder) => {
  const bound = [argument(node, 0), argument(node, 1), ...node.args.slice(2, 3)].map((arg) => binder.scalar(arg, scope));
  const [from, to, step] = bound;
  const isWhole = bound.every((value) => value.type === "int" || value.type === "long");
  const type = isWhole ? "long" : (from?.type ?? "dynamic");
  const print = RANGE_STEPS[type];
  if (print === undefined || from === undefined || to === undefined || (type === "long" && !isWhole)) return null;
  const args = [
    convert(from, type),
    convert(to, type),
    convert(step ?? literalExpr(type === "long" ? "long" : "timespan", type === "long" ? 1n : HOUR), type === "long" ? "long" : "timespan"),
  ];
  return call("range", "dynamic", args, (a) => {
    const [first, last, by] = [at(a, 0), at(a, 1), at(a, 2)];
    const end = sql`CASE WHEN abs((${last} - ${first}) // ${by}) >= 1048576 THEN ${first} + ${by} * 1048575 ELSE ${last} END`;
    const steps = sql`list_transform(generate_series(${first}, ${end}, nullif(${by}, 0)), lambda step: ${print(sql`step`)})`;
    return sql`(CASE WHEN ${first} IS NULL OR ${last} IS NULL OR coalesce(${by}, 0) = 0 THEN NULL ELSE k_join_json(${steps}) END)`;
  });
};

const HOUR = 36_000_000_000n;

/** `column_ifexists("name", default)`: decided while translating. */
const columnIfExists: SpecialForm = (node, scope, binder) => {
  const named = argument(node, 0);
  const name = named.kind === "name" ? named.name : binder.scalar(named, { row: null, env: scope.env });
  const text = typeof name === "string" ? name : name.kind === "literal" ? String(name.value) : null;
  if (text === null) throw refuse("kql/not-constant", named.span, { what: "The column name in `column_ifexists`" });
  const column = scope.row === null ? null : findColumn(scope.row.rel, text);
  return column === null ? binder.scalar(argument(node, 1), scope) : columnRef(column);
};

/** The first that is there: for text the first that is not empty, otherwise the first that is not null. */
const coalesce: SpecialForm = (node, scope, binder) => {
  const bound = node.args.map((_, index) => binder.scalar(argument(node, index), scope));
  const type = commonType(bound);
  return call(
    node.name,
    type,
    bound.map((value) => into(value, type)),
    (a) =>
      type === "string"
        ? sql`coalesce(${joinSql(
            a.map((arg) => sql`nullif(${arg}, '')`),
            ", ",
          )}, '')`
        : sql`coalesce(${joinSql(a, ", ")})`,
  );
};

const extremeOf =
  (name: "greatest" | "least"): SpecialForm =>
  (node, scope, binder) => {
    const bound = node.args.map((arg) => binder.scalar(arg, scope));
    const type = commonType(bound);
    return call(
      node.name,
      type,
      bound.map((value) => into(value, type)),
      (a) => {
        const made = name === "greatest" ? sql`greatest(${joinSql(a, ", ")})` : sql`least(${joinSql(a, ", ")})`;
        return type === "real" ? sql`CASE WHEN isnan(greatest(${joinSql(a, ", ")})) THEN 'NaN'::DOUBLE ELSE ${made} END` : made;
      },
    );
  };

/** Functions whose types or meaning depend on more than their arguments' types. */
export const SPECIAL_FORMS: Readonly<Record<string, OptionalForm>> = {
  extract,
  extract_all: extractAll,
  extractall: extractAll,
  extract_json: extractJson,
  extractjson: extractJson,
  iff: conditional,
  iif: conditional,
  case: conditional,
  coalesce,
  now,
  ago,
  bin,
  floor: bin,
  pack_array: packArray,
  pack,
  bag_pack: pack,
  pack_dictionary: pack,
  pack_all: packAll,
  range,
  column_ifexists: columnIfExists,
  columnifexists: columnIfExists,
  max_of: extremeOf("greatest"),
  min_of: extremeOf("least"),
  ingestion_time: (_node, scope) => {
    const column = scope.row === null ? null : ingestionColumn(scope.row.rel);
    return column === null ? literalExpr("datetime", null) : columnRef(column);
  },
  materialize: (node, scope, binder) => binder.scalar(argument(node, 0), scope),
  toscalar: (node, scope, binder) => binder.scalar(argument(node, 0), scope),
};
