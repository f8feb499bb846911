import { call, constantText, type Expr } from "../plan/expr.ts";
import { commas, joinSql, sql, type Sql } from "../sql/fragment.ts";
import { text } from "../sql/literal.ts";
import { not, or, and } from "./comparison.ts";
import { convert } from "./convert.ts";
import { at } from "./definition.ts";

/** A term is a run of letters and digits; `_` ends it. */
const isTermCharacter = (character: string | undefined): boolean => character !== undefined && /[\p{L}\p{N}]/u.test(character);

const escapeRegex = (value: string): string => value.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);

const LEFT_EDGE = String.raw`(?:^|[^\pL\pN])`;
const RIGHT_EDGE = String.raw`(?:$|[^\pL\pN])`;

interface Edges {
  readonly left: boolean;
  readonly right: boolean;
}

/** Pattern that finds a constant needle as a term (or as a term's start or end). Edges count only where the needle's own edge is a term character. */
export function termPattern(needle: string, edges: Edges): string {
  const characters = Array.from(needle);
  const left = edges.left && isTermCharacter(characters[0]) ? LEFT_EDGE : "";
  const right = edges.right && isTermCharacter(characters.at(-1)) ? RIGHT_EDGE : "";
  return `${left}${escapeRegex(needle)}${right}`;
}

/** Pattern that finds any of the needles as a term. Their edges stand once, around all that have them: thousands are costly. */
function anyTermPattern(needles: readonly string[]): string {
  const groups = new Map<string, { readonly left: string; readonly right: string; readonly needles: string[] }>();
  for (const needle of needles) {
    const characters = Array.from(needle);
    const left = isTermCharacter(characters[0]) ? LEFT_EDGE : "";
    const right = isTermCharacter(characters.at(-1)) ? RIGHT_EDGE : "";
    const group = groups.get(`${left} ${right}`) ?? { left, right, needles: [] };
    group.needles.push(escapeRegex(needle));
    groups.set(`${left} ${right}`, group);
  }
  return [...groups.values()].map((group) => `${group.left}(?:${group.needles.join("|")})${group.right}`).join("|");
}

const lower = (value: Sql): Sql => sql`lower(${value})`;

function termTest(haystack: Expr, needle: Expr, isCaseless: boolean, edges: Edges): Expr {
  const fold = isCaseless ? lower : (value: Sql): Sql => value;
  const constant = constantText(needle);
  if (constant === "") return call("has", "bool", [haystack], () => sql`TRUE`);
  if (constant !== null) {
    const pattern = termPattern(isCaseless ? constant.toLowerCase() : constant, edges);
    return call("has", "bool", [haystack, needle], (args) => {
      const hay = fold(at(args, 0));
      // A plain search first: it is several times cheaper than the pattern and rejects most rows.
      return sql`(contains(${hay}, ${fold(at(args, 1))}) AND regexp_matches(${hay}, ${text(pattern)}))`;
    });
  }
  const edge = edges.left && edges.right ? sql`3` : edges.left ? sql`1` : sql`2`;
  return call("has", "bool", [haystack, needle], (args) => sql`k_has(${fold(at(args, 0))}, ${fold(at(args, 1))}, ${edge})`);
}

/** Between texts that are searched together: no term character, and in no needle. */
const SEPARATOR = "\u001f";

/**
 * Whether any of the texts has a constant term. One pattern over all of them together, because a pattern is compiled for each
 * place where it stands; the plain searches before it reject most rows without putting the texts together.
 */
export function anyHasTerm(texts: readonly Expr[], needle: string, isCaseless: boolean, edges: Edges): Expr {
  if (needle === "") return call("has", "bool", [], () => sql`TRUE`);
  const fold = isCaseless ? lower : (value: Sql): Sql => value;
  const folded = isCaseless ? needle.toLowerCase() : needle;
  return call("has", "bool", texts, (args) => {
    const found = joinSql(
      args.map((arg) => sql`contains(${fold(arg)}, ${text(folded)})`),
      " OR ",
    );
    const pattern = termPattern(folded, edges);
    if (args.length === 0) return sql`FALSE`;
    if (pattern === escapeRegex(folded)) return sql`(${found})`;
    const together = args.length === 1 ? at(args, 0) : sql`concat_ws(${text(SEPARATOR)}, ${commas(args)})`;
    return sql`((${found}) AND regexp_matches(${fold(together)}, ${text(pattern)}))`;
  });
}

