import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import { Refusal, type RefusalKind } from "../../exercise/refusal.ts";
import type { KustoFailure } from "../../present/kusto/one-api-error.ts";
import { calmSentence } from "../refusal-to-error.ts";

const KINDS: Readonly<Record<RefusalKind, Pick<KustoFailure, "status" | "code" | "type">>> = {
  UNAUTHORIZED: { status: 401, code: "Unauthorized", type: "KustoRequestDeniedException" },
  FORBIDDEN: { status: 403, code: "Forbidden", type: "KustoRequestDeniedException" },
  NOT_FOUND: { status: 404, code: "NotFound", type: "KustoBadRequestException" },
  CONFLICT: { status: 400, code: "General_BadRequest", type: "KustoBadRequestException" },
  TOO_MANY_REQUESTS: { status: 429, code: "TooManyRequests", type: "KustoServiceThrottledException" },
};

/** The same as `refusal-to-error.ts`, in Kusto's shape. */
export function toFailure(error: unknown, logger: Logger): KustoFailure {
  if (error instanceof Refusal)
    return { ...KINDS[error.kind], message: error.message, isPermanent: error.kind !== "TOO_MANY_REQUESTS", details: [] };
  const status = typeof error === "object" && error !== null && "status" in error ? error.status : null;
  if (typeof status === "number" && status >= 400 && status < 500) {
    const isTooLarge = status === 413;
    return {
      status: isTooLarge ? 413 : 400,
      code: isTooLarge ? "PayloadTooLarge" : "General_BadRequest",
      type: "KustoBadRequestException",
      message: isTooLarge ? "The request is larger than 2.5 MB." : "The body is not the JSON that it should be.",
      isPermanent: true,
      details: [],
    };
  }
  const id = randomUUID();
  logger.error({ err: error, id }, "a request of a Kusto client failed");
  return {
    status: 500,
    code: "General_InternalServerError",
    type: "KustoServiceException",
    message: calmSentence(id),
    isPermanent: false,
    details: [],
  };
}
