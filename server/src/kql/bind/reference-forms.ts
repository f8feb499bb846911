import type { KqlType } from "../../../contract/index.ts";
import { asDynamic, convert } from "../functions/convert.ts";
import { at } from "../functions/definition.ts";
import { call, columnRef, literalExpr, type Expr } from "../plan/expr.ts";
import { refuse } from "../diagnostics/catalogue.ts";
import { joinSql, sql, type Sql } from "../sql/fragment.ts";
import { literal } from "../sql/literal.ts";
import type { Expression } from "../syntax/nodes.ts";
import { implicitName } from "./result-names.ts";
import { findColumn, type Binder, type Scope } from "./scope.ts";

type CallNode = Extract<Expression, { readonly kind: "call" }>;
type Form = (node: CallNode, scope: Scope, binder: Binder) => Expr;

function argument(node: CallNode, index: number): Expression {
  const found = node.args[index];
  if (found === undefined)
    throw refuse("kql/wrong-arguments", node.span, { what: `\`${node.name}\``, expected: `at least ${index + 1} argument(s)` });
  return found;
}

interface NamedValue {
  readonly name: string;
  readonly value: Expr;
}

/** The arguments of a call that takes columns, `*` for all of them. */
const namedValues = (node: CallNode, scope: Scope, binder: Binder): readonly NamedValue[] =>
  node.args.flatMap((arg): readonly NamedValue[] =>
    arg.kind === "star"
      ? (scope.row?.rel.columns ?? []).map((column) => ({ name: column.name, value: columnRef(column) }))
      : [{ name: implicitName(arg) ?? "", value: binder.scalar(arg, scope) }],
  );

/** `bag_pack_columns(a, b)`: a bag with the columns' names as keys. */
const bagPackColumns: Form = (node, scope, binder) => {
  const columns = namedValues(node, scope, binder);
  const args = columns.flatMap(({ name, value }) => [literalExpr("string", name), asDynamic(value)]);
  return call(node.name, "dynamic", args, (a) => {
    const [keys, values] = [0, 1].map((side) => a.filter((_, index) => index % 2 === side));
    return sql`k_pack([${joinSql(keys ?? [], ", ")}]::VARCHAR[], [${joinSql(values ?? [], ", ")}]::JSON[])`;
  });
};

/** Bytes of a value, by its .NET type as `getschema` names it (a bool is an `SByte`); the reference's example counts 8 for a long. */
const FIXED_BYTES: Readonly<Partial<Record<KqlType, number>>> = {
  bool: 1,
  datetime: 8,
  guid: 16,
  int: 4,
  long: 8,
  real: 8,
  timespan: 8,
};

/** `estimate_data_size(*)`: bytes of the columns' values, of text in UTF-8. */
const estimateDataSize: Form = (node, scope, binder) => {
  const values = namedValues(node, scope, binder).map(({ value }) => value);
  const other = values.find(({ type }) => type !== "string" && FIXED_BYTES[type] === undefined);
  if (other !== undefined)
    throw refuse("kql/unsupported", node.span, {
      what: `\`${node.name}\` of a \`${other.type}\``,
      instead: "Measure its text: `string_size(tostring(…))`.",
    });
  const fixed = values.reduce((bytes, { type }) => bytes + (FIXED_BYTES[type] ?? 0), 0);
  const texts = values.filter(({ type }) => type === "string");
  return call(node.name, "long", texts, (a) => sql`(${joinSql([literal("long", fixed), ...a.map((one) => sql`strlen(${one})`)], " + ")})`);
};

/** `column_names_of(T)`: decided while translating. */
const columnNamesOf: Form = (node, scope, binder) => {
  const rel = binder.table(argument(node, 0), scope.env);
  return literalExpr("dynamic", JSON.stringify(rel.columns.map((column) => column.name)));
};

const isColumnExists: Form = (node, scope, binder) => {
  const named = argument(node, 0);
  const name = named.kind === "name" ? named.name : binder.scalar(named, { row: null, env: scope.env });
  const text = typeof name === "string" ? name : name.kind === "literal" ? String(name.value) : null;
  if (text === null) throw refuse("kql/not-constant", named.span, { what: "The column name in `iscolumnexists`" });
  return literalExpr("bool", scope.row !== null && findColumn(scope.row.rel, text) !== null);
};

