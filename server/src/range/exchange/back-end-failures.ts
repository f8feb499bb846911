import type { ClientRequest } from "./request.ts";
import type { Outcome } from "./outcome.ts";
import type { Application } from "./applications.ts";

/** One in so many calls that the back end works on comes to nothing: a worker is about to be recycled, a database slow, a search cut off. */
const FAILURE_ODDS = 420;

/** Error pages of the back end's IIS and ASP.NET are a few kilobytes. */
const PAGE_BYTES: readonly [number, number] = [1_233, 5_278];

/**
 * What becomes of an answer when the back end fails at it; null: it does not. Long polls wait for nothing that could fail, what changes
 * the server's state is left alone, and a forged call has its own ways of failing. The words are those of real rows' GenericErrors.
 */
export function failAtBackEnd({ draws, holdMs, action }: ClientRequest, { protocol }: Application, outcome: Outcome): Outcome | null {
  const { backEnd } = outcome;
  if (backEnd === null || backEnd.targetText !== undefined || outcome.status !== 200 || outcome.effects !== null || holdMs > 0) return null;
  if (protocol === "PowerShell" || protocol === "Ecp" || protocol === "RpcHttp" || action === "Connect") return null;
  if (!draws.chance(1, FAILURE_ODDS)) return null;
  const isBusy = protocol !== "Owa" && draws.chance(1, 4);
  const status = isBusy ? 503 : 500;
  const words = isBusy ? "(503) Server Unavailable" : "(500) Internal Server Error";
  return {
    ...outcome,
    status,
    responseBytes: draws.between(...PAGE_BYTES),
    genericErrors:
      `WebExceptionStatus=ProtocolError;ResponseStatusCode=${status};` +
      `WebException=System.Net.WebException: The remote server returned an error: ${words}.    at System.Net.HttpWebRequest.EndGetResponse(IAsyncResult asyncResult);`,
    backEnd: {
      ...backEnd,
      status,
      processingMs: isBusy ? draws.between(1, 30) : backEnd.processingMs + draws.between(20, 4_000),
      errorCode: protocol === "Ews" ? draws.pick(isBusy ? BUSY : BROKEN) : "",
    },
  };
}

/** Whole requests that EWS refuses or gives up (ResponseCode of Microsoft's Exchange client developer reference). */
const BUSY = ["ErrorServerBusy", "ErrorTooManyObjectsOpened"] as const;
const BROKEN = [
  "ErrorInternalServerTransientError",
  "ErrorMailboxStoreUnavailable",
  "ErrorTimeoutExpired",
  "ErrorInternalServerError",
] as const;
