import { call, constantText, type Expr } from "../plan/expr.ts";
import { sql } from "../sql/fragment.ts";
import { text } from "../sql/literal.ts";
import { convert } from "./convert.ts";
import { at } from "./definition.ts";
import { portClass, portEscape } from "./regex-classes.ts";
import { classEnd, regexTokens } from "./regex-tokens.ts";

/** Kusto's dialect in RE2's spelling: named groups, code points by `\u`, and classes that know Unicode. */
export function portPattern(pattern: string): string {
  const texts = regexTokens(pattern).map(({ kind, text: written, name }) => {
    if (kind === "escape") return portEscape(written);
    if (kind === "class") return portClass(written);
    return name === null ? written : `(?P<${name}>`;
  });
  return texts.join("");
}

/** Sentence part when a constant pattern cannot be RE2, null when nothing speaks against it. */
export function regexProblem(pattern: string): string | null {
  if (/\(\?<?[=!]/.test(pattern)) return "look-around is not part of Kusto's regular expressions";
  if (regexTokens(pattern).some(({ kind, text: written }) => kind === "escape" && /^\\[1-9]$/.test(written)))
    return "back-references are not part of Kusto's regular expressions";
  return structureProblem(pattern);
}

/** Brackets that do not close, repetitions of nothing, a backslash at the end. */
function structureProblem(pattern: string): string | null {
  let groups = 0;
  for (let index = 0; index < pattern.length; index++) {
    const character = pattern[index] ?? "";
    if (character === "\\") {
      if (index === pattern.length - 1) return "it ends with a single backslash";
      if (pattern.startsWith("\\Q", index)) {
        const end = pattern.indexOf("\\E", index);
        index = end < 0 ? pattern.length : end;
      }
      index += 1;
    } else if (character === "[") {
      const end = classEnd(pattern, index);
      if (end < 0) return "a `[` in it is never closed";
      index = end;
    } else if (character === "(") groups += 1;
    else if (character === ")") {
      groups -= 1;
      if (groups < 0) return "a `)` in it closes nothing";
    } else if (
      "*+?".includes(character) &&
      (index === 0 || ["|", "("].includes(pattern[index - 1] ?? "")) &&
      !isEscaped(pattern, index - 1)
    ) {
      const isGroupKind = character === "?" && pattern[index - 1] === "(";
      if (!isGroupKind) return `there is nothing before the \`${character}\` that could repeat`;
    }
  }
  return groups > 0 ? "a `(` in it is never closed" : null;
}

/** Whether the character at this place follows an odd number of backslashes. */
function isEscaped(pattern: string, at: number): boolean {
  let from = at;
  while (pattern[from - 1] === "\\") from -= 1;
  return (at - from) % 2 === 1;
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
