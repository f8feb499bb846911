/** A word of a management command; `name` when it was quoted or bracketed, so that it is never taken for a keyword. */
export interface CommandWord {
  readonly kind: "word" | "name" | "symbol";
  readonly text: string;
}

const TOKEN =
  /\s+|\/\/[^\n]*|(?<word>[\w.*-]+)|\[\s*(?<bracketed>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\s*\]|@?(?<quoted>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(?<symbol>.)/gsu;

/** The words of a command without blanks and comments. */
export function commandWords(text: string): CommandWord[] {
  const words: CommandWord[] = [];
  for (const { groups = {} } of text.matchAll(TOKEN)) {
    const quoted = groups["bracketed"] ?? groups["quoted"];
    if (groups["word"] !== undefined) words.push({ kind: "word", text: groups["word"] });
    else if (quoted !== undefined) words.push({ kind: "name", text: quoted.slice(1, -1).replaceAll(/\\(.)/gs, "$1") });
    else if (groups["symbol"] !== undefined) words.push({ kind: "symbol", text: groups["symbol"] });
  }
  return words;
}

/**
 * Fits words to a pattern: lower-case words match as keywords, `<name>` one name, `<names>` a list in round brackets.
 * @returns the names, in order; null when the words do not fit.
 */
export function fitCommand(words: readonly CommandWord[], pattern: string): string[] | null {
  const names: string[] = [];
  let at = 0;
  for (const expected of pattern.split(" ")) {
    const word = words[at];
    if (word === undefined) return null;
    if (expected === "<names>") {
      const end = words.findIndex(({ kind, text }, index) => index > at && kind === "symbol" && text === ")");
      if (word.text !== "(" || end < 0) return null;
      names.push(...words.slice(at + 1, end).flatMap(({ kind, text }) => (kind === "symbol" ? [] : [text])));
      at = end + 1;
      continue;
    }
    if (expected === "<name>" ? word.kind === "symbol" : word.kind !== "word" || word.text.toLowerCase() !== expected) return null;
    if (expected === "<name>") names.push(word.text);
    at += 1;
  }
  return at === words.length ? names : null;
}
