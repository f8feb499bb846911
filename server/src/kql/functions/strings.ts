import { constantText, type Expr } from "../plan/expr.ts";
import { joinSql, sql, type Sql } from "../sql/fragment.ts";
import { literal, text } from "../sql/literal.ts";
import { at, scalar, type ScalarFunction } from "./definition.ts";
import { portPattern } from "./regex.ts";

const S = "string" as const;

/** A regular expression argument: ported when it is a constant. */
function pattern(args: readonly Sql[], exprs: readonly Expr[], index: number, wrap: (ported: string) => string = (ported) => ported): Sql {
  const expr = exprs[index];
  const constant = expr === undefined ? null : constantText(expr);
  if (constant !== null) return text(wrap(portPattern(constant)));
  const [before = "", after = ""] = wrap("\0").split("\0");
  return sql`(${text(before)} || ${at(args, index)} || ${text(after)})`;
}

const atStart = (ported: string): string => `^(?:${ported})`;
const atEnd = (ported: string): string => `(?:${ported})$`;

/** One match at each end goes, not as many as there are. */
const trimStart = (args: readonly Sql[], exprs: readonly Expr[]): Sql =>
  sql`regexp_replace(${at(args, 1)}, ${pattern(args, exprs, 0, atStart)}, '')`;
const trimEnd = (args: readonly Sql[], exprs: readonly Expr[]): Sql =>
  sql`regexp_replace(${at(args, 1)}, ${pattern(args, exprs, 0, atEnd)}, '')`;
const trimBoth = (args: readonly Sql[], exprs: readonly Expr[]): Sql =>
  sql`regexp_replace(regexp_replace(${at(args, 1)}, ${pattern(args, exprs, 0, atStart)}, ''), ${pattern(args, exprs, 0, atEnd)}, '')`;

const replaceRegex =
  (source: number, lookup: number, rewrite: number) =>
  (args: readonly Sql[], exprs: readonly Expr[]): Sql =>
    sql`regexp_replace(${at(args, source)}, ${pattern(args, exprs, lookup)}, ${at(args, rewrite)}, 'g')`;

const REWRITE_LENGTH_MAX = 256;

/** A short constant makes no text much longer. Anything else is counted before it is made; nothing to look for changes nothing. */
const replaceString = (args: readonly Sql[], exprs: readonly Expr[]): Sql => {
  const rewrite = exprs[2] === undefined ? null : constantText(exprs[2]);
  return rewrite !== null && rewrite.length <= REWRITE_LENGTH_MAX
    ? sql`replace(${at(args, 0)}, ${at(args, 1)}, ${at(args, 2)})`
    : sql`js_replace_text(${at(args, 0)}, ${at(args, 1)}, ${at(args, 2)})`;
};

const countOf = (args: readonly Sql[], exprs: readonly Expr[]): Sql => {
  const kind = exprs[2] === undefined ? "normal" : constantText(exprs[2]);
  return kind === "regex"
    ? sql`len(regexp_extract_all(${at(args, 0)}, ${pattern(args, exprs, 1)}))`
    : sql`js_countof_text(${at(args, 0)}, ${at(args, 1)})`;
};

/** An `int` has 32 bits, a `long` 64. */
const toHex = (a: readonly Sql[], exprs: readonly Expr[]): Sql => {
  const value = exprs[0]?.type === "int" ? sql`(${at(a, 0)}::BIGINT & 4294967295)` : sql`${at(a, 0)}::BIGINT`;
  return sql`coalesce(js_tohex_text(${value}, ${a[1] ?? sql`NULL::BIGINT`}), '')`;
};

const hash =
  (template: (value: Sql) => Sql): ScalarFunction["render"] =>
  (args) =>
    template(at(args, 0));

export const STRING_FUNCTIONS: readonly ScalarFunction[] = [
  scalar("tolower", ["scalar"], S, (a) => sql`lower(${at(a, 0)})`),
  scalar("toupper", ["scalar"], S, (a) => sql`k_upper(${at(a, 0)})`),
  scalar("strlen", [S], "long", (a) => sql`length(${at(a, 0)})`),
  scalar("string_size", [S], "long", (a) => sql`strlen(${at(a, 0)})`),
  scalar("strcat", ["scalar", "scalar*"], S, (a) => sql`(${joinSql(a, " || ")})`),
  scalar("strcat_delim", [S, "scalar", "scalar*"], S, ([delimiter, ...rest], [written]) =>
    written?.kind === "literal"
      ? sql`array_to_string([${joinSql(rest, ", ")}], ${delimiter ?? sql`''`})`
      : sql`(${rest.reduce((text, part) => sql`${text} || ${delimiter ?? sql`''`} || ${part}`)})`,
  ),
  scalar(
    "strcmp",
    ["scalar", "scalar"],
    "int",
    (a) => sql`(CASE WHEN ${at(a, 0)} < ${at(a, 1)} THEN -1 WHEN ${at(a, 0)} > ${at(a, 1)} THEN 1 ELSE 0 END)`,
  ),
  scalar("substring", ["scalar", "long", "long?"], S, (a) =>
    a[2] === undefined ? sql`k_substring(${at(a, 0)}, ${at(a, 1)}, 2147483647)` : sql`k_substring(${at(a, 0)}, ${at(a, 1)}, ${a[2]})`,
  ),
  scalar("split", [S, S, "long?"], "dynamic", (a) =>
    a[2] === undefined ? sql`k_split(${at(a, 0)}, ${at(a, 1)})` : sql`k_split_at(${at(a, 0)}, ${at(a, 1)}, ${a[2]})`,
  ),
  scalar("replace_string", [S, S, S], S, replaceString),
  scalar("replace_regex", [S, S, S], S, replaceRegex(0, 1, 2)),
  scalar("replace", [S, S, S], S, replaceRegex(2, 0, 1)),
  scalar("trim", [S, S], S, trimBoth),
  scalar("trim_start", [S, S], S, trimStart),
  scalar("trim_end", [S, S], S, trimEnd),
  scalar("countof", [S, S, "string?"], "long", countOf),
  scalar("indexof_regex", ["scalar", "scalar", "long?", "long?", "long?"], "long", (a, exprs) =>
    a[2] === undefined
      ? sql`k_regex_position(${at(a, 0)}, ${pattern(a, exprs, 1)})`
      : sql`k_regex_position_in(${at(a, 0)}, ${pattern(a, exprs, 1)}, ${a[2]}, ${a[3] ?? sql`-1`}, ${a[4] ?? sql`1`})`,
  ),
  scalar(
    "hash_md5",
    ["scalar"],
    S,
    hash((v) => sql`md5(${v})`),
  ),
  scalar(
    "hash_sha1",
    ["scalar"],
    S,
    hash((v) => sql`sha1(${v})`),
  ),
  scalar(
    "hash_sha256",
    ["scalar"],
    S,
    hash((v) => sql`sha256(${v})`),
  ),
  scalar("tohex", ["number", "long?"], S, toHex),
  scalar("new_guid", [], "guid", () => sql`uuid()`),
  scalar("current_database", [], S, () => literal("string", "lab")),
];
