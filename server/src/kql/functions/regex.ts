import { call, constantText, type Expr } from "../plan/expr.ts";
import { sql } from "../sql/fragment.ts";
import { text } from "../sql/literal.ts";
import { convert } from "./convert.ts";
import { at } from "./definition.ts";

/** Unicode meaning of the Perl classes, which RE2 reads as ASCII. */
const CLASSES: Readonly<Record<string, string>> = {
  d: String.raw`\p{Nd}`,
  s: String.raw`\s\x0b\x{85}\p{Z}`,
  w: String.raw`\p{L}\p{M}\p{N}\p{Pc}`,
};

/** Kusto's dialect in RE2's spelling: named groups, and classes that know Unicode. */
export function portPattern(pattern: string): string {
  let out = "";
  let isInClass = false;
  for (let index = 0; index < pattern.length; index++) {
    const character = pattern[index] ?? "";
    if (character === "\\") {
      index += 1;
      out += escaped(pattern[index] ?? "", isInClass);
    } else if (!isInClass && pattern.startsWith("(?<", index) && /[A-Za-z_]/.test(pattern[index + 3] ?? "")) {
      out += "(?P<";
      index += 2;
    } else {
      if (character === "[" && !isInClass) isInClass = true;
      else if (character === "]" && isInClass && !/\[\^?$/.test(pattern.slice(0, index))) isInClass = false;
      out += character;
    }
  }
  return out;
}

function escaped(letter: string, isInClass: boolean): string {
  const positive = CLASSES[letter];
  if (positive !== undefined) return isInClass ? positive : `[${positive}]`;
  const negative = CLASSES[letter.toLowerCase()];
  return negative !== undefined && !isInClass ? `[^${negative}]` : `\\${letter}`;
}

/** The pattern with its capture groups made plain, so that it can stand inside of another one. */
export function withoutCaptures(pattern: string): string {
  let out = "";
  let isInClass = false;
  for (let index = 0; index < pattern.length; index++) {
    const character = pattern[index] ?? "";
    if (character === "\\") {
      out += character + (pattern[index + 1] ?? "");
      index += 1;
      continue;
    }
    const named = isInClass ? null : /^\(\?P<\w+>/.exec(pattern.slice(index, index + 80));
    if (named !== null) {
      out += "(?:";
      index += named[0].length - 1;
      continue;
    }
    if (character === "[") isInClass = true;
    else if (character === "]") isInClass = false;
    out += character === "(" && !isInClass && pattern[index + 1] !== "?" ? "(?:" : character;
  }
  return out;
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
