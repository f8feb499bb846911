import { z } from "zod";
import { QueryExplanation, QueryResult, type TimeRange } from "../../contract/index.ts";
import { UsageError } from "./command.ts";
import type { QueryTarget } from "./query-target.ts";

/** As long as a query may run, and some time for the queue in front of it. */
const TIMEOUT_MS = 120_000;
const Said = z.object({ message: z.string() });

export interface RunningLab {
  readonly address: string;
  /** The operator's key, from the lab's data folder. */
  readonly key: string;
}

/** An exercise of a lab that is running: its server is asked, as it alone may open its worlds. */
export function askRunningLab(lab: RunningLab, exerciseId: string, range: TimeRange | null): QueryTarget {
  const ask = async <T>(what: string, answer: z.ZodType<T>, text: string): Promise<T> => {
    const response = await post(lab, `/operator/exercises/${encodeURIComponent(exerciseId)}/${what}`, { text, range });
    const body: unknown = await response.json().catch(() => null);
    const answered = answer.safeParse(body);
    if (response.ok && answered.success) return answered.data;
    const said = Said.safeParse(body);
    throw new UsageError(said.success ? said.data.message : `The lab at ${lab.address} answered ${response.status}.`);
  };
  return {
    query: (text) => ask("queries", QueryResult, text),
    explain: (text) => ask("explanations", QueryExplanation, text),
  };
}

async function post({ address, key }: RunningLab, path: string, body: unknown): Promise<Response> {
  try {
    return await fetch(new URL(path, address), {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (error) {
    const isLate = error instanceof Error && error.name === "TimeoutError";
    throw new UsageError(
      isLate
        ? `The lab at ${address} did not answer within ${TIMEOUT_MS / 1000} s; the exercise's logs may still be being written.`
        : `Nobody answers at ${address}, though a lab holds this data folder. Is it just starting or stopping?`,
      { cause: error },
    );
  }
}
