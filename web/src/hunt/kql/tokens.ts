/**
 * A light KQL scanner: just enough to know what is code, text, comment or bracket, so that pivots and "the query under the
 * cursor" edit text without a full parse. The real parser lives in the editor's worker; this must be instant and never fail.
 */
export type KqlTokenKind = "name" | "number" | "string" | "comment" | "open" | "close" | "pipe" | "semicolon" | "other";

export type KqlToken = {
  readonly kind: KqlTokenKind;
  /** UTF-16 offsets; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
};

const NAME = /[A-Za-z_$][\w$]*/y;
const NUMBER = /\d[\w.]*/y;
const COMMENT = /\/\/[^\n]*/y;
const MULTI_LINE_STRING = /[hH]?(?:```[\s\S]*?(?:```|$)|~~~[\s\S]*?(?:~~~|$))/y;
/** A plain string ends at its quote or, when unfinished, at the end of its line. */
const PLAIN_STRING = /[hH]?(?:"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?)/y;
const VERBATIM_STRING = /[hH]?@(?:"(?:""|[^"\n])*"?|'(?:''|[^'\n])*'?)/y;

const PATTERNS: readonly (readonly [KqlTokenKind, RegExp])[] = [
  ["comment", COMMENT],
  ["string", MULTI_LINE_STRING],
  ["string", VERBATIM_STRING],
  ["string", PLAIN_STRING],
  ["name", NAME],
  ["number", NUMBER],
];

/** Every token of `text` in order; whitespace is left out. Never throws: what it does not know is `other`. */
export function scanKql(text: string): KqlToken[] {
  const tokens: KqlToken[] = [];
  let at = 0;
  while (at < text.length) {
    const character = text.charAt(at);
    if (/\s/.test(character)) {
      at += 1;
      continue;
    }
    const token = matchAt(text, at) ?? { kind: kindOfMark(character), start: at, end: at + 1 };
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}

function matchAt(text: string, at: number): KqlToken | null {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match !== null && match[0].length > 0) return { kind, start: at, end: at + match[0].length };
  }
  return null;
}

function kindOfMark(character: string): KqlTokenKind {
  if ("([{".includes(character)) return "open";
  if (")]}".includes(character)) return "close";
  if (character === "|") return "pipe";
  if (character === ";") return "semicolon";
  return "other";
}
