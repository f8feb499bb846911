import type { KqlType } from "../../../contract/index.ts";
import { convert } from "../functions/convert.ts";
import { at } from "../functions/definition.ts";
import { captureGroups, onlyCapture } from "../functions/regex-tokens.ts";
import { patternExpr, regexProblem, portPattern } from "../functions/regex.ts";
import { call, constantText, type Expr } from "../plan/expr.ts";
import { refuse } from "../diagnostics/catalogue.ts";
import { joinSql, sql } from "../sql/fragment.ts";
import { text, whole } from "../sql/literal.ts";
import type { Expression } from "../syntax/nodes.ts";
import { constantItems } from "./dynamic-access.ts";
import type { Binder, Scope } from "./scope.ts";

type CallNode = Extract<Expression, { readonly kind: "call" }>;

function argument(node: CallNode, index: number): Expression {
  const found = node.args[index];
  if (found === undefined)
    throw refuse("kql/wrong-arguments", node.span, { what: `\`${node.name}\``, expected: `at least ${index + 1} argument(s)` });
  return found;
}

function checked(node: Expression, scope: Scope, binder: Binder): Expr {
  const pattern = binder.scalar(node, scope);
  const problem = regexProblem(constantText(pattern) ?? "");
  if (problem !== null) throw refuse("kql/invalid-regex", node.span, { why: problem });
  return pattern;
}

/** DuckDB reads up to this group of a pattern. */
const NUMBERED_MAX = 9;

/** A pattern and the number of the group in it: beyond nine, all other groups are made plain. */
function patternOfGroup(pattern: string, group: number): readonly [string, number] {
  return group <= NUMBERED_MAX ? [pattern, group] : [onlyCapture(pattern, group), 1];
}

/** `extract(regex, group, text [, typeof(t)])`: "" or null where nothing matches. */
export function extract(node: CallNode, scope: Scope, binder: Binder): Expr {
  const pattern = checked(argument(node, 0), scope, binder);
  const group = convert(binder.scalar(argument(node, 1), scope), "long");
  if (group.kind !== "literal" || typeof group.value !== "bigint")
    throw refuse("kql/unsupported", argument(node, 1).span, {
      what: "A capture group that is not a constant",
      instead: "Write its number; `case(…)` chooses between several `extract` calls.",
    });
  const source = convert(binder.scalar(argument(node, 2), scope), "string");
  const found = extracted(pattern, Number(group.value), source, node);
  const cast = node.args[3];
  if (cast === undefined) return found;
  const type: KqlType | null = cast.kind === "typeof" ? (cast.types[0] ?? null) : null;
  if (type === null) throw refuse("kql/wrong-arguments", cast.span, { what: "`extract`", expected: "`typeof(…)` as last argument" });
  return convert(found, type);
}

function extracted(pattern: Expr, group: number, source: Expr, node: CallNode): Expr {
  const constant = constantText(pattern);
  if (constant === null) {
    if (group < 0 || group > NUMBERED_MAX)
      throw refuse("kql/unsupported", node.span, {
        what: "A group beyond the ninth of a pattern that is not a constant",
        instead: "Write the pattern itself into the query, or capture fewer groups.",
      });
    return call(
      "extract",
      "string",
      [patternExpr(pattern), source],
      (a) => sql`coalesce(regexp_extract(${at(a, 1)}, ${at(a, 0)}, ${whole(BigInt(group))}), '')`,
    );
  }
  // A pattern has no such group: there is nothing to extract.
  if (group < 0 || group > captureGroups(constant).length) return call("extract", "string", [source], () => text(""));
  const [wanted, number] = patternOfGroup(portPattern(constant), group);
  return call(
    "extract",
    "string",
    [source],
    (a) => sql`coalesce(regexp_extract(${at(a, 0)}, ${text(wanted)}, ${whole(BigInt(number))}), '')`,
  );
}

/** `extract_all(regex [, groups], text)`: an array of matches; of arrays where there are several groups. */
export function extractAll(node: CallNode, scope: Scope, binder: Binder): Expr {
  const pattern = checked(argument(node, 0), scope, binder);
  const constant = constantText(pattern);
  if (constant === null) throw refuse("kql/not-constant", argument(node, 0).span, { what: "The regular expression of `extract_all`" });
  const names = captureGroups(constant);
  const wanted = node.args.length > 2 ? groupsOf(argument(node, 1), names, scope, binder) : names.map((_, index) => index + 1);
  const source = convert(binder.scalar(argument(node, node.args.length > 2 ? 2 : 1), scope), "string");
  const ported = portPattern(constant);
  return call("extract_all", "dynamic", [source], (a) => {
    const lists = (wanted.length === 0 ? [0] : wanted).map((group) => {
      const [only, number] = patternOfGroup(ported, group);
      return sql`k_filled(regexp_extract_all(${at(a, 0)}, ${text(only)}, ${whole(BigInt(number))}))`;
    });
    if (lists.length === 1) return sql`k_matches(to_json(${lists[0] ?? sql`[]`}))`;
    return sql`k_matches(js_zip(k_pack_array([${joinSql(
      lists.map((list) => sql`to_json(${list})`),
      ", ",
    )}])::VARCHAR)::JSON)`;
  });
}

/** The groups that an array asks for, by number or name, in its order. */
function groupsOf(node: Expression, names: readonly (string | null)[], scope: Scope, binder: Binder): number[] {
  const value = binder.scalar(node, scope);
  const items = constantItems(value);
  if (items === null || items.length === 0)
    throw refuse("kql/wrong-arguments", node.span, { what: "`extract_all`", expected: "a constant array of groups before the text" });
  return items.map((item) => {
    const group = item.kind !== "literal" ? null : typeof item.value === "string" ? names.indexOf(item.value) + 1 : Number(item.value);
    const isKnown = group !== null && Number.isInteger(group) && group <= names.length && group >= (item.type === "string" ? 1 : 0);
    if (!isKnown) throw refuse("kql/wrong-arguments", node.span, { what: "`extract_all`", expected: "groups that its pattern has" });
    return group;
  });
}

/** `extract_json("$.a.b", text [, typeof(t)])`. */
export function extractJson(node: CallNode, scope: Scope, binder: Binder): Expr {
  const path = constantText(binder.scalar(argument(node, 0), scope));
  if (path === null) throw refuse("kql/not-constant", argument(node, 0).span, { what: "The path of `extract_json`" });
  if (!/^\$([.[].*)?$/.test(path) || path.includes("..") || path.includes("*"))
    throw refuse("kql/unsupported", argument(node, 0).span, {
      what: "This JSON path",
      instead: "Parse the text and name its parts: `parse_json(text).name[0]`.",
    });
  const source = binder.scalar(argument(node, 1), scope);
  const json =
    source.type === "dynamic" ? source : call("parse_json", "dynamic", [convert(source, "string")], (a) => sql`k_parse_json(${at(a, 0)})`);
  const normal = path.replaceAll(/\['([^']*)'\]|\["([^"]*)"\]/g, (_, a: string | undefined, b: string | undefined) => `."${a ?? b ?? ""}"`);
  const found = call("extract_json", "dynamic", [json], (a) => sql`k_not_null(json_extract(${at(a, 0)}, ${text(normal)}))`);
  const cast = node.args[2];
  const type: KqlType = cast?.kind === "typeof" ? (cast.types[0] ?? "string") : "string";
  return convert(found, type);
}
