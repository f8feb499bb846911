import { nearest } from "../nearest.ts";
import { REFUSALS } from "../refusals.ts";
import { isStumble, isSymbol, isWord, mistake, type Look } from "./mistake.ts";
import { endsValue, type Token } from "./tokens.ts";

/** Words that start a step after a pipe. */
const OPERATORS: readonly string[] = [
  ..."as consume count distinct evaluate extend facet filter find fork getschema invoke join limit lookup make-series mv-apply".split(" "),
  ..."mv-expand order parse parse-kv parse-where partition print project project-away project-keep project-rename".split(" "),
  ..."project-reorder range reduce render sample sample-distinct scan search serialize sort summarize take top top-hitters".split(" "),
  ..."top-nested union where".split(" "),
];
const NEEDS_TABLE = new Set(OPERATORS.filter((name) => !["evaluate", "find", "print", "range", "search", "union"].includes(name)));

/** Steps of other languages: what KQL calls them, and whether the word alone may be exchanged. */
const FOREIGN: Readonly<Record<string, { readonly say: string; readonly swap: string | null }>> = {
  bucket: { say: "`bin(TimeGenerated, 1h)` in the `by` of `summarize`", swap: null },
  chart: { say: "`summarize … by …` and then `render columnchart`", swap: null },
  dedup: { say: "`summarize take_any(*) by …`", swap: "summarize take_any(*) by" },
  eval: { say: "`extend`", swap: "extend" },
  eventstats: { say: "`join` with a `summarize` of the same table", swap: null },
  fields: { say: "`project`", swap: "project" },
  groupby: { say: "`summarize count() by …`", swap: null },
  having: { say: "`where` after the `summarize`", swap: "where" },
  head: { say: "`take`", swap: "take" },
  inputlookup: { say: "a `datatable` in a `let`", swap: null },
  orderby: { say: "`sort by`", swap: "sort by" },
  regex: { say: '`where … matches regex "…"`', swap: null },
  rex: { say: '`parse`, or `extend name = extract("pattern", 1, column)`', swap: null },
  select: { say: "`project`", swap: "project" },
  sortby: { say: "`sort by`", swap: "sort by" },
  stats: { say: "`summarize`", swap: "summarize" },
  streamstats: { say: "`sort by …` and then `extend row_cumsum(…)`", swap: null },
  table: { say: "`project`", swap: "project" },
  tail: { say: "`top 10 by TimeGenerated asc`", swap: null },
  timechart: { say: "`summarize count() by bin(TimeGenerated, 1h)` and then `render timechart`", swap: null },
  transaction: { say: "`summarize min(TimeGenerated), max(TimeGenerated) by …`", swap: null },
  tstats: { say: "`summarize`", swap: "summarize" },
};

const JOIN_WORDS: Readonly<Record<string, string>> = {
  left: "leftouter",
  right: "rightouter",
  full: "fullouter",
  outer: "fullouter",
  inner: "inner",
  anti: "leftanti",
  semi: "leftsemi",
};

const COMPARES = new Set("== != =~ !~ < <= > >= = has contains startswith endswith in matches between like".split(" "));

/** `left join`, `inner join`: the kind is a parameter. */
function joinWords(token: Token, next: Token | undefined) {
  const kind = JOIN_WORDS[token.text.toLowerCase()];
  if (kind === undefined || !isWord(next, "join")) return null;
  return mistake("kql/foreign-operator", token, next, `The kind of a join is a parameter: \`join kind=${kind}\`.`, `join kind=${kind}`);
}

/** The word after a pipe, where it is not an operator. */
export const unknownStep: Look = (token, index, { tokens, text }) => {
  if (!isSymbol(tokens[index - 1], "|") || token.kind !== "word") return null;
  const next = tokens[index + 1];
  const hyphenated = /^\w+(?:-\w+)*/.exec(text.slice(token.start))?.[0] ?? token.text;
  if (OPERATORS.includes(hyphenated) || ["mvexpand", "project-smart", "project-by-names"].includes(hyphenated)) return null;
  if (REFUSALS.some((known) => known.kind === "operator" && known.name === hyphenated)) return null;
  const word = hyphenated.toLowerCase();
  const whole = { ...token, end: token.start + hyphenated.length };
  const joined = joinWords(token, next);
  if (joined !== null) return joined;
  if (word === "group" && isWord(next, "by"))
    return mistake("kql/foreign-operator", token, next, "KQL groups with `summarize … by`.", "summarize count() by");
  if (word === "rename" && next !== undefined && isWord(tokens[index + 2], "as") && tokens[index + 3] !== undefined) {
    const to = tokens[index + 3] ?? next;
    return mistake(
      "kql/foreign-operator",
      token,
      to,
      "KQL renames with `project-rename new = old`.",
      `project-rename ${to.text} = ${next.text}`,
    );
  }
  if (OPERATORS.includes(word)) return mistake("kql/case", whole, whole, `Operators are written in lower case: \`${word}\`.`, word);
  const foreign = Object.hasOwn(FOREIGN, word) ? FOREIGN[word] : undefined;
  if (foreign !== undefined)
    return mistake(
      "kql/foreign-operator",
      whole,
      whole,
      `There is no operator \`${token.text}\`. In KQL this is ${foreign.say}.`,
      foreign.swap,
    );
  if (next !== undefined && (COMPARES.has(next.text.toLowerCase()) || isSymbol(next, "!")))
    return mistake("kql/missing-operator", token, token, "A condition stands in a `where` step.", `where ${token.text}`);
  const near = nearest(hyphenated, OPERATORS);
  const hint = near === null ? " A step starts with an operator such as `where`, `summarize` or `project`." : ` Did you mean \`${near}\`?`;
  return mistake("kql/unknown-operator", whole, whole, `There is no operator named \`${hyphenated}\`.${hint}`, near);
};

