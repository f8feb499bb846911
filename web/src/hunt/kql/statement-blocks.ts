import { type KqlToken, scanKql } from "./tokens.ts";

/** One query of a tab, with its leading comment. Offsets are UTF-16 code units; `end` is exclusive. */
export type QueryBlock = { readonly start: number; readonly end: number; readonly text: string };

/**
 * Splits a tab into its queries. They are separated by blank lines, as in Microsoft's consoles, with three kindnesses for
 * pasted queries: a blank line does not separate inside brackets or strings, before a line that goes on with `|`, or after
 * `let`, `set` and `declare` statements, which mean nothing alone. A comment belongs to the query below it.
 */
export function splitQueries(text: string): QueryBlock[] {
  const blocks: { start: number; end: number; lead: KqlToken | null; last: KqlToken | null }[] = [];
  let depth = 0;
  let previous: KqlToken | null = null;
  for (const token of scanKql(text)) {
    const current = blocks.at(-1);
    const isSeparated = previous !== null && hasBlankLine(text, previous.end, token.start);
    if (current === undefined || (isSeparated && depth === 0 && startsNewQuery(text, current, token))) {
      blocks.push({ start: token.start, end: token.end, lead: null, last: null });
      depth = 0;
    }
    const block = blocks.at(-1);
    if (block !== undefined) {
      block.end = token.end;
      if (token.kind !== "comment") {
        block.lead = statementLead(text, block.lead, block.last, token, depth);
        block.last = token;
      }
    }
    if (token.kind === "open") depth += 1;
    if (token.kind === "close") depth = Math.max(0, depth - 1);
    previous = token;
  }
  return blocks.map(({ start, end }) => ({ start, end, text: text.slice(start, end) }));
}

/** First token of the statement that the block is in. */
function statementLead(text: string, lead: KqlToken | null, last: KqlToken | null, token: KqlToken, depth: number): KqlToken | null {
  const isFirst = lead === null || (depth === 0 && last?.kind === "semicolon");
  // A trailing `;` keeps its own statement's lead: what counts is whether that statement was a `let`.
  return isFirst && token.kind !== "semicolon" ? token : lead;
}

function startsNewQuery(text: string, block: { lead: KqlToken | null; last: KqlToken | null }, next: KqlToken): boolean {
  if (next.kind === "pipe") return false;
  if (block.lead === null || block.last === null) return false;
  if (block.last.kind === "pipe") return false;
  const leadText = text.slice(block.lead.start, block.lead.end);
  const isPreamble = block.last.kind === "semicolon" && ["let", "set", "declare", "alias"].includes(leadText);
  return !isPreamble;
}

function hasBlankLine(text: string, from: number, to: number): boolean {
  return /\n[^\S\n]*\r?\n/.test(text.slice(from, to));
}

/**
 * The query that the cursor stands in or touches; between two queries, the one above; before the first, the first. Null when the text
 * holds nothing to run.
 */
export function queryAt(text: string, offset: number): QueryBlock | null {
  const blocks = splitQueries(text);
  const touching = blocks.find((block) => offset >= block.start && offset <= block.end);
  if (touching !== undefined) return touching;
  return blocks.findLast((block) => block.end <= offset) ?? blocks[0] ?? null;
}

/** True when the block has something besides comments. */
export function isRunnable(blockText: string): boolean {
  return scanKql(blockText).some((token) => token.kind !== "comment" && token.kind !== "semicolon");
}

/** The name that a leading comment gives to a query, without slashes; null when there is none. At most 80 characters. */
export function titleOf(text: string): string | null {
  const match = /^\s*\/\/+[^\S\n]*(\S[^\n]*)/.exec(text);
  return match?.[1]?.trim().slice(0, 80) ?? null;
}

/** Gives the text the leading comment `// title`, in place of the one it had. */
export function withTitle(text: string, title: string): string {
  const line = `// ${title.replaceAll(/\s+/g, " ").trim().slice(0, 80)}`;
  if (titleOf(text) === null) return text === "" ? `${line}\n` : `${line}\n${text.replace(/^\s+/, "")}`;
  // The function form: a title may hold `$&`, which is text here.
  return text.replace(/^\s*\/\/[^\n]*/, () => line);
}
