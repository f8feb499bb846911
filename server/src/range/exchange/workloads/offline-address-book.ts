import { authenticate } from "../authentication.ts";
import { answer, drawLatencyMs, type Exchange, type Outcome } from "../outcome.ts";
import { challenge, refuse } from "../refusals.ts";
import { routeToIdentity } from "../routing.ts";

/** `/OAB/<guid>/oab.xml` and its compressed parts. Without the virtual directory nothing answers. */
export function answerOfflineAddressBook(exchange: Exchange): Outcome {
  const { request, target, state } = exchange;
  const { draws } = request;
  if (!state.oab.exists) return answer(404, { win32Status: 2, isProxied: false, responseBytes: 1_245 });
  const who = authenticate(exchange);
  if (who.kind === "anonymous") return challenge(exchange);
  if (who.kind === "refused") return refuse(exchange, who.attemptedName);
  const isUnchanged = request.action === "unchanged";
  return answer(isUnchanged ? 304 : 200, {
    ...routeToIdentity(exchange, who.account.sid, request.mailbox?.databaseGuid ?? ""),
    iisUser: who.user,
    proxyUser: who.user,
    authenticationType: who.scheme,
    responseBytes: isUnchanged ? 0 : request.stem.endsWith(".lzx") ? draws.between(18_000, 96_000) : draws.between(2_000, 2_600),
    frontEndMs: draws.between(1, 4),
    backEnd: {
      target,
      port: 444,
      stem: request.stem,
      query: request.query,
      user: who.user,
      account: who.account,
      status: isUnchanged ? 304 : 200,
      win32Status: 0,
      processingMs: drawLatencyMs(draws, 9),
      databaseGuid: request.mailbox?.databaseGuid ?? "",
    },
  });
}
