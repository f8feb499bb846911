import { hash32 } from "../../base/hash.ts";
import { addMicros, MICROS_PER_MINUTE, MICROS_PER_SECOND, type SimTime } from "../../base/sim-time.ts";
import type { Cause, FirewallAction, HttpRequest } from "../activity.ts";
import { eventKind } from "../kernel/event-kind.ts";
import type { World } from "../kernel/world.ts";
import { isInternetAddress } from "./internet-address.ts";

/** A client's connection to a web server while it is open. Plain data. */
export interface WebFlow {
  readonly openedAt: SimTime;
  readonly cause: Cause;
  lastAt: SimTime;
  sent: number;
  received: number;
  readonly sourceIp: string;
  readonly sourcePort: number;
  readonly destinationIp: string;
  readonly destinationPort: number;
}

/** IIS closes a connection that was idle for two minutes (its default connectionTimeout). */
const IDLE_MICROS = 120 * MICROS_PER_SECOND;
/** A client goes on with the connection that it has; after some minutes it has another. */
const PORT_LIFE_MICROS = 10 * MICROS_PER_MINUTE;
const FIRST_EPHEMERAL_PORT = 49_152;
const EPHEMERAL_PORTS = 16_384;

/** Source port of whoever asks now: the same for the requests of one connection, without anybody keeping count. */
export function clientPortOf(seed: number, clientIp: string, userAgent: string, at: SimTime): number {
  return FIRST_EPHEMERAL_PORT + (hash32(seed ^ Math.floor(at / PORT_LIFE_MICROS), clientIp + userAgent) % EPHEMERAL_PORTS);
}

/** Headers of a request and its answer, and what encryption adds, in bytes. */
const REQUEST_HEADERS = 540;
const RESPONSE_HEADERS = 470;
const HANDSHAKE_SENT = 1_850;
const HANDSHAKE_RECEIVED = 4_600;

/** A request from the internet passes the firewall: it joins the connection that its client has open, or opens one. */
export function joinWebFlow(world: World, request: HttpRequest, beganAt: SimTime): void {
  if (world.estate.firewall === null || !isInternetAddress(request.originIp)) return;
  const { originIp: clientIp, clientPort, port } = request;
  // Behind a balancer the whole company has one address for the web.
  const host = world.estate.loadBalancer?.host ?? request.host;
  const owner = request.cause.story?.actorId ?? "";
  const key = `${owner}/${clientIp}:${clientPort}/${host.name}:${port}`;
  let flow = world.state.webFlows[key];
  if (flow === undefined) {
    flow = {
      openedAt: beganAt,
      cause: { ...request.cause, parentId: request.id },
      lastAt: beganAt,
      sent: HANDSHAKE_SENT,
      received: HANDSHAKE_RECEIVED,
      sourceIp: clientIp,
      sourcePort: clientPort,
      destinationIp: host.ip,
      destinationPort: port,
    };
    world.state.webFlows[key] = flow;
    world.schedule(endWebFlow, addMicros(request.at, IDLE_MICROS), { key });
  }
  flow.sent += request.requestBytes + REQUEST_HEADERS;
  flow.received += request.responseBytes + RESPONSE_HEADERS;
  if (request.at > flow.lastAt) flow.lastAt = request.at;
}

const ENDINGS: readonly FirewallAction[] = ["close", "client-rst", "server-rst", "timeout"];

/** The connection was idle for long enough, or it is not yet. */
export const endWebFlow = eventKind<{ readonly key: string }>("network/end-web-flow", (world, { key }, at) => {
  const flow = world.state.webFlows[key];
  const host = world.estate.firewall;
  if (flow === undefined || host === null) return;
  const idleAt = addMicros(flow.lastAt, IDLE_MICROS);
  if (idleAt > at) {
    world.schedule(endWebFlow, idleAt, { key });
    return;
  }
  delete world.state.webFlows[key];
  const draws = world.stream(`network/web-flow/${key}/${flow.openedAt}`);
  const action = ENDINGS[draws.weighted([12, 4, 3, 1])] ?? "close";
  const endedAt = addMicros(at, draws.between(300, 900_000));
  world.emit({
    kind: "firewall-session",
    id: world.claimId(flow.cause),
    at: endedAt,
    host,
    cause: flow.cause,
    sourceIp: flow.sourceIp,
    sourcePort: flow.sourcePort,
    destinationIp: flow.destinationIp,
    destinationPort: flow.destinationPort,
    protocol: "Tcp",
    action,
    sentBytes: Math.floor(flow.sent * 1.04),
    receivedBytes: Math.floor(flow.received * 1.03),
    durationMs: Math.floor((endedAt - flow.openedAt) / 1_000),
    site: "",
    user: "",
  });
});
