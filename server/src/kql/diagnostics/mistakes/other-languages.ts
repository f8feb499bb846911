import { isStumble, isSymbol, isWord, mistake, type Look } from "./mistake.ts";
import { endsValue, stepOf } from "./tokens.ts";

/** `index=iis …`, `#repo=iis | …`: a search that names no table. */
export const foreignSearch: Look = (token, index, { tokens }) => {
  if (index > 1) return null;
  const isIndex = isWord(token, "index", "sourcetype", "source", "repo") && isSymbol(tokens[index + 1], "=");
  const isTagged = index === 0 || isSymbol(tokens[0], "#") || isWord(tokens[0], "search");
  if (!isIndex || !isTagged) return null;
  const message = `\`${token.text}=\` belongs to another search language. A KQL query starts with a table: \`W3CIISLog | where csUriStem has "owa"\`.`;
  return mistake("kql/foreign-search", tokens[0] ?? token, tokens[index + 2] ?? token, message, null);
};

/** `x =~ /pattern/i` and text without quotes after a comparison. */
export const bareText: Look = (token, index, { tokens, text }) => {
  const next = tokens[index + 1];
  if (next === undefined || next.start > token.end + 1) return null;
  const isComparison = isSymbol(token, "=~", "==", "=", "!=", "!~") || isWord(token, "has", "contains", "startswith", "endswith");
  if (!isComparison || !isSymbol(next, "/", "*")) return null;
  const written = /^(\S*?)(?=[\s|);]|$)/.exec(text.slice(next.start))?.[0] ?? next.text;
  const end = next.start + written.length;
  const pattern = /^\/(.+)\/([gimsx]{0,3})$/.exec(written);
  if (pattern !== null) {
    const fix = `matches regex @"${pattern[2]?.includes("i") ? "(?i)" : ""}${pattern[1] ?? ""}"`;
    return mistake("kql/bare-regex", token, { ...next, end }, "A regular expression is written as text after `matches regex`.", fix);
  }
  return mistake("kql/bare-text", { ...next, end }, { ...next, end }, "Text needs quotes.", `"${written}"`);
};

/** `matches "…"`. */
export const matches: Look = (token, index, { tokens }) =>
  isWord(token, "matches") && tokens[index + 1]?.kind === "string"
    ? mistake("kql/incomplete", token, token, "The operator is `matches regex`.", "matches regex")
    : null;

/** `1,000`. */
export const digitGroups: Look = (token, index, { tokens }) => {
  const [comma, rest] = [tokens[index + 1], tokens[index + 2]];
  if (token.kind !== "number" || !isSymbol(comma, ",") || rest === undefined || !/^\d{3}$/.test(rest.text)) return null;
  if (comma.start !== token.end || rest.start !== comma.end || !isWord(stepOf(tokens, index), "where", "take", "limit", "filter"))
    return null;
  return mistake("kql/digit-groups", token, rest, "Numbers are written without separators.", `${token.text}${rest.text}`);
};

const UNITS: Readonly<Record<string, { readonly unit: string; readonly times: number }>> = {
  day: { unit: "d", times: 1 },
  week: { unit: "d", times: 7 },
  w: { unit: "d", times: 7 },
  month: { unit: "d", times: 30 },
  mo: { unit: "d", times: 30 },
  year: { unit: "d", times: 365 },
  y: { unit: "d", times: 365 },
  hour: { unit: "h", times: 1 },
  hr: { unit: "h", times: 1 },
  minute: { unit: "m", times: 1 },
  min: { unit: "m", times: 1 },
  second: { unit: "s", times: 1 },
  sec: { unit: "s", times: 1 },
};

function timespan(count: string, unit: string): string | null {
  const known = UNITS[unit.toLowerCase()] ?? UNITS[unit.toLowerCase().replace(/s$/, "")];
  return known === undefined ? null : `${Number(count) * known.times}${known.unit}`;
}

