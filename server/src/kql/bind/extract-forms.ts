import type { KqlType } from "../../../contract/index.ts";
import { convert } from "../functions/convert.ts";
import { at } from "../functions/definition.ts";
import { patternExpr, regexProblem, portPattern } from "../functions/regex.ts";
import { call, constantText, type Expr } from "../plan/expr.ts";
import { refuse } from "../diagnostics/catalogue.ts";
import { joinSql, sql } from "../sql/fragment.ts";
import { text, whole } from "../sql/literal.ts";
import type { Expression } from "../syntax/nodes.ts";
import type { Binder, Scope } from "./scope.ts";

type CallNode = Extract<Expression, { readonly kind: "call" }>;

function argument(node: CallNode, index: number): Expression {
  const found = node.args[index];
  if (found === undefined)
    throw refuse("kql/wrong-arguments", node.span, { what: `\`${node.name}\``, expected: `at least ${index + 1} argument(s)` });
  return found;
}

/** Capture groups of a pattern, in order. */
function groupCount(pattern: string): number {
  const bare = pattern.replaceAll(/\\[\s\S]/g, "").replaceAll(/\[\^?\]?[^\]]*\]/g, "");
  return (bare.match(/\((?!\?)|\(\?P?<[A-Za-z_]/g) ?? []).length;
}

function checked(node: Expression, scope: Scope, binder: Binder): Expr {
  const pattern = binder.scalar(node, scope);
  const problem = regexProblem(constantText(pattern) ?? "");
  if (problem !== null) throw refuse("kql/invalid-regex", node.span, { why: problem });
  return pattern;
}

/** `extract(regex, group, text [, typeof(t)])`: "" or null where nothing matches. */
export function extract(node: CallNode, scope: Scope, binder: Binder): Expr {
  const pattern = checked(argument(node, 0), scope, binder);
  const group = convert(binder.scalar(argument(node, 1), scope), "long");
  if (group.kind !== "literal" || typeof group.value !== "bigint" || group.value < 0n || group.value > 9n)
    throw refuse("kql/unsupported", argument(node, 1).span, { what: "A capture group that is not a constant from 0 to 9" });
  const index = whole(group.value);
  const source = convert(binder.scalar(argument(node, 2), scope), "string");
  const found = call(
    "extract",
    "string",
    [patternExpr(pattern), source],
    (a) => sql`coalesce(regexp_extract(${at(a, 1)}, ${at(a, 0)}, ${index}), '')`,
  );
  const cast = node.args[3];
  if (cast === undefined) return found;
  const type: KqlType | null = cast.kind === "typeof" ? (cast.types[0] ?? null) : null;
  if (type === null) throw refuse("kql/wrong-arguments", cast.span, { what: "`extract`", expected: "`typeof(…)` as last argument" });
  return convert(found, type);
}

/** `extract_all(regex [, groups], text)`: an array of matches; of arrays where there are several groups. */
export function extractAll(node: CallNode, scope: Scope, binder: Binder): Expr {
  const pattern = checked(argument(node, 0), scope, binder);
  const constant = constantText(pattern);
  if (constant === null) throw refuse("kql/not-constant", argument(node, 0).span, { what: "The regular expression of `extract_all`" });
  const count = groupCount(constant);
  const wanted = node.args.length > 2 ? groupsOf(argument(node, 1), scope, binder) : Array.from({ length: count }, (_, index) => index + 1);
  if (wanted === null || count > 9)
    throw refuse("kql/unsupported", node.span, { what: "Named or more than nine capture groups in `extract_all`" });
  const source = convert(binder.scalar(argument(node, node.args.length > 2 ? 2 : 1), scope), "string");
  const ported = text(portPattern(constant));
  return call("extract_all", "dynamic", [source], (a) => {
    const lists = (wanted.length === 0 ? [0] : wanted).map(
      (group) => sql`k_filled(regexp_extract_all(${at(a, 0)}, ${ported}, ${whole(group)}))`,
    );
    if (lists.length === 1) return sql`k_matches(to_json(${lists[0] ?? sql`[]`}))`;
    return sql`k_matches(js_zip(k_pack_array([${joinSql(
      lists.map((list) => sql`to_json(${list})`),
      ", ",
    )}])::VARCHAR)::JSON)`;
  });
}

function groupsOf(node: Expression, scope: Scope, binder: Binder): number[] | null {
  const value = binder.scalar(node, scope);
  if (value.kind !== "literal" || typeof value.value !== "string") return null;
  const parsed: unknown = JSON.parse(value.value);
  return Array.isArray(parsed) && parsed.every((group) => typeof group === "number" && group >= 0 && group <= 9)
    ? (parsed as number[])
    : null;
}

/** `extract_json("$.a.b", text [, typeof(t)])`. */
export function extractJson(node: CallNode, scope: Scope, binder: Binder): Expr {
  const path = constantText(binder.scalar(argument(node, 0), scope));
  if (path === null) throw refuse("kql/not-constant", argument(node, 0).span, { what: "The path of `extract_json`" });
  if (!/^\$([.[].*)?$/.test(path) || path.includes("..") || path.includes("*"))
    throw refuse("kql/unsupported", argument(node, 0).span, { what: "This JSON path" });
  const source = binder.scalar(argument(node, 1), scope);
  const json =
    source.type === "dynamic" ? source : call("parse_json", "dynamic", [convert(source, "string")], (a) => sql`k_parse_json(${at(a, 0)})`);
  const normal = path.replaceAll(/\['([^']*)'\]|\["([^"]*)"\]/g, (_, a: string | undefined, b: string | undefined) => `."${a ?? b ?? ""}"`);
  const found = call("extract_json", "dynamic", [json], (a) => sql`k_not_null(json_extract(${at(a, 0)}, ${text(normal)}))`);
  const cast = node.args[2];
  const type: KqlType = cast?.kind === "typeof" ? (cast.types[0] ?? "string") : "string";
  return convert(found, type);
}
