import { authenticate } from "../authentication.ts";
import { answer, drawLatencyMs, type Exchange, type Outcome } from "../outcome.ts";
import { challenge, refuse } from "../refusals.ts";
import { routeToIdentity } from "../routing.ts";

/** `/Autodiscover/Autodiscover.xml` for those who prove who they are; the JSON form answers anybody with a redirect. */
export function answerAutodiscover(exchange: Exchange): Outcome {
  const { request, target } = exchange;
  const { draws } = request;
  if (request.stem.toLowerCase().endsWith("autodiscover.json")) {
    const hasAddress = /email=/i.test(request.query);
    return answer(hasAddress ? 200 : 400, { responseBytes: hasAddress ? draws.between(95, 140) : 0, frontEndMs: draws.between(1, 9) });
  }
  const who = authenticate(exchange);
  if (who.kind === "anonymous") return challenge(exchange);
  if (who.kind === "refused") return refuse(exchange, who.attemptedName);
  return answer(200, {
    ...routeToIdentity(exchange, who.account.sid, request.mailbox?.databaseGuid ?? ""),
    iisUser: who.user,
    proxyUser: who.user,
    authenticationType: who.scheme,
    responseBytes: draws.between(3_300, 4_100),
    frontEndMs: draws.between(2, 6),
    backEnd: {
      target,
      port: 444,
      stem: request.stem,
      query: request.query,
      user: who.user,
      account: who.account,
      status: 200,
      win32Status: 0,
      processingMs: drawLatencyMs(draws, 38),
      databaseGuid: request.mailbox?.databaseGuid ?? "",
    },
  });
}