/** `T where …`, and a step on a new line whose pipe was forgotten. */
export const missingPipe: Look = (token, index, text) => {
  const before = text.tokens[index - 1];
  if (token.kind !== "word" || before === undefined || !endsValue(before) || !isStumble(text, index)) return null;
  const name = /^\w+(?:-\w+)*/.exec(text.text.slice(token.start))?.[0] ?? token.text;
  const next = text.tokens[index + 1];
  if (name === "as" || (name === "count" && isSymbol(next, "("))) return null;
  if (
    !NEEDS_TABLE.has(name) ||
    OPERATORS.includes(before.text) ||
    isWord(before, "by", "on", "with", "asc", "desc", "and", "or") ||
    isSymbol(next, "=")
  )
    return null;
  const whole = { ...token, end: token.start + name.length };
  return mistake("kql/missing-pipe", whole, whole, `A pipe is missing before \`${name}\`.`, `| ${name}`);
};

/** A query that starts with a step instead of a table. */
export const missingTable: Look = (token, index, { tokens }) => {
  const before = tokens[index - 1];
  if (before !== undefined && !isSymbol(before, ";")) return null;
  if (!isSymbol(token, "|") && !(token.kind === "word" && NEEDS_TABLE.has(token.text) && !isSymbol(tokens[index + 1], "|"))) return null;
  const what = token.text === "|" ? "A query cannot start with a pipe" : `\`${token.text}\` works on a table`;
  const message =
    before === undefined
      ? `${what}. Start with the table's name.`
      : `${what}. Remove the semicolon before it, or start with a table's name.`;
  return mistake("kql/missing-table", token, token, message, null);
};

export const emptyStep: Look = (token, index, { tokens }) => {
  if (!isSymbol(token, "|") || index === 0) return null;
  const next = tokens[index + 1];
  if (next === undefined || isSymbol(next, ";"))
    return mistake("kql/empty-step", token, token, "Nothing follows this pipe. Remove it, or add a step.", "");
  if (isSymbol(next, "|") || (isSymbol(next, ")") && next.depth < token.depth))
    return mistake("kql/empty-step", token, token, "There is no step between this pipe and the next.", "");
  return null;
};

const NEEDS: Readonly<Record<string, string>> = {
  where: 'a condition: `where scStatus == "200"`',
  filter: 'a condition: `filter scStatus == "200"`',
  take: "a number of rows: `take 10`",
  limit: "a number of rows: `limit 10`",
  extend: "a new column: `extend name = expression`",
  summarize: "an aggregate, a `by`, or both: `summarize count() by Computer`",
  sort: "a column: `sort by TimeGenerated desc`",
  order: "a column: `order by TimeGenerated desc`",
  top: "a number and a column: `top 10 by TimeGenerated`",
  join: "a table: `join kind=inner (Table) on Column`",
  distinct: "a column: `distinct Computer`",
  by: "a column to group or sort by",
};

/** An operator at the end of its step, without what it works on. */
export const bareOperator: Look = (token, index, text) => {
  const next = text.tokens[index + 1];
  const isLast = next === undefined || isSymbol(next, "|", ";", ")");
  const needs = Object.hasOwn(NEEDS, token.text) ? NEEDS[token.text] : undefined;
  if (token.kind !== "word" || needs === undefined || !isLast) return null;
  const before = text.tokens[index - 1];
  if (token.text === "by" ? before === undefined : !isSymbol(before, "|")) return null;
  return mistake("kql/incomplete", token, token, `\`${token.text}\` needs ${needs}.`, null);
};

/** `top 5 TimeGenerated`, `sort TimeGenerated`. */
export const missingBy: Look = (token, index, { tokens }) => {
  const next = tokens[index + 1];
  const [first, second] = [tokens[index - 1], tokens[index - 2]];
  if (isWord(token, "sort", "order") && isSymbol(first, "|") && next?.kind === "word" && !isWord(next, "by"))
    return mistake("kql/missing-by", token, token, `\`by\` is missing: \`${token.text} by ${next.text}\`.`, `${token.text} by`);
  if (token.kind === "number" && isWord(first, "top") && isSymbol(second, "|") && !isWord(next, "by")) {
    const example = next?.kind === "word" ? `top ${token.text} by ${next.text}` : `top ${token.text} by TimeGenerated`;
    return mistake("kql/missing-by", token, token, `\`by\` is missing: \`${example}\`.`, next?.kind === "word" ? `${token.text} by` : null);
  }
  return null;
};

/** `make-series` without `step` or `in range(…)`. */
export const seriesStep: Look = (token, index, { tokens }) => {
  if (!isWord(token, "make") || !isSymbol(tokens[index + 1], "-") || !isWord(tokens[index + 2], "series")) return null;
  const rest = tokens.slice(index + 3);
  const end = rest.findIndex((other) => other.depth <= token.depth && isSymbol(other, "|", ";"));
  const inside = end < 0 ? rest : rest.slice(0, end);
  const last = tokens[index + 2] ?? token;
  if (inside.some((other) => isWord(other, "step", "in"))) return null;
  return mistake("kql/incomplete", token, last, "`make-series` needs a step: `make-series count() on TimeGenerated step 1h`.", null);
};
