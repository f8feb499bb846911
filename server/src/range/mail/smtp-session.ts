import type { RandomStream } from "../../base/random-stream.ts";
import { addMicros, formatSimTime, MICROS_PER_HOUR, MICROS_PER_MS, simTime, type SimTime } from "../../base/sim-time.ts";
import type { Cause, SmtpMessage, SmtpSession } from "../activity.ts";
import type { ExchangeServer } from "../estate/estate.ts";
import type { World } from "../kernel/world.ts";
import { isInternetAddress } from "../network/internet-address.ts";
import { smtpSessionId } from "./message-ids.ts";

/** A peer at port 25. */
export interface SmtpPeer {
  readonly ip: string;
  readonly port: number;
  /** As it greets: a name, or its address in brackets. */
  readonly name: string;
  readonly isEncrypted: boolean;
}

interface Occasion {
  /** When the conversation ends. */
  readonly at: SimTime;
  readonly cause: Cause;
  readonly draws: RandomStream;
}

/**
 * A message comes in by the front end: the conversation with the stranger, and the one in which the front end hands it to the
 * hub on port 2525 while the stranger waits. `at` is when the hub had it. Only Default Frontend and this connector log by default.
 */
export function recordInboundSessions(
  world: World,
  server: ExchangeServer,
  { at, cause, draws }: Occasion,
  peer: SmtpPeer,
  message: SmtpMessage,
): void {
  const { host } = server;
  const isLocal = peer.ip === "127.0.0.1";
  const isNear = !isInternetAddress(peer.ip);
  const proxyMs = draws.between(18, 140);
  const durationMs = proxyMs + (isNear ? draws.between(6, 30) : draws.between(420, 3_800));
  const sessionId = smtpSessionId(world, host, addMicros(at, -durationMs * MICROS_PER_MS), "front-end");
  const quitMs = draws.between(2, isNear ? 5 : 90);
  const serverIp = isLocal ? "127.0.0.1" : host.ip;
  record(
    world,
    server,
    { at: addMicros(at, MICROS_PER_MS), cause, draws },
    {
      leg: "front-end-proxy",
      sessionId: smtpSessionId(world, host, addMicros(at, -proxyMs * MICROS_PER_MS), "front-end"),
      connector: "Inbound Proxy Internal Send Connector",
      localEndpoint: `${host.ip}:${draws.between(49_152, 65_535)}`,
      remoteEndpoint: `${host.ip}:2525`,
      peerName: host.fqdn,
      durationMs: proxyMs,
      isEncrypted: true,
      proxyFor: { sessionId, peerIp: peer.ip, peerPort: peer.port, peerName: peer.name },
      message,
      handOver: { tookMs: Math.floor(proxyMs / 3), beforeEndMs: 1 },
      refusedUser: "",
    },
  );
  record(
    world,
    server,
    { at: addMicros(at, quitMs * MICROS_PER_MS), cause, draws },
    {
      leg: "front-end-receive",
      sessionId,
      connector: `${host.name}\\Default Frontend ${host.name}`,
      localEndpoint: `${serverIp}:25`,
      remoteEndpoint: `${peer.ip}:${peer.port}`,
      peerName: peer.name,
      durationMs: durationMs + quitMs,
      isEncrypted: peer.isEncrypted,
      proxyFor: null,
      message,
      // The stranger's answer is the hub's: it comes when the hub has it.
      handOver: { tookMs: proxyMs, beforeEndMs: quitMs },
      refusedUser: "",
    },
  );
}

/** Somebody connects to port 25 and leaves without a message: it only looked, or it was refused. `at` is when it left. */
export function recordKnock(
  world: World,
  server: ExchangeServer,
  { at, cause, draws }: Occasion,
  peer: SmtpPeer,
  refusedUser: string,
): void {
  const { host } = server;
  const durationMs = refusedUser === "" ? draws.between(60, 900) : draws.between(7_000, 19_000);
  record(
    world,
    server,
    { at, cause, draws },
    {
      leg: "front-end-receive",
      sessionId: smtpSessionId(world, host, addMicros(at, -durationMs * MICROS_PER_MS), "front-end"),
      connector: `${host.name}\\Default Frontend ${host.name}`,
      localEndpoint: `${host.ip}:25`,
      remoteEndpoint: `${peer.ip}:${peer.port}`,
      peerName: peer.name,
      durationMs,
      isEncrypted: peer.isEncrypted,
      proxyFor: null,
      message: null,
      handOver: null,
      refusedUser,
    },
  );
}

/** The hub delivers: into a mailbox of this server, or to somebody else's server. `at` is when that was done. */
export function recordDelivery(
  world: World,
  server: ExchangeServer,
  { at, cause, draws }: Occasion,
  hop: { readonly leg: "hub-to-mailbox" | "hub-to-internet"; readonly sessionId: string; readonly name: string; readonly ip: string },
  message: SmtpMessage,
): void {
  const isInternal = hop.leg === "hub-to-mailbox";
  const durationMs = isInternal ? draws.between(12, 190) : draws.between(300, 2_900);
  record(
    world,
    server,
    { at, cause, draws },
    {
      leg: hop.leg,
      sessionId: hop.sessionId,
      connector: isInternal ? "Intra-Organization SMTP Send Connector" : "Internet",
      localEndpoint: `${server.host.ip}:${draws.between(49_152, 65_535)}`,
      remoteEndpoint: `${hop.ip}:${isInternal ? 475 : 25}`,
      peerName: hop.name,
      durationMs,
      isEncrypted: isInternal || draws.chance(5, 6),
      proxyFor: null,
      message,
      handOver: { tookMs: Math.floor(durationMs / 3), beforeEndMs: Math.floor(durationMs / 10) },
      refusedUser: "",
    },
  );
}

function record(
  world: World,
  { host }: ExchangeServer,
  { at, cause }: Occasion,
  facts: Omit<SmtpSession, "kind" | "id" | "at" | "host" | "cause" | "localTime">,
): void {
  const beganAt = addMicros(at, -facts.durationMs * MICROS_PER_MS);
  world.emit({ kind: "smtp-session", id: world.claimId(cause), at, host, cause, ...facts, localTime: localTime(world, beganAt) });
}

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `Wed, 3 Mar 2021 06:49:51 +0000` by the wall clock of the place: the one local time in Exchange's text logs. */
function localTime(world: World, at: SimTime): string {
  const offset = world.calendar.offset(at);
  const [date = "", clock = ""] = formatSimTime(simTime(at + offset), 0)
    .slice(0, 19)
    .split("T");
  const [year = "", month = "", day = ""] = date.split("-");
  const minutes = Math.round(Math.abs(offset) / (MICROS_PER_HOUR / 60));
  const zone = `${offset < 0 ? "-" : "+"}${String(Math.floor(minutes / 60)).padStart(2, "0")}${String(minutes % 60).padStart(2, "0")}`;
  return `${DAYS[world.calendar.dayOf(at).weekday]}, ${Number(day)} ${MONTHS[Number(month) - 1]} ${year} ${clock} ${zone}`;
}
