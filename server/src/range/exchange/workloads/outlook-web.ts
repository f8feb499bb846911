import { MICROS_PER_MINUTE } from "../../../base/sim-time.ts";
import { drawGuid } from "../../estate/identity.ts";
import { authenticate } from "../authentication.ts";
import { formsSessionsOf, type FormsSession } from "../exchange-state.ts";
import { answer, drawHeldMs, drawLatencyMs, type Exchange, type Outcome } from "../outcome.ts";
import { servePage } from "../web-pages.ts";

/** A forms session that nobody used for this long is gone: the next request gets 440. */
const SESSION_IDLE_MICROS = 30 * MICROS_PER_MINUTE;

/**
 * Outlook on the web. Whoever has no session is sent to the logon page with 302, and so is whoever asks for a page below
 * `/owa/auth/` that does not exist: never 404.
 */
export function answerOutlookWeb(exchange: Exchange): Outcome {
  const { request } = exchange;
  const path = request.stem.toLowerCase();
  if (path.startsWith("/owa/prem/") || /^\/owa\/(?:auth\/1\d|14)\./.test(path)) {
    return answer(200, { isProxied: false, responseBytes: request.draws.between(700, 160_000), frontEndMs: request.draws.between(0, 6) });
  }
  if (path === "/owa/auth.owa") return logOn(exchange);
  if (path === "/owa/logoff.owa") return logOff(exchange);
  if (path.startsWith("/owa/auth/")) return servePage(exchange) ?? redirectToLogon(exchange);
  const sessions = formsSessionsOf(exchange.world);
  const session = sessions[request.cookie];
  if (session === undefined) return redirectToLogon(exchange);
  if (request.at - session.lastSeenAt > SESSION_IDLE_MICROS) {
    delete sessions[request.cookie];
    return answer(440, { authenticationType: "FBA", frontEndMs: 1, marks: ["LogoffReason=LoginTimeoutPost"] });
  }
  return serveMailbox(exchange, session);
}

/** What both forms applications do with strangers. */
export function redirectToLogon({ request }: Exchange): Outcome {
  return answer(302, {
    authenticationType: "FBA",
    responseBytes: 0,
    frontEndMs: request.draws.between(0, 2),
    marks: [`NoCookies=302 - ${request.method}/E14AuthPost`],
  });
}

/** 302 in either case; only where it leads, the cookie and the security log tell. */
function logOn(exchange: Exchange): Outcome {
  const { request, world } = exchange;
  const who = authenticate(exchange);
  // The front end waits for the domain controller: far longer than for anything that it only passes on, and as often as not very long.
  // A controller that is about to refuse a password asks the primary one first, in case that it was just changed.
  const frontEndMs = request.draws.chance(who.kind === "refused" ? 3 : 2, 4)
    ? request.draws.between(900, 4_200)
    : drawLatencyMs(request.draws, 140);
  if (who.kind !== "accepted") {
    return answer(302, { authenticationType: "FBA", frontEndMs, iisUser: who.kind === "refused" ? who.attemptedName : "" });
  }
  const person = world.estate.peopleBySid.get(who.account.sid);
  const setCookie = drawGuid(request.draws);
  if (person !== undefined) formsSessionsOf(world)[setCookie] = { personKey: person.key, lastSeenAt: request.at };
  return answer(302, { authenticationType: "FBA", frontEndMs, iisUser: who.user, proxyUser: who.user, setCookie });
}

function logOff({ request, world }: Exchange): Outcome {
  delete formsSessionsOf(world)[request.cookie];
  return answer(302, { authenticationType: "FBA", frontEndMs: 2 });
}

function serveMailbox({ world, target, request }: Exchange, session: FormsSession): Outcome {
  const person = world.estate.peopleByKey.get(session.personKey);
  const user = person === undefined ? "" : `${person.account.domain}\\${person.account.name}`;
  const databaseGuid = person?.mailbox.databaseGuid ?? "";
  session.lastSeenAt = request.at;
  return answer(200, {
    iisUser: user,
    proxyUser: user,
    authenticationType: "FBA",
    anchorMailbox: person === undefined ? "" : `MailboxGuid~${person.mailbox.guid}`,
    routingHint: "WindowsIdentity",
    protocolAction: request.action,
    responseBytes: request.action === "" ? request.draws.between(40_000, 90_000) : request.draws.between(300, 22_000),
    frontEndMs: request.draws.between(2, 7),
    backEnd: {
      target,
      port: 444,
      stem: request.stem,
      query: request.query,
      user,
      account: person?.account ?? null,
      status: 200,
      win32Status: 0,
      processingMs: request.holdMs > 0 ? drawHeldMs(request.draws, request.holdMs) : drawLatencyMs(request.draws, 28),
      databaseGuid,
    },
  });
}
