/** A piece of query text as the eye sees it. Unlike the parser's, these survive any mistake around them. */
export interface Token {
  readonly kind: "word" | "number" | "string" | "symbol";
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** A string that does not end on its line. */
  readonly isOpen: boolean;
  /** How many brackets are open around it. */
  readonly depth: number;
}

const SYMBOLS = /===|==|!==|!=|<>|<=|>=|=~|!~|\|\||&&|\.\.|--|\/\*|\*\/|=>|[^\s\w]/y;
const WORD = /[A-Za-z_$][\w$]*/y;
const GUID = /[\da-fA-F]{8}(?:-[\da-fA-F]{4}){3}-[\da-fA-F]{12}\b/y;
const NUMBER = /\d[\w]*(?:\.\d[\w]*)?/y;
const STRING_START = /[hH]?@?(?:```|~~~|["'])/y;

function matchAt(pattern: RegExp, text: string, index: number): string | null {
  pattern.lastIndex = index;
  return pattern.exec(text)?.[0] ?? null;
}

/** End of the string that starts with `opening`, and whether it does end. */
function stringEnd(text: string, from: number, opening: string): { readonly end: number; readonly isOpen: boolean } {
  const quote = opening.replace(/^[hH]?@?/, "");
  if (quote.length === 3) {
    const close = text.indexOf(quote, from + opening.length);
    return close < 0 ? { end: text.length, isOpen: true } : { end: close + 3, isOpen: false };
  }
  const isVerbatim = opening.includes("@");
  for (let index = from + opening.length; index < text.length; index++) {
    const character = text[index];
    if (character === "\n") return { end: index, isOpen: true };
    if (character === "\\" && !isVerbatim) index += 1;
    else if (character === quote) {
      if (!isVerbatim || text[index + 1] !== quote) return { end: index + 1, isOpen: false };
      index += 1;
    }
  }
  return { end: text.length, isOpen: true };
}

/** Words, numbers, strings and signs of a query; white space and `//` comments are left out. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let depth = 0;
  for (let index = 0; index < text.length;) {
    if (text.startsWith("//", index)) {
      const line = text.indexOf("\n", index);
      index = line < 0 ? text.length : line;
      continue;
    }
    const opening = matchAt(STRING_START, text, index);
    if (opening !== null) {
      const { end, isOpen } = stringEnd(text, index, opening);
      tokens.push({ kind: "string", text: text.slice(index, end), start: index, end, isOpen, depth });
      index = end;
      continue;
    }
    const guid = matchAt(GUID, text, index);
    const word = guid ?? matchAt(WORD, text, index);
    const number = word === null ? matchAt(NUMBER, text, index) : null;
    const found = word ?? number ?? matchAt(SYMBOLS, text, index);
    if (found === null) {
      index += 1;
      continue;
    }
    const kind = word !== null ? "word" : number !== null ? "number" : "symbol";
    if (kind === "symbol" && ")]}".includes(found)) depth = Math.max(0, depth - 1);
    tokens.push({ kind, text: found, start: index, end: index + found.length, isOpen: false, depth });
    if (kind === "symbol" && "([{".includes(found)) depth += 1;
    index += found.length;
  }
  return tokens;
}

/** What a string token says between its quotes. */
export const contentOf = (token: Token): string => token.text.replace(/^[hH]?@?["']/, "").replace(/["']$/, "");

/** Whether a token can end a value: a name, a literal or a closing bracket. */
export const endsValue = (token: Token | undefined): boolean =>
  token !== undefined && (token.kind !== "symbol" || ")]}*".includes(token.text));

/** The first tokens of the pipeline step that a token stands in: `where`, `summarize` … with what follows. */
export function stepOf(tokens: readonly Token[], index: number): Token | undefined {
  const depth = tokens[index]?.depth ?? 0;
  for (let at = index - 1; at >= 0; at--) {
    const token = tokens[at];
    if (token === undefined) break;
    if (token.depth <= depth && (token.text === "|" || token.text === ";")) return tokens[at + 1];
    // Out of the brackets of a subquery, `(T | where …)`, its own steps were met before.
  }
  return tokens[0];
}
