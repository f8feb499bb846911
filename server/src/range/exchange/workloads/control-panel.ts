import { MICROS_PER_MINUTE } from "../../../base/sim-time.ts";
import type { AccountRef } from "../../activity.ts";
import { drawGuid } from "../../estate/identity.ts";
import { formsSessionsOf } from "../exchange-state.ts";
import { runPanelCommand } from "../control-panel/run-command.ts";
import { answer, atBackEnd, drawLatencyMs, type Exchange, type Outcome } from "../outcome.ts";
import { servePage } from "../web-pages.ts";
import { authenticate } from "../authentication.ts";
import { redirectToLogon } from "./outlook-web.ts";
import { refuse } from "../refusals.ts";
import { routeToIdentity } from "../routing.ts";

/** A page is rendered; a call of a data service runs cmdlets, whoever sent it. Typical times. */
const PAGE_MS = 110;
export const DATA_SERVICE_MS = 480;

const SESSION_IDLE_MICROS = 20 * MICROS_PER_MINUTE;

/** The Exchange admin centre and people's own options. A forms session, as in Outlook on the web, opens it. */
export function answerControlPanel(exchange: Exchange): Outcome {
  const { request, world } = exchange;
  const path = request.stem.toLowerCase();
  if (path.startsWith("/ecp/auth/")) return servePage(exchange) ?? redirectToLogon(exchange);
  if (request.credentials.kind === "integrated") return answerProbe(exchange);
  const session = formsSessionsOf(world)[request.cookie];
  if (session === undefined || request.at - session.lastSeenAt > SESSION_IDLE_MICROS) return redirectToLogon(exchange);
  session.lastSeenAt = request.at;
  const person = world.estate.peopleByKey.get(session.personKey);
  if (person === undefined) return redirectToLogon(exchange);
  const command = request.panelCommand;
  const route = routeToIdentity(exchange, person.account.sid, person.mailbox.databaseGuid);
  return {
    ...serve(exchange, person.account, route),
    effects: command === null ? null : (recorded) => runPanelCommand(atBackEnd(exchange), command, { kind: "person", person }, recorded),
  };
}

/** Managed Availability asks the panel with a health mailbox and integrated authentication. */
function answerProbe(exchange: Exchange): Outcome {
  const who = authenticate(exchange);
  if (who.kind !== "accepted") return refuse(exchange, "");
  const command = exchange.request.panelCommand;
  const route = routeToIdentity(exchange, who.account.sid, exchange.request.mailbox?.databaseGuid ?? "");
  return {
    ...serve(exchange, who.account, route),
    effects:
      command === null
        ? null
        : (recorded) => runPanelCommand(atBackEnd(exchange), command, { kind: "probe", account: who.account }, recorded),
  };
}

function serve({ request, target }: Exchange, account: AccountRef, route: ReturnType<typeof routeToIdentity>): Outcome {
  const activityId = drawGuid(request.draws);
  const user = `${account.domain}\\${account.name}`;
  return answer(200, {
    ...route,
    iisUser: user,
    proxyUser: user,
    authenticationType: "FBA",
    protocolAction: request.action,
    responseBytes: request.panelCommand === null ? request.draws.between(9_000, 80_000) : request.draws.between(600, 7_500),
    frontEndMs: request.draws.between(2, 8),
    backEnd: {
      target,
      port: 444,
      stem: request.stem,
      query: `${request.query}&ActID=${activityId}`,
      user,
      account,
      status: 200,
      win32Status: 0,
      processingMs: drawLatencyMs(request.draws, request.panelCommand === null ? PAGE_MS : DATA_SERVICE_MS),
      databaseGuid: "",
    },
  });
}
