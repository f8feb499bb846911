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

/** Index of the `]` that ends a class, or -1. A `]` in front is a member. */
function classEnd(pattern: string, from: number): number {
  let index = from + 1;
  if (pattern[index] === "^") index += 1;
  if (pattern[index] === "]") index += 1;
  for (; index < pattern.length; index++) {
    if (pattern[index] === "\\") index += 1;
    else if (pattern.startsWith("[:", index)) index = Math.max(index, pattern.indexOf(":]", index) + 1);
    else if (pattern[index] === "]") return index;
  }
  return -1;
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
