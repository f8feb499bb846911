import type { KqlTable } from "@mailroom/server/contract";
import { pipeSegments } from "./pivot.ts";

/** The table that a query reads first, when its pipe begins with a known one; null for unions, lets and prints. */
export function sourceTable(query: string, tables: readonly KqlTable[]): KqlTable | null {
  const first = pipeSegments(query)[0];
  if (first === undefined) return null;
  const name = query.slice(first.start, first.end).replace(/^\['(.*)'\]$/, "$1");
  return tables.find((table) => table.name === name) ?? null;
}
