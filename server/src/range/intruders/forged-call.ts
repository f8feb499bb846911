import type { SimTime } from "../../base/sim-time.ts";
import type { ExchangeServer, Mailbox } from "../estate/estate.ts";
import { hasTwoSites } from "../exchange/applications.ts";
import { activeServerOf } from "../exchange/database-copies.ts";
import { handleRequest } from "../exchange/front-end.ts";
import { describeRequest, type PanelCommand, type Response } from "../exchange/request.ts";
import type { World } from "../kernel/world.ts";
import { addressOf } from "./actor-habits.ts";
import type { PerformanceContext } from "./technique.ts";

/** Static names below `/ecp/` that the campaign's tools used: the front end takes them for resources that need no logon. */
export const STATIC_STEMS = ["/ecp/y.js", "/ecp/x.js", "/ecp/program.js", "/ecp/main.css", "/ecp/default.flt"] as const;

export interface ForgedCall {
  readonly at: SimTime;
  readonly stem: string;
  /** Path on the back end, with query but without `#`. */
  readonly path: string;
  readonly userAgent: string;
  readonly bodyBytes: number;
  readonly panelCommand?: PanelCommand;
  /** SOAP action, for calls to the web services. */
  readonly action?: string;
  /** Whose mailbox the web services are asked to open. */
  readonly mailbox?: Mailbox | null;
}

/** Asks the front end to ask the back end, in the server's own name. The text is the shape of a target, not a working cookie. */
export function sendForgedCall(world: World, context: PerformanceContext, call: ForgedCall): Response {
  const { server, cause, draws } = context;
  const fqdn = workerOf(world, server, call.mailbox ?? null).host.fqdn.toLowerCase();
  return handleRequest(
    world,
    server,
    describeRequest({
      at: call.at,
      cause,
      draws,
      clientIp: addressOf(context),
      userAgent: call.userAgent,
      method: "POST",
      host: context.step.parameters["via"] === "autodiscover" ? world.estate.site.autodiscoverHost : world.estate.site.mailHost,
      stem: call.stem,
      bodyBytes: call.bodyBytes,
      backEndCookie: `a]@${fqdn}:444${call.path}${call.path.includes("?") ? "" : "?"}#`,
      panelCommand: call.panelCommand ?? null,
      action: call.action ?? "",
      mailbox: call.mailbox ?? null,
    }),
  );
}

/** Who wants a mailbox asks the server that has it, which Autodiscover has told; the others would not open it. */
function workerOf(world: World, server: ExchangeServer, mailbox: Mailbox | null): ExchangeServer {
  if (mailbox === null) return server;
  const owner = activeServerOf(world, mailbox.databaseGuid, server);
  return hasTwoSites(owner) ? owner : server;
}

/** The stem that this actor uses throughout: a habit of its tool. */
export function stemOf(world: World, actorId: string): string {
  const own = world.estate.actors.get(actorId)?.staticNames ?? [];
  return world.stream(`story/actor/${actorId}/stem`).pick(own.length > 0 ? own : STATIC_STEMS);
}

/** User agents as the tools announce themselves; the actor's own come first. */
export function scriptAgentOf(context: PerformanceContext): string {
  return context.actor.userAgents.find((agent) => !agent.startsWith("Mozilla/")) ?? "python-requests/2.25.1";
}

export const PROBE_AGENT = "ExchangeServicesClient/0.0.0.0";
