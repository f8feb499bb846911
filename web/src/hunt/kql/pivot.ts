import type { Cell, KqlType } from "@mailroom/server/contract";
import { type PivotMode, predicateFor } from "./literal.ts";
import { type KqlToken, scanKql } from "./tokens.ts";

type Column = { readonly name: string; readonly type: KqlType };
/** One operator of the pipe, without its `|`. The first segment is the source. */
type Segment = { readonly pipeStart: number; readonly start: number; readonly end: number; readonly lead: string };

/** Operators that only order, cut or draw rows: a filter belongs before them, so that it sees all rows, not the first hundred. */
const TRAILING = new Set(["sort", "order", "take", "limit", "top", "render"]);

/**
 * Puts `| where …` for one value into a query, on a line of its own. Doing the same again takes it out; doing the opposite
 * turns it round. The text stays a whole query: `render`, `sort`, `take` and `top` remain last, comments stay where they are.
 */
export function pivotQuery(query: string, column: Column, cell: Cell, mode: PivotMode): string {
  const predicate = predicateFor(column, cell, mode);
  const opposite = predicateFor(column, cell, mode === "include" ? "exclude" : "include");
  const segments = pipeSegments(query);
  const same = findFilter(query, segments, predicate);
  if (same !== undefined) return removeSegment(query, same);
  const inverse = findFilter(query, segments, opposite);
  if (inverse !== undefined) return `${query.slice(0, inverse.start)}where ${predicate}${query.slice(inverse.end)}`;
  return addFilter(query, predicate);
}

/** True when the query's own text filters on exactly this value in this mode. */
export function isPivotActive(query: string, column: Column, cell: Cell, mode: PivotMode): boolean {
  return findFilter(query, pipeSegments(query), predicateFor(column, cell, mode)) !== undefined;
}

/** Adds `| where predicate` as the last step that chooses rows. */
export function addFilter(query: string, predicate: string): string {
  return addStep(query, `where ${predicate}`);
}

/** Adds `| project Name, …` in the same place, to bring chosen columns forward or to leave the others out. */
export function addStep(query: string, step: string): string {
  const segments = pipeSegments(query);
  const firstTrailing = segments.findIndex((segment, index) => index > 0 && segments.slice(index).every(({ lead }) => TRAILING.has(lead)));
  const target = firstTrailing === -1 ? segments.at(-1) : segments[firstTrailing - 1];
  if (target === undefined) return query;
  return `${query.slice(0, target.end)}\n| ${step}${query.slice(target.end)}`;
}

/** The steps of the last statement; earlier `let` statements are not part of the pipe. */
export function pipeSegments(query: string): Segment[] {
  const tokens = lastStatement(scanKql(query).filter((token) => token.kind !== "comment"));
  const segments: Segment[] = [];
  let depth = 0;
  let current: KqlToken[] = [];
  let pipeStart = tokens[0]?.start ?? 0;
  const close = () => {
    const [first, last] = [current[0], current.at(-1)];
    if (first !== undefined && last !== undefined) {
      segments.push({ pipeStart, start: first.start, end: last.end, lead: query.slice(first.start, first.end) });
    }
    current = [];
  };
  for (const token of tokens) {
    if (token.kind === "pipe" && depth === 0) {
      close();
      pipeStart = token.start;
      continue;
    }
    if (token.kind === "open") depth += 1;
    if (token.kind === "close") depth = Math.max(0, depth - 1);
    current.push(token);
  }
  close();
  return segments;
}

function lastStatement(tokens: readonly KqlToken[]): KqlToken[] {
  let depth = 0;
  let statement: KqlToken[] = [];
  let isFinished = false;
  for (const token of tokens) {
    if (isFinished) {
      statement = [];
      isFinished = false;
    }
    if (token.kind === "open") depth += 1;
    if (token.kind === "close") depth = Math.max(0, depth - 1);
    if (token.kind === "semicolon" && depth === 0) isFinished = statement.length > 0;
    else statement.push(token);
  }
  return statement;
}

function findFilter(query: string, segments: readonly Segment[], predicate: string): Segment | undefined {
  return segments.find((segment, index) => index > 0 && query.slice(segment.start, segment.end) === `where ${predicate}`);
}

function removeSegment(query: string, segment: Segment): string {
  const before = query.slice(0, segment.pipeStart).replace(/\s+$/, "");
  return before + query.slice(segment.end);
}
