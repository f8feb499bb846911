import { availableParallelism } from "node:os";
import { z } from "zod";
import type { KqlTable } from "../../contract/index.ts";
import { BindProcess } from "./bind-process.ts";
import type { BindResult } from "./bind-query.ts";
import { FileProblem, readLines } from "./case-file.ts";

/** Every process holds the parser, the schemas and a database of them. */
const PROCESSES_MAX = 2;

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

/** Binds every query, in child processes, so that a query that exhausts one costs only itself. In the order of the queries. */
export async function bindCorpus(
  queries: readonly PublishedQuery[],
  tables: readonly KqlTable[],
  onProgress: (done: number) => void,
): Promise<Bound[]> {
  const results: Bound[] = [];
  let [next, done] = [0, 0];
  const workOff = async (): Promise<void> => {
    const process = new BindProcess(tables);
    for (let index = next++; index < queries.length; index = next++) {
      const { id = "", query = "" } = queries[index] ?? {};
      results[index] = { id, ...(await process.bind(query)) };
      onProgress(++done);
    }
    process.stop();
  };
  const processes = Math.min(PROCESSES_MAX, availableParallelism(), Math.ceil(queries.length / 20));
  await Promise.all(Array.from({ length: processes }, workOff));
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
