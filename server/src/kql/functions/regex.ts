import { call, constantText, type Expr } from "../plan/expr.ts";
import { sql } from "../sql/fragment.ts";
import { text } from "../sql/literal.ts";
import { convert } from "./convert.ts";
import { at } from "./definition.ts";

/** Kusto and DuckDB both use RE2; only the spelling of named groups differs. */
export function portPattern(pattern: string): string {
  return pattern.replaceAll(/\(\?<([A-Za-z_])/g, "(?P<$1");
}

/** Sentence part when a constant pattern cannot be RE2, null when nothing speaks against it. */
export function regexProblem(pattern: string): string | null {
  if (/\(\?<?[=!]/.test(pattern)) return "look-around is not part of Kusto's regular expressions";
  if (/\\[1-9]/.test(pattern)) return "back-references are not part of Kusto's regular expressions";
  return null;
}

/** The pattern argument, ported when it is a constant. */
export function patternExpr(pattern: Expr): Expr {
  const constant = constantText(pattern);
  if (constant === null) return convert(pattern, "string");
  return { kind: "call", type: "string", name: "regex", args: [], render: () => text(portPattern(constant)) };
}

export function matchesRegex(value: Expr, pattern: Expr): Expr {
  return call(
    "matches regex",
    "bool",
    [convert(value, "string"), patternExpr(pattern)],
    (args) => sql`regexp_matches(${at(args, 0)}, ${at(args, 1)})`,
  );
}
