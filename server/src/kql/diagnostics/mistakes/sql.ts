import { isStumble, isSymbol, isWord, mistake, type Look, type Mistake } from "./mistake.ts";
import { contentOf, endsValue, stepOf, type Token } from "./tokens.ts";

const quoted = (token: Token, content: string): string => {
  const quote = token.text.at(-1) ?? '"';
  return `${/^[hH]?@/.exec(token.text)?.[0] ?? ""}${quote}${content}${quote}`;
};

/** The operator and text that say what a pattern with `%` (or `*`) at its ends says. */
function patternTest(pattern: Token, wild: "%" | "*", isNegated: boolean): string | null {
  const content = contentOf(pattern);
  const inner = content.replace(new RegExp(`^\\${wild}+`), "").replace(new RegExp(`\\${wild}+$`), "");
  if (inner.includes(wild) || inner === "") return null;
  const [head, tail] = [content.startsWith(wild), content.endsWith(wild)];
  const operator = head && tail ? "contains" : head ? "endswith" : tail ? "startswith" : "=~";
  const name = isNegated ? (operator === "=~" ? "!~" : `!${operator}`) : operator;
  return `${name} ${quoted(pattern, inner)}`;
}

export const like: Look = (token, index, { tokens }) => {
  const pattern = tokens[index + 1];
  if (!isWord(token, "like", "ilike") || pattern?.kind !== "string") return null;
  const before = tokens[index - 1];
  const isNegated = isWord(before, "not");
  const fix = patternTest(pattern, "%", isNegated);
  const instead = fix === null ? "`matches regex`" : `\`${fix}\``;
  return mistake("kql/sql-like", isNegated ? before : token, pattern, `KQL has no \`LIKE\` with \`%\`. Write ${instead}.`, fix);
};

/** Words of KQL in capitals. `NOT` and `LIKE` need more than another case. */
const LOWER = new Set("and or in between by asc desc on has contains startswith endswith with where".split(" "));

export const upperCase: Look = (token, index, text) => {
  const word = token.text.toLowerCase();
  if (token.kind !== "word" || word === token.text || !LOWER.has(word) || isSymbol(text.tokens[index - 1], "|", ".")) return null;
  if (isWord(text.tokens[index - 1], "group", "order")) return null;
  return mistake("kql/case", token, token, `Keywords are written in lower case: \`${word}\`.`, word);
};

const SIGNS: Readonly<Record<string, string>> = { "&&": "and", "&": "and", "===": "==", "!==": "!=" };

export const signs: Look = (token, index, { tokens, text }) => {
  if (token.kind !== "symbol") return null;
  const word = SIGNS[token.text];
  if (word !== undefined) return mistake("kql/foreign-sign", token, token, `KQL writes \`${word}\` for \`${token.text}\`.`, word);
  if (token.text !== "||") return null;
  if (isWord(stepOf(tokens, index), "where", "filter", "search", "find"))
    return mistake("kql/foreign-sign", token, token, "KQL writes `or` for `||`.", "or");
  const [left, right] = [tokens[index - 1], tokens[index + 1]];
  if (left === undefined || right === undefined) return null;
  const fix = `strcat(${text.slice(left.start, left.end)}, ${right.text})`;
  return mistake(
    "kql/foreign-sign",
    left,
    right,
    `Text is joined with \`strcat\`: \`${fix}\`. A choice between conditions is \`or\`.`,
    fix,
  );
};

export const comments: Look = (token, index, { tokens, text }) => {
  if (
    isSymbol(token, "--") &&
    tokens[index + 1]?.kind === "word" &&
    /(?:^|\s)--\s/.test(text.slice(Math.max(0, token.start - 1), token.end + 1))
  )
    return mistake("kql/comment", token, token, "A comment starts with `//`.", "//");
  if (isSymbol(token, "/*")) {
    const close = tokens.slice(index).find((other) => isSymbol(other, "*/")) ?? token;
    return mistake("kql/comment", token, close, "KQL has no comments over several lines. Start each line of a comment with `//`.", "");
  }
  if (isSymbol(token, "#") && (index === 0 || text.slice(0, token.start).endsWith("\n"))) {
    if (isSymbol(tokens[index + 2], "=")) return null;
    return mistake("kql/comment", token, token, "A comment starts with `//`.", "//");
  }
  return null;
};

