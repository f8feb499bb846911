/** Unicode meaning of the Perl classes, which RE2 reads as ASCII: members of a class in brackets. */
const CLASSES: Readonly<Record<string, string>> = {
  d: String.raw`\p{Nd}`,
  s: String.raw`\s\x0b\x{85}\p{Z}`,
  w: String.raw`\p{L}\p{M}\p{N}\p{Pc}`,
};

/** A code point in RE2's spelling, of `\u0041`, `\u{41}`, `\U00000041` and `\U{41}`. */
function codePoint(escape: string): string | null {
  const digits = /^\\[uU]\{?([\dA-Fa-f]+)\}?$/.exec(escape)?.[1];
  return digits === undefined ? null : `\\x{${digits}}`;
}

/** An escape outside of brackets. */
export function portEscape(escape: string): string {
  const letter = escape.slice(1);
  const positive = CLASSES[letter];
  if (positive !== undefined) return `[${positive}]`;
  const negative = CLASSES[letter.toLowerCase()];
  if (negative !== undefined) return `[^${negative}]`;
  // RE2 takes no backslash before `_`, though before all other punctuation.
  return letter === "_" ? "_" : (codePoint(escape) ?? escape);
}

const MEMBER =
  /\\(?:[pP]\{\^?[\w=:]*\}|[pP].|x\{[\dA-Fa-f]+\}|x[\dA-Fa-f]{2}|[uU]\{[\dA-Fa-f]+\}|u[\dA-Fa-f]{4}|U[\dA-Fa-f]{8}|[\s\S])|\[:\^?\w+:\]|[\s\S]/g;

/** A class in brackets. Its negated Perl classes have no spelling inside of brackets that knows Unicode, so they move out. */
export function portClass(bracketed: string): string {
  const isNegated = bracketed.startsWith("[^");
  const members = bracketed.slice(isNegated ? 2 : 1, -1).match(MEMBER) ?? [];
  const negated = members.filter((member) => /^\\[DSW]$/.test(member)).map((member) => CLASSES[member.charAt(1).toLowerCase()] ?? "");
  const rest = members
    .filter((member) => !/^\\[DSW]$/.test(member))
    .map((member) => (member.startsWith("\\") ? (CLASSES[member.slice(1)] ?? portEscape(member)) : member))
    .join("");
  if (negated.length === 0) return `[${isNegated ? "^" : ""}${rest}]`;
  if (!isNegated) return `(?:${[...negated.map((set) => `[^${set}]`), ...(rest === "" ? [] : [`[${rest}]`])].join("|")})`;
  if (negated.length === 1 && rest === "") return `[${negated[0] ?? ""}]`;
  return remaining(bracketed);
}

const remembered = new Map<string, string>();
const REMEMBERED_MAX = 64;

const SURROGATES = { from: 0xd8_00, count: 0x8_00 };
const PLANE = 0x1_00_00;
const CHUNK = 0x10_00;

/** Every code point that a text can have, in order. */
function everyCodePoint(): string {
  const chunks: string[] = [];
  for (let from = 0; from < 0x11_00_00; from += CHUNK)
    if (from < SURROGATES.from || from >= SURROGATES.from + SURROGATES.count)
      chunks.push(String.fromCodePoint(...Array.from({ length: CHUNK }, (_, index) => from + index)));
  return chunks.join("");
}

/** The code point at an index of `everyCodePoint()`. */
function pointAt(index: number): number {
  const beyond = index - (PLANE - SURROGATES.count);
  if (beyond >= 0) return PLANE + Math.floor(beyond / 2);
  return index < SURROGATES.from ? index : index + SURROGATES.count;
}

/** `[^\W_]`: an intersection, which RE2 cannot say; its members are counted out. */
function remaining(bracketed: string): string {
  const known = remembered.get(bracketed);
  if (known !== undefined) return known;
  const runs = everyCodePoint().matchAll(new RegExp(`(?:${inJavaScript(bracketed)})+`, "gu"));
  const ranges = [...runs].map(({ 0: run, index }) => {
    const [first, last] = [pointAt(index), pointAt(index + run.length - 1)];
    return `\\x{${first.toString(16)}}${last > first ? `-\\x{${last.toString(16)}}` : ""}`;
  });
  const made = ranges.length === 0 ? String.raw`[^\x{0}-\x{10ffff}]` : `[${ranges.join("")}]`;
  if (remembered.size >= REMEMBERED_MAX) remembered.clear();
  remembered.set(bracketed, made);
  return made;
}

const IN_JAVASCRIPT: Readonly<Record<string, string>> = {
  "\\d": String.raw`\p{Nd}`,
  "\\D": String.raw`\P{Nd}`,
  "\\w": String.raw`\p{L}\p{M}\p{N}\p{Pc}`,
  "\\s": String.raw`\s\x0b\x85\p{Z}`,
  "\\a": String.raw`\x07`,
  "]": String.raw`\]`,
  "[:alnum:]": "0-9A-Za-z",
  "[:alpha:]": "A-Za-z",
  "[:digit:]": "0-9",
  "[:lower:]": "a-z",
  "[:upper:]": "A-Z",
  "[:space:]": String.raw`\t\n\v\f\r `,
};

/** One member of a class in JavaScript's spelling, which escapes fewer characters and writes code points with `u`. */
function memberInJavaScript(member: string): string {
  const known = IN_JAVASCRIPT[member];
  if (known !== undefined) return known;
  const digits = /^\\[xuU]\{?([\dA-Fa-f]+)\}?$/.exec(member)?.[1];
  if (digits !== undefined) return `\\u{${digits}}`;
  return /^\\[^\w^$\\.*+?()[\]{}|/-]$/.test(member) || member === "\\_" ? member.slice(1) : member;
}

/** A negated class in JavaScript's spelling; what `\W` and `\S` leave over stands before it as a condition. */
function inJavaScript(bracketed: string): string {
  const members = bracketed.slice(2, -1).match(MEMBER) ?? [];
  const conditions = members.flatMap((member) =>
    member === "\\W" || member === "\\S" ? [`(?=[${IN_JAVASCRIPT[member.toLowerCase()] ?? ""}])`] : [],
  );
  const rest = members.filter((member) => member !== "\\W" && member !== "\\S").map(memberInJavaScript);
  return `${conditions.join("")}[^${rest.join("")}]`;
}