function simple(name: string, template: (hay: Sql, needle: Sql) => Sql): (haystack: Expr, needle: Expr, isCaseless: boolean) => Expr {
  return (haystack, needle, isCaseless) =>
    call(name, "bool", [haystack, needle], (args) =>
      isCaseless ? template(lower(at(args, 0)), lower(at(args, 1))) : template(at(args, 0), at(args, 1)),
    );
}

const TESTS: Readonly<Record<string, (haystack: Expr, needle: Expr, isCaseless: boolean) => Expr>> = {
  contains: simple("contains", (hay, needle) => sql`contains(${hay}, ${needle})`),
  startswith: simple("startswith", (hay, needle) => sql`starts_with(${hay}, ${needle})`),
  endswith: simple("endswith", (hay, needle) => sql`ends_with(${hay}, ${needle})`),
  has: (haystack, needle, isCaseless) => termTest(haystack, needle, isCaseless, { left: true, right: true }),
  hasprefix: (haystack, needle, isCaseless) => termTest(haystack, needle, isCaseless, { left: true, right: false }),
  hassuffix: (haystack, needle, isCaseless) => termTest(haystack, needle, isCaseless, { left: false, right: true }),
};

/** `has`, `!contains_cs`, `startswith` …; null for an operator that is not one of these. */
export function stringTest(operator: string, left: Expr, right: Expr): Expr | null {
  const isNegated = operator.startsWith("!");
  const isCaseless = !operator.endsWith("_cs");
  const name = operator.replace(/^!/, "").replace(/_cs$/, "");
  const test = TESTS[name];
  if (test === undefined) return null;
  const made = test(convert(left, "string"), convert(right, "string"), isCaseless);
  return isNegated ? not(made) : made;
}

/** From how many terms on a pattern for each costs more than taking the text apart. */
const MANY_TERMS = 16;

const isOneTerm = (needle: string): boolean => needle !== "" && Array.from(needle).every(isTermCharacter);

/** Each search keeps a vector of its own: thousands of them claimed four hundred megabytes. */
const SEARCHED_FIRST = 8;

/** Whether all of the terms are in the text. Plain searches for the longest reject most rows before the text is taken apart. */
function allTerms(hay: Expr, terms: readonly string[]): Expr {
  const longest = terms.toSorted((a, b) => b.length - a.length).slice(0, SEARCHED_FIRST);
  return call("has_all", "bool", [hay], (args) => {
    const folded = lower(at(args, 0));
    const found = joinSql(
      longest.map((term) => sql`contains(${folded}, ${text(term)})`),
      " AND ",
    );
    return sql`(${found} AND list_has_all(k_runs(${folded}), [${commas(terms.map((term) => text(term)))}]))`;
  });
}

/** `has_any` and `has_all` over single terms. */
export function hasSome(operator: "has_any" | "has_all", haystack: Expr, terms: readonly Expr[]): Expr {
  const hay = convert(haystack, "string");
  const constants = terms.map((term) => constantText(convert(term, "string")));
  if (operator === "has_any" && constants.length > 1 && constants.every((constant) => constant !== null)) {
    if (constants.includes("")) return call("has_any", "bool", [hay], () => sql`TRUE`);
    const pattern = anyTermPattern(constants.map((constant) => constant.toLowerCase()));
    return call("has_any", "bool", [hay], (args) => sql`regexp_matches(lower(${at(args, 0)}), ${text(pattern)})`);
  }
  if (operator === "has_all" && constants.length > MANY_TERMS && constants.every((constant) => constant !== null && isOneTerm(constant)))
    return allTerms(hay, [...new Set(constants.map((constant) => constant?.toLowerCase() ?? ""))]);
  const tests = terms.map((term) => termTest(hay, convert(term, "string"), true, { left: true, right: true }));
  return operator === "has_any" ? or(tests) : and(tests);
}

/** `has_any` and `has_all` over the strings of an array that is known only at run time. */
export function hasSomeOf(operator: "has_any" | "has_all", haystack: Expr, array: Expr): Expr {
  const args = [convert(haystack, "string"), array];
  return operator === "has_any"
    ? call("has_any", "bool", args, (rendered) => sql`k_has_any(lower(${at(rendered, 0)}), ${at(rendered, 1)})`)
    : call("has_all", "bool", args, (rendered) => sql`k_has_all(lower(${at(rendered, 0)}), ${at(rendered, 1)})`);
}