/** `x is null`, `x is not null`, `x == null`. */
export const nullTests: Look = (token, index, { tokens }) => {
  const value = tokens[index - 1];
  const isTest = isWord(token, "is") || isSymbol(token, "==", "!=", "=", "<>");
  if (!isTest || value?.kind !== "word") return null;
  const hasNot = isWord(tokens[index + 1], "not");
  const last = tokens[index + (hasNot ? 2 : 1)];
  if (!isWord(last, "null", "none")) return null;
  const isNegated = hasNot || isSymbol(token, "!=", "<>");
  const fix = `${isNegated ? "isnotempty" : "isempty"}(${value.text})`;
  return mistake("kql/sql-null", value, last, `Missing values are found with \`${fix}\`.`, fix);
};

/** `not x == 1`, `not in (…)`, `not like`. */
export const not: Look = (token, index, { tokens, text }) => {
  const next = tokens[index + 1];
  if (!isWord(token, "not") || next === undefined || isWord(tokens[index - 1], "is")) return null;
  const before = tokens[index - 1];
  if (
    isWord(next, "in", "has", "contains", "startswith", "endswith", "between", "has_any", "hasprefix", "hassuffix") &&
    endsValue(before)
  ) {
    const fix = `!${next.text.toLowerCase()}`;
    return mistake("kql/sql-not", token, next, `KQL writes \`${fix}\`.`, fix);
  }
  if (isSymbol(next, "(") && token.text === "not") return null;
  if (isSymbol(next, "(")) return mistake("kql/case", token, token, "Keywords are written in lower case: `not`.", "not");
  if (isWord(next, "like", "ilike")) return null;
  let last = next;
  for (const other of tokens.slice(index + 1)) {
    if (other.depth <= token.depth && (isWord(other, "and", "or") || isSymbol(other, "|", ";") || other.depth < token.depth)) break;
    last = other;
  }
  const inner = text.slice(next.start, last.end);
  return mistake("kql/sql-not", token, last, "`not` is a function: its condition stands in parentheses.", `not(${inner})`);
};

export const between: Look = (token, index, { tokens }) => {
  const [low, and, high] = [tokens[index + 1], tokens[index + 2], tokens[index + 3]];
  if (!isWord(token, "between") || low === undefined || !isWord(and, "and") || high === undefined) return null;
  const fix = `between (${low.text} .. ${high.text})`;
  return mistake("kql/sql-between", token, high, `The limits stand in parentheses: \`${fix}\`.`, fix);
};

const CLAUSES: Readonly<Record<string, { readonly fix: string; readonly message: string }>> = {
  group: { fix: "| summarize count() by", message: "KQL groups with `| summarize … by`." },
  order: { fix: "| sort by", message: "KQL sorts in a step of its own: `| sort by`." },
};

/** `GROUP BY`, `ORDER BY` and `LIMIT` without a pipe. */
export const clauses: Look = (token, index, text) => {
  const { tokens } = text;
  const [before, next] = [tokens[index - 1], tokens[index + 1]];
  if (token.kind !== "word" || !endsValue(before) || before === undefined) return null;
  if (isWord(token, "limit") && next?.kind === "number" && isStumble(text, index))
    return mistake("kql/sql-clause", token, token, "KQL limits rows in a step of its own: `| take`.", "| take");
  const clause = CLAUSES[token.text.toLowerCase()];
  if (clause === undefined || !isWord(next, "by")) return null;
  if (isWord(token, "group") && isWord(stepOf(tokens, index), "summarize"))
    return mistake("kql/sql-clause", token, next, "`summarize` groups with `by` alone.", "by");
  return mistake("kql/sql-clause", token, next, clause.message, clause.fix);
};