/** xxHash64 of the value's bytes. How Kusto lays out the bytes of the other types is not published. */
const hash: Form = (node, scope, binder) => {
  const value = binder.scalar(argument(node, 0), scope);
  const mod = node.args[1] === undefined ? literalExpr("long", null) : convert(binder.scalar(argument(node, 1), scope), "long");
  const { type } = value;
  const args = [value, mod];
  if (type === "string") return call(node.name, "long", args, (a) => sql`js_hash_of_text(${at(a, 0)}, ${at(a, 1)})`);
  if (type === "real") return call(node.name, "long", args, (a) => sql`js_hash_of_real(${at(a, 0)}, ${at(a, 1)})`);
  if (type === "long" || type === "datetime" || type === "timespan")
    return call(node.name, "long", args, (a) => sql`js_hash_of_long(${at(a, 0)}, ${at(a, 1)})`);
  throw refuse("kql/unsupported", node.span, { what: `\`${node.name}\` of a \`${type}\``, instead: "Hash its text: `hash(tostring(…))`." });
};

const percentileOfDigest: Form = (node, scope, binder) => {
  const digest = asDynamic(binder.scalar(argument(node, 0), scope));
  const rank = convert(binder.scalar(argument(node, 1), scope), "real");
  const cast = node.args[2];
  const type: KqlType = cast?.kind === "typeof" ? (cast.types[0] ?? "dynamic") : "dynamic";
  const found = call(node.name, "dynamic", [digest, rank], (a) => sql`js_digest_percentile(${at(a, 0)}::VARCHAR, ${at(a, 1)})::JSON`);
  return type === "dynamic" ? found : convert(found, type);
};

const percentilesOfDigest: Form = (node, scope, binder) => {
  const digest = asDynamic(binder.scalar(argument(node, 0), scope));
  const ranks = node.args.slice(1).map((arg) => asDynamic(binder.scalar(arg, scope)));
  const [only] = ranks;
  return call(node.name, "dynamic", [digest, ...ranks], (a) => {
    const wanted: Sql =
      only?.type === "dynamic" && node.args.length === 2 ? at(a, 1) : sql`k_pack_array([${joinSql(a.slice(1), ", ")}]::JSON[])`;
    return sql`js_digest_percentiles(${at(a, 0)}::VARCHAR, ${wanted}::VARCHAR)::JSON`;
  });
};

/** The digests or sketches of one row, made into one. */
const merged =
  (render: (lists: Sql) => Sql): Form =>
  (node, scope, binder) => {
    const args = node.args.map((arg) => asDynamic(binder.scalar(arg, scope)));
    return call(node.name, "dynamic", args, (a) =>
      render(
        sql`flatten([${joinSql(
          a.map((list) => sql`from_json(${list}, '["JSON"]')`),
          ", ",
        )}])`,
      ),
    );
  };

const mergedDigests = merged((lists) => sql`js_digest_of_pairs(k_join_json(${lists})::VARCHAR)::JSON`);
const mergedSketches = merged((lists) => sql`k_join_json(list_sort(list_distinct(${lists})))`);

/** `bin_auto(x)`: the size and the fixed point come from `set query_bin_auto_size` and `query_bin_auto_at`. */
const binAuto: Form = (node, _scope, binder) => {
  const { options } = binder.context;
  const [size, fixed] = [options.get("query_bin_auto_size"), options.get("query_bin_auto_at")];
  if (size === undefined)
    throw refuse("kql/unsupported", node.span, { what: "`bin_auto` without `set query_bin_auto_size`", instead: "Use `bin(x, size)`." });
  const name = fixed === undefined ? "bin" : "bin_at";
  return binder.scalar({ ...node, name, args: [argument(node, 0), size, ...(fixed === undefined ? [] : [fixed])] }, _scope);
};

/** `around(x, center, delta)`: within a distance, ends included. */
const around: Form = (node, scope, binder) => {
  const { span } = node;
  const end = (operator: "-" | "+"): Expression => ({ kind: "binary", operator, left: argument(node, 1), right: argument(node, 2), span });
  const operand = argument(node, 0);
  return binder.scalar({ kind: "between", isNegated: false, operand, low: end("-"), high: end("+"), span }, scope);
};

const isTime = (type: KqlType): boolean => type === "datetime" || type === "timespan";
const isNumber = (type: KqlType): boolean => type === "int" || type === "long" || type === "real" || type === "decimal";

