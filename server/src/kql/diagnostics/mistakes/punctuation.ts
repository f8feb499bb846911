import { diagnosticOf, mistake, type Mistake } from "./mistake.ts";
import type { KqlDiagnostic } from "../../../../contract/index.ts";
import { contentOf, type Token } from "./tokens.ts";

const PAIRS: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };
const SMART: Readonly<Record<string, string>> = {
  "“": '"',
  "”": '"',
  "„": '"',
  "«": '"',
  "»": '"',
  "‘": "'",
  "’": "'",
  "‚": "'",
  "–": "-",
  "—": "-",
  "−": "-",
  "…": "..",
  "\uFF5C": "|",
  "\uFF08": "(",
  "\uFF09": ")",
};

function openString(token: Token): Mistake {
  const quote = token.text.replace(/^[hH]?@?/, "")[0] ?? '"';
  const other = token.text.endsWith(quote === '"' ? "'" : '"') && token.text.length > 2;
  const opening = { ...token, end: token.start + (token.text.length - token.text.replace(/^[hH]?@?["']/, "").length) };
  if (other)
    return mistake(
      "kql/open-quote",
      token,
      token,
      `The text starts with \`${quote}\` but ends with another quote.`,
      `${token.text.slice(0, -1)}${quote}`,
    );
  return mistake("kql/open-quote", opening, opening, `The text that starts here has no closing \`${quote}\` on its line.`, null);
}

/** In a string that is not verbatim, a backslash starts an escape; `\d` is none. */
function badEscape(token: Token): Mistake | null {
  if (token.text.startsWith("@") || /^[hH]@/.test(token.text)) return null;
  const found = /^(?:[^\\]|\\[abfnrtv0-7xuU\\"'])*\\([^abfnrtv0-7xuU\\"'])/.exec(contentOf(token));
  if (found === null) return null;
  const message = `\`\\${found[1] ?? ""}\` is not an escape that text knows. Put \`@\` before the quotes to take backslashes as they are.`;
  return mistake("kql/bad-escape", token, token, message, `@${token.text}`);
}

function brackets(tokens: readonly Token[]): Mistake[] {
  const open: Token[] = [];
  for (const token of tokens) {
    if (token.kind !== "symbol") continue;
    if (PAIRS[token.text] !== undefined) open.push(token);
    else if (")]}".includes(token.text)) {
      const opening = open.pop();
      if (opening === undefined)
        return [
          mistake("kql/unmatched-bracket", token, token, `This \`${token.text}\` closes nothing: there is no bracket open here.`, ""),
        ];
      const expected = PAIRS[opening.text] ?? "";
      const isOuterClosed = PAIRS[open.at(-1)?.text ?? ""] === token.text;
      if (expected !== token.text)
        return [
          mistake(
            "kql/unmatched-bracket",
            token,
            token,
            `\`${opening.text}\` is closed here by \`${token.text}\` instead of \`${expected}\`.`,
            isOuterClosed ? `${expected}${token.text}` : expected,
          ),
        ];
    }
  }
  return open
    .slice(-1)
    .map((opening) =>
      mistake(
        "kql/open-bracket",
        opening,
        opening,
        `This \`${opening.text}\` is never closed. Add a \`${PAIRS[opening.text] ?? ""}\`.`,
        null,
      ),
    );
}

/** Signs that word processors put in place of the keyboard's, quotes as a pair where they are one. */
function smartSigns(text: string, tokens: readonly Token[]): Mistake[] {
  return tokens.flatMap((token): Mistake[] => {
    const plain = token.kind === "symbol" ? SMART[token.text] : undefined;
    if (plain === undefined) return [];
    const message = `\`${text.slice(token.start, token.end)}\` is not the sign from the keyboard. Type \`${plain}\`.`;
    return [mistake("kql/smart-sign", token, token, message, plain)];
  });
}

/** Mistakes that make everything after them unreadable; where there are some, nothing else is worth saying. */
export function punctuationMistakes(text: string, tokens: readonly Token[]): KqlDiagnostic[] {
  const smart = smartSigns(text, tokens);
  if (smart.length > 0) return smart.map(diagnosticOf);
  const strings = tokens.filter((token) => token.kind === "string");
  const escapes = strings.flatMap((token) => badEscape(token) ?? []);
  if (escapes.length > 0) return escapes.map(diagnosticOf);
  const open = strings.filter((token) => token.isOpen).map(openString);
  if (open.length > 0) return open.map(diagnosticOf);
  return brackets(tokens).map(diagnosticOf);
}
