import type { QueryRefused } from "../../../contract/index.ts";

/** Why a query was not answered, other than by its own fault. */
export type RefusalCode =
  | "query/timeout"
  | "query/cancelled"
  | "query/memory"
  | "query/too-large"
  | "query/busy"
  | "query/process-restarted"
  | "query/world-unavailable";

const MESSAGES: Readonly<Record<Exclude<RefusalCode, "query/timeout" | "query/world-unavailable">, string>> = {
  "query/cancelled": "The query was cancelled.",
  "query/memory": "The query needs more memory than one query may have. Filter earlier, or summarize before joining and sorting.",
  "query/too-large": "A single row of the result is larger than a result may be. Project fewer columns.",
  "query/busy": "Too many queries are waiting. Try again in a moment.",
  "query/process-restarted":
    "The query process had to be restarted while this query ran. Run it again; if it happens again, narrow the query.",
};

/** The refusal of a whole query: the diagnostic spans all of its text. */
export function refuse(code: keyof typeof MESSAGES, text: string): QueryRefused {
  return refuseWith(code, MESSAGES[code], text);
}

export function refuseTimeout(text: string, timeoutMs: number): QueryRefused {
  const seconds = Math.max(1, Math.round(timeoutMs / 1000));
  return refuseWith(
    "query/timeout",
    `The query was stopped after ${seconds} s. Narrow its time range, or filter before it joins or sorts.`,
    text,
  );
}

export function refuseWith(code: RefusalCode, message: string, text: string): QueryRefused {
  return { kind: "refused", diagnostics: [{ severity: "error", code, message, start: 0, end: text.length, fix: null }] };
}
