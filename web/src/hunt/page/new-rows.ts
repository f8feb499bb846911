import { scanKql } from "../kql/tokens.ts";
import type { Question } from "../state/run.ts";

/** Rows that arrived since a query ran, in the tables that it names. */
export function newRowsSince(question: Question, heardNow: Readonly<Record<string, number>>): number {
  const names = new Set(
    scanKql(question.text).flatMap(({ kind, start, end }) => (kind === "name" ? [question.text.slice(start, end)] : [])),
  );
  return Object.entries(heardNow).reduce(
    (sum, [table, count]) => sum + (names.has(table) ? Math.max(0, count - (question.heard[table] ?? 0)) : 0),
    0,
  );
}
