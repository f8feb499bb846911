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
    },
  });
}

/** What a call returns and how long the mailbox takes: items with attachments are large, and what is large takes its time. */
export function webServiceWork(draws: RandomStream, action: string): { readonly bytes: number; readonly ms: number } {
  const bytes = drawResponseBytes(draws, action);
  return { bytes, ms: drawLatencyMs(draws, 18 + Math.floor(bytes / 4_000)) };
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