/** `bin_at(value, size, fixed)`: bins that are aligned to a fixed point. */
const binAt: Form = (node, scope, binder) => {
  const args = [0, 1, 2].map((index) => binder.scalar(argument(node, index), scope));
  const [value, size, fixed] = args.map((arg) => (arg.type === "dynamic" ? convert(arg, "real") : arg));
  if (value === undefined || size === undefined || fixed === undefined)
    throw refuse("kql/wrong-arguments", node.span, { what: "`bin_at`", expected: "3 arguments" });
  const wrong = (index: number, expected: string, found: KqlType): Error =>
    refuse("kql/wrong-type", argument(node, index).span, { what: "`bin_at`", expected, found: `\`${found}\`` });
  if (isTime(value.type)) {
    if (size.type !== "timespan" && size.type !== "long" && size.type !== "int") throw wrong(1, "a timespan as size", size.type);
    if (fixed.type !== value.type) throw wrong(2, `a \`${value.type}\` as fixed point`, fixed.type);
    return call(
      "bin_at",
      value.type,
      [value, convert(size, "long"), fixed],
      (a) => sql`(${at(a, 2)} + k_floor(${at(a, 0)} - ${at(a, 2)}, ${at(a, 1)}))`,
    );
  }
  for (const [index, arg] of [value, size, fixed].entries()) if (!isNumber(arg.type)) throw wrong(index, "a number here", arg.type);
  const isWhole = [value, size, fixed].every(({ type }) => type === "int" || type === "long");
  const type = isWhole ? "long" : "real";
  const floor = isWhole ? sql`k_floor` : sql`k_real_floor`;
  const numbers = [value, size, fixed].map((arg) => convert(arg, type));
  return call("bin_at", type, numbers, (a) => sql`(${at(a, 2)} + ${floor}(${at(a, 0)} - ${at(a, 2)}, ${at(a, 1)}))`);
};

/** The person whose session runs the query is not named: results must not differ from one participant to the next. */
const principal: Form = () => literalExpr("string", "aaduser=participant");
const principalDetails: Form = () =>
  literalExpr(
    "dynamic",
    JSON.stringify({ UserPrincipalName: "participant", IdentityProvider: "https://sts.windows.net", Type: "aaduser" }),
  );

/** Names of the time zones that `datetime_utc_to_local` takes, without those that only ICU has. */
const timeZones: Form = (node) =>
  call(
    node.name,
    "dynamic",
    [],
    () =>
      sql`(SELECT to_json(list(name ORDER BY name)) FROM pg_timezone_names() WHERE NOT regexp_full_match(name, 'SystemV/.*|A[CERS]T|AGT|BET|BST|C[ANSTC]T|CTT|EAT|ECT|I[ES]T|JST|MIT|NET|NST|P[LNRS]T|SST|VST|Factory|Canada/East-Saskatchewan|US/Pacific-New'))`,
  );

const assertion: Form = (node, scope, binder) => {
  const test = convert(binder.scalar(argument(node, 0), scope), "bool");
  const message = binder.scalar(argument(node, 1), scope);
  if (test.kind !== "literal" || message.kind !== "literal")
    return call(
      node.name,
      "bool",
      [test, convert(message, "string")],
      (a) => sql`(CASE WHEN ${at(a, 0)} THEN TRUE ELSE error('query check failed: ' || ${at(a, 1)}) END)`,
    );
  if (test.value !== true) throw refuse("kql/assertion", node.span, { message: String(message.value) });
  return literalExpr("bool", true);
};

/** Functions that ask about the query itself, its columns or its session, or that choose by the type of what they get. */
export const REFERENCE_FORMS: Readonly<Record<string, Form>> = {
  around,
  assert: assertion,
  bin_at: binAt,
  bag_pack_columns: bagPackColumns,
  bin_auto: binAuto,
  column_names_of: columnNamesOf,
  current_principal: principal,
  current_principal_details: principalDetails,
  current_principal_is_member_of: () => literalExpr("bool", false),
  current_cluster_endpoint: () => literalExpr("string", "lab"),
  datetime_list_timezones: timeZones,
  estimate_data_size: estimateDataSize,
  dcount_hll: (node, scope, binder) =>
    call(
      node.name,
      "long",
      [asDynamic(binder.scalar(argument(node, 0), scope))],
      (a) => sql`coalesce(json_array_length(${at(a, 0)})::BIGINT, 0)`,
    ),
  hash,
  hash_xxhash64: hash,
  hll_merge: mergedSketches,
  iscolumnexists: isColumnExists,
  merge_tdigest: mergedDigests,
  tdigest_merge: mergedDigests,
  percentile_tdigest: percentileOfDigest,
  percentiles_array_tdigest: percentilesOfDigest,
};
