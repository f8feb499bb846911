import { z } from "zod";
import { BindProcess } from "./bind-process.ts";
import type { BindResult, BindSchema } from "./bind-query.ts";
import { FileProblem, readLines } from "./case-file.ts";

export interface PublishedQuery {
  readonly id: string;
  readonly query: string;
}

const QueryRecord = z.object({ id: z.string().optional(), query: z.string() });

/** Queries, one JSON object a line: `query`, and an `id` where there is one. @throws FileProblem */
export function readPublishedQueries(text: string, file: string): PublishedQuery[] {
  return readLines(text, file, (value, place) => {
    const parsed = QueryRecord.safeParse(value);
    if (!parsed.success) throw new FileProblem(`${place}: ${z.prettifyError(parsed.error).replaceAll("\n", " ")}`);
    return { id: parsed.data.id ?? place, query: parsed.data.query };
  });
}

export interface Bound extends BindResult {
  readonly id: string;
}

/**
 * Binds every query, in a child process, so that a query that exhausts it costs only itself. One process at a time: each holds
 * the parser, the schemas and a database of them, some 300 MB before the first query.
 */
export async function bindCorpus(
  queries: readonly PublishedQuery[],
  schema: BindSchema,
  onProgress: (done: number) => void,
): Promise<Bound[]> {
  const process = new BindProcess(schema);
  const results: Bound[] = [];
  for (const { id, query } of queries) onProgress(results.push({ id, ...(await process.bind(query)) }));
  process.stop();
  return results;
}

export interface BindTally {
  readonly total: number;
  /** Microsoft's own binder calls them an error with these schemas. The other three add up to the rest. */
  readonly rejectedByParser: number;
  readonly bound: number;
  readonly refused: number;
  readonly failed: number;
  /** Refusals and failures by their sentence, the most frequent first. */
  readonly reasons: Readonly<Record<string, number>>;
}

export function tallyBinding(results: readonly BindResult[]): BindTally {
  const count = (wanted: BindResult["outcome"]): number => results.filter(({ outcome }) => outcome === wanted).length;
  const reasons = new Map<string, number>();
  for (const { outcome, why } of results) if (outcome === "refused" || outcome === "failed") reasons.set(why, (reasons.get(why) ?? 0) + 1);
  return {
    total: results.length,
    rejectedByParser: count("rejected"),
    bound: count("bound"),
    refused: count("refused"),
    failed: count("failed"),
    reasons: Object.fromEntries([...reasons].sort(([, a], [, b]) => b - a)),
  };
}