/** `count(*)`, `count(distinct x)`. */
export const countForms: Look = (token, index, { tokens }) => {
  const [open, first, second, close] = [tokens[index + 1], tokens[index + 2], tokens[index + 3], tokens[index + 4]];
  if (!isWord(token, "count") || !isSymbol(open, "(")) return null;
  if (isSymbol(first, "*") && isSymbol(second, ")"))
    return mistake("kql/sql-count", token, second, "Rows are counted with `count()`, without a star.", "count()");
  if (isWord(first, "distinct") && second !== undefined && isSymbol(close, ")"))
    return mistake("kql/sql-count", token, close, `Distinct values are counted with \`dcount(${second.text})\`.`, `dcount(${second.text})`);
  return null;
};

/** `x as y` in a list of columns. */
export const alias: Look = (token, index, { tokens, text }) => {
  const name = tokens[index + 1];
  if (!isWord(token, "as") || name?.kind !== "word" || isSymbol(tokens[index - 1], "|")) return null;
  if (!isWord(stepOf(tokens, index), "project", "extend", "summarize", "distinct", "eval", "stats")) return null;
  let from = index - 1;
  while (from > 0) {
    const other = tokens[from];
    const previous = tokens[from - 1];
    if (other === undefined || previous === undefined) break;
    if (previous.depth <= token.depth && (isSymbol(previous, ",", "|", "(") || isWord(previous, "project", "extend", "summarize", "by")))
      break;
    from -= 1;
  }
  const first = tokens[from];
  const last = tokens[index - 1];
  if (first === undefined || last === undefined) return null;
  const fix = `${name.text} = ${text.slice(first.start, last.end)}`;
  return mistake("kql/sql-alias", first, name, `The new name comes first: \`${fix}\`.`, fix);
};

/** `case when a then b else c end`. */
export const caseWhen: Look = (token, index, { tokens, text }) => {
  if (!isWord(token, "case") || !isWord(tokens[index + 1], "when")) return null;
  const endAt = tokens.findIndex((other, at) => at > index && isWord(other, "end"));
  const last = tokens[endAt];
  const message = "A choice is a function: `case(condition, value, …, otherwise)`.";
  if (last === undefined) return mistake("kql/sql-case", token, token, message, null);
  const parts: string[] = [];
  let from = (tokens[index + 1] ?? token).end;
  for (const other of tokens.slice(index + 2, endAt + 1))
    if (isWord(other, "when", "then", "else", "end")) {
      parts.push(text.slice(from, other.start).trim());
      from = other.end;
    }
  if (parts.length % 2 === 0) parts.push('""');
  return mistake("kql/sql-case", token, last, message, `case(${parts.join(", ")})`);
};

export const sortWords: Look = (token) => {
  if (!isWord(token, "descending", "ascending")) return null;
  const word = token.text.toLowerCase().startsWith("d") ? "desc" : "asc";
  return mistake("kql/foreign-word", token, token, `KQL writes \`${word}\`.`, word);
};

/** One `=` in a condition; with a pattern between stars, a test for a part. */
export const singleEquals: Look = (token, index, { tokens }): Mistake | null => {
  if (!isSymbol(token, "=") || !endsValue(tokens[index - 1])) return null;
  const step = stepOf(tokens, index);
  const next = tokens[index + 1];
  const isJoinKey =
    isWord(step, "join", "lookup") &&
    tokens.slice(0, index).some((other) => isSymbol(other, "$") || other.text === "$left" || other.text === "$right");
  if (!isWord(step, "where", "filter", "search", "find") && !isJoinKey) return null;
  const fix = next?.kind === "string" && contentOf(next).includes("*") ? patternTest(next, "*", false) : null;
  if (fix !== null && next !== undefined)
    return mistake("kql/single-equals", token, next, `\`=\` assigns, and \`*\` is taken literally. Write \`${fix}\`.`, fix);
  return mistake("kql/single-equals", token, token, "`=` gives a name to a value. To compare, write `==`.", "==");
};
