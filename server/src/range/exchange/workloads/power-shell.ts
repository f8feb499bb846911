import { authenticate } from "../authentication.ts";
import { answer, drawLatencyMs, type Exchange, type Outcome } from "../outcome.ts";
import { challenge, refuse } from "../refusals.ts";

/** Remote PowerShell: WinRM envelopes on `/powershell`; the action is the cmdlet or the session's own verb. */
export function answerPowerShell(exchange: Exchange): Outcome {
  const { request, server } = exchange;
  const { draws } = request;
  const who = authenticate(exchange);
  if (who.kind === "anonymous") return challenge(exchange);
  if (who.kind === "refused") return refuse(exchange, who.attemptedName);
  const { major, minor } = server.build;
  return answer(200, {
    anchorMailbox: `ServerVersion~Version ${major}.${minor} (Build 0.0)`,
    routingHint: "ExchClientVer-ServerCookie",
    iisUser: who.user,
    proxyUser: who.user,
    authenticationType: "Kerberos",
    protocolAction: request.action,
    responseBytes: draws.between(900, 6_000),
    frontEndMs: draws.between(1, 5),
    backEnd: {
      targetServer: server.host.fqdn,
      port: 444,
      stem: "/powershell",
      query: request.query,
      user: who.user,
      account: who.account,
      status: 200,
      win32Status: 0,
      processingMs: drawLatencyMs(draws, request.action.startsWith("New-PSSession") ? 140 : 45),
      databaseGuid: "",
    },
  });
}
