import type { RandomStream } from "../../base/random-stream.ts";
import { addMicros, MICROS_PER_MS, type SimTime } from "../../base/sim-time.ts";
import type { Cause, HostRef, ProcessRef, ProxiedRequest } from "../activity.ts";
import type { Person } from "../estate/estate.ts";
import type { World } from "../kernel/world.ts";
import { type ConnectionAct, recordConnection } from "../windows/tool-acts.ts";
import { addressOfSite, type WebSite } from "./web-sites.ts";

export interface WebVisit {
  readonly person: Person;
  readonly site: WebSite;
  readonly at: SimTime;
  readonly cause: Cause;
  readonly draws: RandomStream;
  /** The browser; null where no sensor watches the workstation. */
  readonly process: ProcessRef | null;
}

/** Squid's port as it is installed. */
const PROXY_PORT = 3128;

/** A browser opens a connection to a site: by way of the proxy where there is one. Who watches, sees it: host, proxy, edge. */
export function visitSite(world: World, visit: WebVisit): void {
  const { webProxy } = world.estate;
  if (webProxy !== null) visitThrough(world, webProxy, visit);
  else if (visit.process !== null) connect(world, visit, visit.process, { ...visit.site, ip: addressOfSite(world, visit.site) });
  else passEdge(world, visit);
}

function connect(world: World, visit: WebVisit, process: ProcessRef, to: Pick<ConnectionAct, "ip" | "port" | "name">): void {
  const { person, at, cause, draws } = visit;
  recordConnection({ world, host: person.workstation, cause, draws }, process, at, to);
}

/** No sensor at the workstation: only the firewall knows. */
function passEdge(world: World, { person: { workstation, account }, site, at, cause, draws }: WebVisit): void {
  const host = world.estate.firewall;
  if (host === null) return;
  const { sentBytes, receivedBytes, elapsedMs } = drawTraffic(draws);
  world.emit({
    kind: "firewall-session",
    id: world.claimId(cause),
    at: addMicros(at, elapsedMs * MICROS_PER_MS),
    host,
    cause,
    sourceIp: workstation.ip,
    sourcePort: draws.between(49_152, 65_535),
    destinationIp: addressOfSite(world, site),
    destinationPort: site.port,
    protocol: "Tcp",
    action: "close",
    sentBytes,
    receivedBytes,
    durationMs: elapsedMs,
    site: site.name,
    user: account.name,
  });
}

function visitThrough(world: World, proxy: HostRef, visit: WebVisit): void {
  const { person, site, at, cause, draws, process } = visit;
  if (process !== null) connect(world, visit, process, { ip: proxy.ip, port: PROXY_PORT, name: proxy.fqdn.toLowerCase() });
  const ask = (when: SimTime, said: Said): void =>
    world.emit({
      kind: "proxied-request",
      id: world.claimId(cause),
      at: when,
      host: proxy,
      cause,
      clientIp: person.workstation.ip,
      method: site.plain === null ? "CONNECT" : "GET",
      url: site.plain === null ? `${site.name}:${site.port}` : `http://${site.name}${site.plain.path}`,
      site: site.name,
      sitePort: site.port,
      ...said,
    });
  // The service that checks certificates has no account of anybody's to prove, and is let through.
  const user = site.plain === null ? `${person.account.name}@${world.estate.organisation.domain.toUpperCase()}` : "";
  const first = addMicros(at, draws.between(1, 9) * MICROS_PER_MS);
  if (user !== "") ask(first, { ...refusal(draws), verdict: "unproven", user: "" });
  const answer = drawAnswer(world, site, draws);
  ask(addMicros(first, (answer.elapsedMs + draws.between(2, 14)) * MICROS_PER_MS), { ...answer, user });
}

type Said = Pick<ProxiedRequest, "verdict" | "user" | "siteIp" | "sentBytes" | "receivedBytes" | "elapsedMs" | "contentType">;

/** The proxy's own page in place of an answer. */
function refusal(draws: RandomStream): Omit<Said, "verdict" | "user"> {
  return { siteIp: "", sentBytes: 0, receivedBytes: draws.between(3_890, 4_330), elapsedMs: draws.below(3), contentType: "text/html" };
}

function drawAnswer(world: World, site: WebSite, draws: RandomStream): Omit<Said, "user"> {
  if (site.plain !== null) return drawPlainAnswer(world, site, site.plain.contentType, draws);
  const odds = draws.below(200);
  if (odds === 0) return { ...refusal(draws), verdict: "forbidden" };
  if (odds < 3)
    return { siteIp: "", sentBytes: 0, receivedBytes: 0, elapsedMs: draws.between(20, 5_200), contentType: "", verdict: "unreachable" };
  return { ...drawTraffic(draws), siteIp: addressOfSite(world, site), contentType: "", verdict: "tunnelled" };
}

function drawPlainAnswer(world: World, site: WebSite, contentType: string, draws: RandomStream): Omit<Said, "user"> {
  const siteIp = addressOfSite(world, site);
  const body = 460 + draws.between(400, 5_600);
  switch (draws.weighted([5, 3, 2])) {
    case 0:
      return { verdict: "fetched", siteIp, sentBytes: 412, receivedBytes: body, elapsedMs: draws.between(9, 240), contentType };
    case 1:
      return { verdict: "cached", siteIp: "", sentBytes: 0, receivedBytes: body, elapsedMs: draws.below(2), contentType };
    default:
      return { verdict: "unchanged", siteIp, sentBytes: 466, receivedBytes: 371, elapsedMs: draws.between(8, 190), contentType };
  }
}

const SIZES = [
  { weight: 60, from: 3_400, to: 9_000 },
  { weight: 35, from: 6_000, to: 140_000 },
  { weight: 5, from: 90_000, to: 2_900_000 },
] as const;

/** Most connections carry little and are left open for a while; a few carry a picture, a film, a document. */
function drawTraffic(draws: RandomStream): Pick<ProxiedRequest, "sentBytes" | "receivedBytes" | "elapsedMs"> {
  const size = SIZES[draws.weighted(SIZES.map(({ weight }) => weight))] ?? SIZES[0];
  const isUpload = draws.chance(1, 90);
  return {
    sentBytes: isUpload ? draws.between(60_000, 4_800_000) : draws.between(1_300, 7_600),
    receivedBytes: draws.between(size.from, size.to),
    elapsedMs: draws.chance(3, 4) ? draws.between(300, 64_000) : draws.between(64_000, 310_000),
  };
}
