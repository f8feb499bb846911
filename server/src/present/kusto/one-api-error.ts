import type { KqlDiagnostic } from "../../../contract/index.ts";
import type { RequestNames } from "./answer-facts.ts";

/** A failure before it is written down for one request. */
export interface KustoFailure {
  readonly status: number;
  readonly code: string;
  /** The exception that Microsoft's .NET client makes of it; others show or ignore it. */
  readonly type: string;
  readonly message: string;
  /** Trying the same again is of no use. */
  readonly isPermanent: boolean;
  readonly details: readonly FailureDetail[];
}

/** One of the query's problems, for tools that can point at it. Lines and positions count from 1, offsets from 0. */
interface FailureDetail {
  readonly code: string;
  readonly message: string;
  readonly line: number;
  readonly position: number;
  readonly start: number;
  readonly end: number;
  readonly fix: string | null;
}

export interface OneApiError {
  readonly error: Readonly<Record<string, unknown>>;
}

const SUMMARIES: Readonly<Record<number, string>> = {
  400: "Request is invalid and cannot be executed.",
  401: "Authentication is needed.",
  403: "Access is denied.",
  413: "Request is too large.",
  429: "Request is denied due to throttling.",
  504: "Request has timed out.",
};

/** The error object of Microsoft's REST guidelines with Kusto's `@` members, which its clients read. */
export function oneApiError(failure: KustoFailure, names: RequestNames): OneApiError {
  return {
    error: {
      code: failure.code,
      message: SUMMARIES[failure.status] ?? "Request could not be completed.",
      "@type": `Kusto.Data.Exceptions.${failure.type}`,
      "@message": failure.message,
      "@context": { ...names, serviceAlias: "MAILROOM" },
      "@permanent": failure.isPermanent,
      ...(failure.details.length === 0 ? {} : { details: failure.details }),
    },
  };
}

/** Microsoft numbers what its parser could not read below 100. */
const isSyntax = (code: string): boolean => /^kql\/ks0\d\d$/.test(code);

/** What a query was refused for, in Kusto's words where a client may look for them and with the place of each problem. */
export function queryFailure(diagnostics: readonly KqlDiagnostic[], text: string): KustoFailure {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const first = errors[0];
  const limit = first === undefined ? undefined : LIMITS[first.code];
  if (first !== undefined && limit !== undefined) return { ...limit, message: first.message, details: [] };
  const details = errors.map((error): FailureDetail => {
    const before = text.slice(0, error.start).split("\n");
    return {
      code: error.code,
      message: error.message,
      line: before.length,
      position: (before.at(-1)?.length ?? 0) + 1,
      start: error.start,
      end: error.end,
      fix: error.fix?.text ?? null,
    };
  });
  const sentences = details.map(
    ({ code, message, line, position }) =>
      `${isSyntax(code) ? "Syntax" : "Semantic"} error: ${message} [line:position=${line}:${position}]`,
  );
  return badRequest(`Request is invalid and cannot be processed: ${sentences.join(" ")}`, details);
}

export function badRequest(message: string, details: readonly FailureDetail[] = [], code = "General_BadRequest"): KustoFailure {
  return { status: 400, code, type: "KustoBadRequestException", message, isPermanent: true, details };
}

type Limit = Omit<KustoFailure, "message" | "details">;
const limit = (status: number, code: string, type: string, isPermanent: boolean): Limit => ({ status, code, type, isPermanent });

/** Refusals that are no fault of the query's text. */
const LIMITS: Readonly<Record<string, Limit>> = {
  "query/timeout": limit(504, "Timeout", "KustoServiceTimeoutException", false),
  "query/cancelled": limit(400, "General_Cancelled", "KustoRequestCanceledException", false),
  "query/memory": limit(400, "LimitsExceeded", "KustoServicePartialQueryFailureLimitsExceededException", true),
  "query/too-large": limit(400, "LimitsExceeded", "KustoServicePartialQueryFailureLimitsExceededException", true),
  "query/busy": limit(429, "TooManyRequests", "KustoServiceThrottledException", false),
  "query/process-restarted": limit(503, "ServiceUnavailable", "KustoServiceUnavailableException", false),
  "query/world-unavailable": limit(503, "ServiceUnavailable", "KustoServiceUnavailableException", false),
};

/** The result was cut: Kusto sends what fits and says that it failed. */
export function truncatedFailure(rowCount: number): KustoFailure {
  return {
    status: 200,
    code: "LimitsExceeded",
    type: "KustoServicePartialQueryFailureLimitsExceededException",
    message:
      `Query result set has exceeded the limits (E_QUERY_RESULT_SET_TOO_LARGE); the first ${rowCount} rows were sent. ` +
      "Add `take`, `summarize` or a filter, or set the request option query_take_max_records to be content with the first rows.",
    isPermanent: true,
    details: [],
  };
}
