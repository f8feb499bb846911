import type { Span } from "./nodes.ts";

/** Brackets within brackets, operators in one chain, steps in one pipeline: beyond these the parser's recursion costs minutes. */
const DEPTH_MAX = 250;
const CHAIN_MAX = 2000;
const PIPES_MAX = 400;

interface Level {
  operators: number;
  pipes: number;
}

const OPERATOR = /[|+\-*/%<>=!~]+|\b(?:and|or)\b/iy;

/** Where a text nests or chains further than the parser's recursion should follow, or null. Strings and comments do not count. */
export function nestingProblem(text: string): Span | null {
  const levels: Level[] = [{ operators: 0, pipes: 0 }];
  for (let index = 0; index < text.length; index++) {
    const character = text[index] ?? "";
    const level = levels.at(-1);
    if (character === '"' || character === "'") index = skipString(text, index, character);
    else if (character === "/" && text[index + 1] === "/") index = endOfLine(text, index);
    else if (character === "(" || character === "[" || character === "{") levels.push({ operators: 0, pipes: 0 });
    else if (character === ")" || character === "]" || character === "}") {
      if (levels.length > 1) levels.pop();
    } else if (level !== undefined && (character === "," || character === ";")) {
      level.operators = 0;
      if (character === ";") level.pipes = 0;
    } else if (level !== undefined) {
      OPERATOR.lastIndex = index;
      const found = OPERATOR.exec(text)?.[0];
      if (found === undefined) continue;
      if (found === "|") {
        level.pipes += 1;
        level.operators = 0;
      } else level.operators += 1;
      index += found.length - 1;
    }
    if (levels.length > DEPTH_MAX || (level?.operators ?? 0) > CHAIN_MAX || (level?.pipes ?? 0) > PIPES_MAX)
      return { start: index, end: index + 1 };
  }
  return null;
}

function endOfLine(text: string, from: number): number {
  const found = text.indexOf("\n", from);
  return found < 0 ? text.length : found;
}

/** Index of the closing quote; verbatim strings (`@"…"`) take backslashes as they are. */
function skipString(text: string, from: number, quote: string): number {
  const isVerbatim = text[from - 1] === "@";
  for (let index = from + 1; index < text.length; index++) {
    if (text[index] === "\n") return index;
    if (text[index] === "\\" && !isVerbatim) index += 1;
    else if (text[index] === quote) return index;
  }
  return text.length;
}
