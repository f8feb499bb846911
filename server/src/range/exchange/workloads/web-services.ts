import type { RandomStream } from "../../../base/random-stream.ts";
import { authenticate } from "../authentication.ts";
import { answer, drawHeldMs, drawLatencyMs, type Exchange, type Outcome } from "../outcome.ts";
import { challenge, refuse } from "../refusals.ts";
import { routeToIdentity } from "../routing.ts";

/** EWS, REST and published calendars: the action is the SOAP action or the resource. */
export function answerWebService(exchange: Exchange): Outcome {
  const { request, target } = exchange;
  const { draws, action } = request;
  const who = authenticate(exchange);
  if (who.kind === "anonymous") return challenge(exchange);
  if (who.kind === "refused") return refuse(exchange, who.attemptedName);
  const work = webServiceWork(draws, action);
  return answer(200, {
    ...routeToIdentity(exchange, who.account.sid, request.mailbox?.databaseGuid ?? ""),
    iisUser: who.user,
    proxyUser: who.user,
    authenticationType: who.scheme,
    protocolAction: action,
    responseBytes: work.bytes,
    frontEndMs: draws.between(1, 5),
    backEnd: {
      target,
      port: 444,
      stem: request.stem,
      query: "",
      user: who.user,
      account: who.account,
      status: 200,
      win32Status: 0,
      processingMs: request.holdMs > 0 ? drawHeldMs(draws, request.holdMs) : work.ms,
      databaseGuid: request.mailbox?.databaseGuid ?? "",
      errorCode: work.errorCode,
    },
  });
}

/** What a call returns and how long the mailbox takes: items with attachments are large, and what is large takes its time. */
export function webServiceWork(draws: RandomStream, action: string): WebServiceWork {
  const found = drawResponseBytes(draws, action);
  const ms = drawLatencyMs(draws, 18 + Math.floor(found / 4_000));
  const errorCode = drawErrorCode(draws, action);
  return { bytes: errorCode === "" ? found : draws.between(820, 1_450), ms, errorCode };
}

interface WebServiceWork {
  readonly bytes: number;
  readonly ms: number;
  /** Of the answer's first item; empty for success. */
  readonly errorCode: string;
}

/**
 * What single items of an answer of 200 say when there was something wrong with them: in one of so many calls of an action
 * (ResponseCode of Microsoft's Exchange client developer reference).
 */
const ITEM_ERRORS: Readonly<Record<string, readonly (readonly [odds: number, code: string])[]>> = {
  GetItem: [[45, "ErrorItemNotFound"]],
  GetAttachment: [[70, "ErrorItemNotFound"]],
  GetFolder: [[160, "ErrorFolderNotFound"]],
  FindItem: [[260, "ErrorFolderNotFound"]],
  SyncFolderItems: [[240, "ErrorInvalidSyncStateData"]],
  SyncFolderHierarchy: [[300, "ErrorInvalidSyncStateData"]],
  UpdateItem: [[60, "ErrorIrresolvableConflict"]],
  CreateItem: [[220, "ErrorInvalidRecipients"]],
  GetUserAvailability: [[90, "ErrorMailRecipientNotFound"]],
  ResolveNames: [
    [9, "ErrorNameResolutionNoResults"],
    [12, "ErrorNameResolutionMultipleResults"],
  ],
  GetEvents: [[130, "ErrorSubscriptionNotFound"]],
};

function drawErrorCode(draws: RandomStream, action: string): string {
  return ITEM_ERRORS[action]?.find(([odds]) => draws.chance(1, odds))?.[1] ?? "";
}

function drawResponseBytes(draws: RandomStream, action: string): number {
  switch (action) {
    case "GetItem":
      return draws.chance(1, 3) ? draws.between(90_000, 2_400_000) : draws.between(2_000, 64_000);
    case "FindItem":
      return draws.between(4_000, 64_000);
    default:
      return draws.between(600, 4_500);
  }
}
