import type { LintFinding } from "../../contract/index.ts";
import type { KnownAnswers } from "./known-answers.ts";
import { lintQueries } from "./lint-queries.ts";
import type { LibraryEntry } from "./parse-library.ts";

/** What the query engine says of a scenario's functions, rules and proofs, by its slug. */
export type QueryFindings = ReadonlyMap<string, readonly LintFinding[]>;

/** Compiles every query of these scenarios that is not known: seconds of a processor, in which nothing else is done. */
export function queryFindings(entries: readonly LibraryEntry[], texts: ReadonlyMap<string, string>, known: KnownAnswers): QueryFindings {
  return new Map(entries.map(({ slug, scenario }) => [slug, scenario === null ? [] : lintQueries(scenario, texts, known)]));
}

export function withQueryFindings(entries: readonly LibraryEntry[], found: QueryFindings): readonly LibraryEntry[] {
  return entries.map((entry) => ({ ...entry, findings: [...entry.findings, ...(found.get(entry.slug) ?? [])] }));
}
