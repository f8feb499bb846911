/** A piece of a regular expression: an escape, a whole class in brackets, the opening of a capture group, or anything else. */
export interface RegexToken {
  readonly kind: "escape" | "class" | "capture" | "other";
  readonly text: string;
  /** Of a capture group that has one. */
  readonly name: string | null;
}

const ESCAPE =
  /\\(?:[pP]\{\^?[\w=:]*\}|[pP].|x\{[\dA-Fa-f]+\}|x[\dA-Fa-f]{2}|u\{[\dA-Fa-f]+\}|u[\dA-Fa-f]{4}|U\{[\dA-Fa-f]+\}|U[\dA-Fa-f]{8}|Q[\s\S]*?(?:\\E|$)|[\s\S])/y;
const CAPTURE = /\((?:\?P?<([A-Za-z_]\w*)>|(?!\?))/y;

function matchAt(pattern: RegExp, text: string, index: number): RegExpExecArray | null {
  pattern.lastIndex = index;
  return pattern.exec(text);
}

/** Index of the `]` that ends a class, or -1. A `]` in front is a member. */
export function classEnd(pattern: string, from: number): number {
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

/** A pattern in pieces; their texts in a row are the pattern. */
export function regexTokens(pattern: string): RegexToken[] {
  const tokens: RegexToken[] = [];
  for (let index = 0; index < pattern.length;) {
    const escape = matchAt(ESCAPE, pattern, index)?.[0];
    const capture = matchAt(CAPTURE, pattern, index);
    const end = pattern[index] === "[" ? classEnd(pattern, index) : -1;
    const token: RegexToken =
      escape !== undefined
        ? { kind: "escape", text: escape, name: null }
        : end > index
          ? { kind: "class", text: pattern.slice(index, end + 1), name: null }
          : capture !== null
            ? { kind: "capture", text: capture[0], name: capture[1] ?? null }
            : { kind: "other", text: pattern[index] ?? "", name: null };
    tokens.push(token);
    index += token.text.length;
  }
  return tokens;
}

/** Names of the capture groups in order, null for those without. */
export function captureGroups(pattern: string): (string | null)[] {
  return regexTokens(pattern).flatMap(({ kind, name }) => (kind === "capture" ? [name] : []));
}

/** The pattern with only one of its capture groups, counted from 1, left as such; with none, it can stand inside of another. */
export function onlyCapture(pattern: string, group: number | null): string {
  let count = 0;
  const texts = regexTokens(pattern).map(({ kind, text }) => {
    if (kind !== "capture") return text;
    count += 1;
    return count === group ? "(" : "(?:";
  });
  return texts.join("");
}
