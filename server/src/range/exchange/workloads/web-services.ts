import { authenticate } from "../authentication.ts";
import { answer, drawLatencyMs, type Exchange, type Outcome } from "../outcome.ts";
import { challenge, refuse } from "../refusals.ts";
import { routeToIdentity } from "../routing.ts";

/** EWS, REST and published calendars: the action is the SOAP action or the resource. */
export function answerWebService(exchange: Exchange): Outcome {
  const { request, target } = exchange;
  const { draws, action } = request;
  const who = authenticate(exchange);
  if (who.kind === "anonymous") return challenge(exchange);
  if (who.kind === "refused") return refuse(exchange, who.attemptedName);
  return answer(200, {
    ...routeToIdentity(exchange, who.account.sid, request.mailbox?.databaseGuid ?? ""),
    iisUser: who.user,
    proxyUser: who.user,
    authenticationType: who.scheme,
    protocolAction: action,
    responseBytes: action === "GetItem" || action === "FindItem" ? draws.between(2_000, 64_000) : draws.between(600, 4_500),
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
      processingMs: request.holdMs > 0 ? request.holdMs : drawLatencyMs(draws, 18),
      databaseGuid: request.mailbox?.databaseGuid ?? "",
    },
  });
}