const KNOWN_UNIT = /^\d+(?:d|days?|h|hours?|m|minutes?|s|seconds?|ms|millis?|milliseconds?|micros?|microseconds?|ticks?)$/;

/** `1 day`, `1w`, `2x`: durations that are none. */
export const durations: Look = (token, index, text) => {
  const next = text.tokens[index + 1];
  if (token.kind !== "number") return null;
  if (/^\d+$/.test(token.text) && next?.kind === "word" && timespan(token.text, next.text) !== null) {
    const fix = timespan(token.text, next.text);
    return mistake("kql/timespan", token, next, `A timespan is written without a space: \`${fix ?? ""}\`.`, fix);
  }
  const written = /^(\d+)([a-z]+)$/i.exec(token.text);
  if (written === null || /^0x/i.test(token.text) || KNOWN_UNIT.test(token.text) || endsValue(text.tokens[index - 1])) return null;
  const fix = timespan(written[1] ?? "", written[2] ?? "");
  const instead = fix === null ? "" : ` This is \`${fix}\`.`;
  const message = `\`${token.text}\` is not a timespan. Its units are \`d\`, \`h\`, \`m\`, \`s\` and \`ms\`.${instead}`;
  return mistake("kql/timespan", token, token, message, fix);
};

/** `let x = 5` without its semicolon. */
export const letEnd: Look = (token, index, text) => {
  const { tokens } = text;
  const before = tokens[index - 1];
  if (before === undefined || !isStumble(text, index) || !text.text.slice(before.end, token.start).includes("\n")) return null;
  if (isSymbol(token, "|") || token.depth > 0 || !endsValue(before) || !isWord(stepOf(tokens, index), "let")) return null;
  return mistake("kql/missing-semicolon", before, before, "A `let` ends with a semicolon.", `${before.text};`);
};

/** `let = 5`. */
export const letName: Look = (token, index, { tokens }) =>
  isWord(token, "let") && isSymbol(tokens[index + 1], "=")
    ? mistake("kql/incomplete", token, token, "`let` needs a name: `let name = value;`.", null)
    : null;

/** `summarize count by x`, `stats count by x`: an aggregate is called. */
export const aggregateCall: Look = (token, index, { tokens }) => {
  const before = tokens[index - 1];
  const isFirst =
    isWord(before, "summarize", "stats") || (isSymbol(before, ",", "=") && isWord(stepOf(tokens, index), "summarize", "stats"));
  if (!isWord(token, "count") || !isFirst || isSymbol(tokens[index + 1], "(", "=")) return null;
  return mistake("kql/missing-parentheses", token, token, "An aggregate is called with parentheses: `count()`.", "count()");
};

/** `summarize count() cIP`, `summarize count(), by cIP`. */
export const summarizeBy: Look = (token, index, text) => {
  const { tokens } = text;
  const [before, next] = [tokens[index - 1], tokens[index + 1]];
  if (!isWord(stepOf(tokens, index), "summarize")) return null;
  if (isSymbol(token, ",") && isWord(next, "by")) return mistake("kql/extra-comma", token, token, "There is no comma before `by`.", "");
  if (token.kind !== "word" || !isSymbol(before, ")") || !isStumble(text, index) || before.depth !== token.depth) return null;
  if (isWord(token, "by", "and", "or", "as", "group", "span", "in", "has")) return null;
  return mistake("kql/missing-by", token, token, `\`by\` is missing before \`${token.text}\`.`, `by ${token.text}`);
};

/** An address without quotes. */
export const bareAddress: Look = (token, index, { tokens, text }) => {
  if (token.kind !== "number") return null;
  const address = /^\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?(?![\w.])/.exec(text.slice(token.start, token.start + 20))?.[0];
  if (address === undefined || isSymbol(tokens[index - 1], ".")) return null;
  const whole = { ...token, end: token.start + address.length };
  return mistake("kql/bare-text", whole, whole, "An address is text and needs quotes.", `"${address}"`);
};
