import type { SimTime } from "../../base/sim-time.ts";
import type { HttpRequest } from "../activity.ts";
import type { ExchangeServer } from "../estate/estate.ts";
import type { World } from "../kernel/world.ts";
import type { ExchangeState } from "./exchange-state.ts";
import { outageWithin } from "./outages.ts";
import type { Outcome } from "./outcome.ts";
import type { ClientRequest } from "./request.ts";

/** ERROR_CONNECTION_ABORTED: the server itself ended the connection. */
export const CONNECTION_ABORTED = 1236;

/** What a front end answers when the back end on another server does not. */
export const UNREACHABLE: Partial<Omit<Outcome, "status">> = {
  responseBytes: 326,
  frontEndMs: 21_000,
  genericErrors: "WebExceptionStatus=ConnectFailure;WebException=System.Net.WebException: Unable to connect to the remote server",
};

/** Whether the rewrite rules match: a routing cookie that names a path behind a host (source: microsoft/CSS-Exchange, EOMT). */
export function isCutOff({ measures }: ExchangeState, { backEndCookie, stem }: ClientRequest): boolean {
  if (backEndCookie === "" || !measures.includes("rewrite-cookies")) return false;
  return backEndCookie.includes("/") || stem.toLowerCase().startsWith("/owa/");
}

/** Whether this is the first line of the site since IIS was started; asking makes the next one an ordinary line. */
export function opensLogOf(state: ExchangeState, site: "frontEnd" | "backEnd"): boolean {
  const opens = state.opensLog[site];
  if (opens) state.opensLog[site] = false;
  return opens;
}

/** The server, or the one that does the work, goes down before the answer is there: nobody but the kernel driver writes it down. */
export function abandonIfCut(world: World, server: ExchangeServer, beganAt: SimTime, request: HttpRequest): boolean {
  const states = [server.host, request.backEnd?.server ?? server.host].map(({ name }) => world.state.exchange[name]);
  const outage = states.map((state) => (state === undefined ? null : outageWithin(state, beganAt, request.at))).find((one) => one !== null);
  if (outage === undefined) return false;
  world.emit({ kind: "request-abandoned", id: request.id, at: outage.from, host: request.host, cause: request.cause, request });
  return true;
}
