import { drawGuid } from "../../estate/identity.ts";
import { computerAccountOf } from "../../windows/logons.ts";
import { runPanelCommand } from "../control-panel/run-command.ts";
import { DATA_SERVICE_MS } from "./control-panel.ts";
import { answer, atBackEnd, drawLatencyMs, type Exchange, type Outcome } from "../outcome.ts";
import { hasMarch2021Fix } from "../patch-level.ts";
import { originOf } from "../request.ts";
import { redirectToLogon } from "./outlook-web.ts";
import { webServiceWork } from "./web-services.ts";

/**
 * The client itself says which back end to ask, for which path, and the front end asks as the server (CVE-2021-26855).
 * Shapes of the rows: HelseCERT's published case; a fixed build ignores the cookie and treats the caller as a stranger.
 */
export function answerForgedRouting(exchange: Exchange): Outcome {
  const { request, server, state, world } = exchange;
  if (hasMarch2021Fix(state.build)) return redirectToLogon(exchange);
  const { draws } = request;
  const target = parseTarget(request.backEndCookie);
  const addressed = world.estate.exchangeServers.find(({ host }) => host.fqdn.toLowerCase() === target.host.toLowerCase());
  const isKnownHost = addressed !== undefined;
  const behind = atBackEnd({ ...exchange, target: addressed ?? server });
  const reply: ForgedReply = isKnownHost ? replyOf(behind, target.path) : { status: 500, bytes: 0, typicalMs: 2_100 };
  const account = computerAccountOf(world, server.host);
  const command = reply.status === 200 ? request.panelCommand : null;
  return answer(reply.status, {
    authenticationType: "FBA",
    anchorMailbox: `ServerInfo~${request.backEndCookie}`,
    // Two cookies lead there: one for resources of the control panel, one for those of Outlook on the web.
    routingHint: exchange.application.protocol === "Owa" ? "X-AnonResource-Backend-Cookie" : "X-BEResource-Cookie",
    protocolAction: request.action,
    responseBytes: reply.bytes,
    frontEndMs: draws.between(2, 9),
    genericErrors: isKnownHost
      ? ""
      : "WebExceptionStatus=NameResolutionFailure;WebException=System.Net.WebException: The remote name could not be resolved",
    backEnd: {
      target: behind.server,
      targetText: request.backEndCookie,
      port: 444,
      stem: target.path,
      query: target.path.startsWith("/ecp/") ? `${target.query}&ActID=${drawGuid(draws)}` : target.query,
      user: `${account.domain}\\${account.name}`,
      account,
      status: reply.status,
      win32Status: 0,
      processingMs: reply.ms ?? drawLatencyMs(draws, reply.typicalMs),
      databaseGuid: "",
      errorCode: reply.errorCode ?? "",
    },
    effects: command === null ? null : (recorded) => runPanelCommand(behind, command, { kind: "forged" }, recorded),
  });
}

interface Target {
  readonly host: string;
  readonly path: string;
  readonly query: string;
}

/** `a]@mx01.corp.example:444/ecp/proxyLogon.ecp?#` → host, path and query. */
function parseTarget(cookie: string): Target {
  const match = /@([^:/]+)(?::\d+)?(\/[^?#]*)(?:\?([^#]*))?/.exec(cookie);
  return { host: match?.[1] ?? cookie, path: match?.[2] ?? "/", query: match?.[3] ?? "" };
}

interface ForgedReply {
  readonly status: number;
  readonly bytes: number;
  readonly typicalMs: number;
  readonly ms?: number;
  readonly errorCode?: string;
}

function replyOf({ state, request }: Exchange, path: string): ForgedReply {
  const { draws } = request;
  const lowerPath = path.toLowerCase();
  if (lowerPath.endsWith("/autodiscover.xml")) return { status: 200, bytes: draws.between(3_500, 3_900), typicalMs: 60 };
  if (lowerPath.startsWith("/mapi/emsmdb")) return { status: 200, bytes: draws.between(1_700, 2_100), typicalMs: 40 };
  if (lowerPath === "/ecp/proxylogon.ecp") {
    state.forgedSessions[originOf(request)] = { issuedAt: request.at };
    return { status: 241, bytes: 0, typicalMs: 420 };
  }
  const hasSession = state.forgedSessions[originOf(request)] !== undefined;
  if (lowerPath.startsWith("/ecp/"))
    return hasSession
      ? { status: 200, bytes: draws.between(900, 7_200), typicalMs: request.panelCommand?.kind === "reset-oab" ? 5_600 : DATA_SERVICE_MS }
      : { status: 403, bytes: 5_278, typicalMs: 30 };
  // The web services believe the server's own account: it may read every mailbox.
  if (lowerPath.startsWith("/ews/exchange.asmx")) return { status: 200, typicalMs: 0, ...webServiceWork(draws, request.action) };
  return { status: 404, bytes: 1_245, typicalMs: 12 };
}
