import { hash32 } from "../../base/hash.ts";
import { addMicros, MICROS_PER_MS } from "../../base/sim-time.ts";
import type { SimTime } from "../../base/sim-time.ts";
import type { Activity, FirewallSession, NetworkConnection, ProxiedRequest, SmtpSession } from "../../range/activity.ts";
import type { DomainController, SensorContext } from "../log.ts";

/** A question to the company's name server and its answer. */
export interface LookUp {
  readonly at: SimTime;
  readonly server: DomainController;
  readonly clientIp: string;
  readonly name: string;
  readonly type: "A" | "MX" | "PTR" | "SRV";
  /** Empty: there is no such name, or the answer is not an address. */
  readonly address: string;
  readonly exists: boolean;
  /** The host registers its own name instead of asking. */
  readonly isRegistration: boolean;
}

/** Names inside are asked for often and remembered long: one connection in four has to ask. */
const INSIDE_ODDS = 4;
const PROXY_ODDS = 3;
/** A name that led nowhere: one in three was never there. */
const MISSING_ODDS = 3;

/** What a host had to ask before, or in consequence of, what it did. */
export function lookUpsOf(activity: Activity, context: SensorContext): readonly LookUp[] {
  const { domainControllers } = context.organisation;
  // A host asks the first server of its list, and keeps to it.
  const server = domainControllers[hash32(0, activity.host.name) % Math.max(1, domainControllers.length)];
  if (server === undefined) return [];
  if (activity.kind === "network-connection") return beforeConnection(activity, server, context);
  if (activity.kind === "firewall-session" || activity.kind === "proxied-request") return beforeVisit(activity, server, context);
  if (activity.kind === "smtp-session") return aroundMail(activity, server, context);
  if (activity.kind === "device-report") {
    const { host, at } = activity;
    return [
      { at, server, clientIp: host.ip, name: host.fqdn.toLowerCase(), type: "A", address: host.ip, exists: true, isRegistration: true },
    ];
  }
  if (activity.kind === "logon" && activity.host.role === "workstation" && activity.logonType !== 3) {
    const { host, at } = activity;
    const name = `_ldap._tcp.dc._msdcs.${context.organisation.domain}`;
    return [{ at, server, clientIp: host.ip, name, type: "SRV", address: "", exists: true, isRegistration: false }];
  }
  return [];
}

function beforeConnection(activity: NetworkConnection, server: DomainController, context: SensorContext): readonly LookUp[] {
  const { remoteName, remoteIp, direction, outcome, host } = activity;
  if (direction === "inbound" || remoteName === "") return [];
  const isInside = remoteName.toLowerCase().endsWith(`.${context.organisation.domain}`);
  if (isInside && context.draw(activity, "asks", INSIDE_ODDS) !== 0) return [];
  const isMissing = !isInside && outcome === "failed" && context.draw(activity, "missing", MISSING_ODDS) === 0;
  return [
    {
      at: addMicros(activity.at, -(2 + context.draw(activity, "asked", 60)) * MICROS_PER_MS),
      server,
      clientIp: host.ip,
      name: remoteName.toLowerCase(),
      type: "A",
      address: isMissing ? "" : remoteIp,
      exists: !isMissing,
      isRegistration: false,
    },
  ];
}

/** A site that a PC without a sensor opened, or the proxy in somebody's name, which remembers two answers in three. */
function beforeVisit(activity: FirewallSession | ProxiedRequest, server: DomainController, context: SensorContext): readonly LookUp[] {
  const isProxied = activity.kind === "proxied-request";
  const exists = !isProxied || activity.verdict !== "unreachable";
  const address = isProxied ? activity.siteIp : activity.destinationIp;
  if (activity.site === "" || (address === "" && exists)) return [];
  if (isProxied && exists && context.draw(activity, "asks", PROXY_ODDS) !== 0) return [];
  const tookMs = isProxied ? activity.elapsedMs : activity.durationMs;
  return [
    {
      at: addMicros(activity.at, -(tookMs + 2 + context.draw(activity, "asked", 60)) * MICROS_PER_MS),
      server,
      clientIp: isProxied ? activity.host.ip : activity.sourceIp,
      name: activity.site,
      type: "A",
      address,
      exists,
      isRegistration: false,
    },
  ];
}

/** Transport asks where mail for a domain goes, and who a stranger is by the number that he comes from. */
function aroundMail(session: SmtpSession, server: DomainController, context: SensorContext): readonly LookUp[] {
  const ip = session.remoteEndpoint.slice(0, session.remoteEndpoint.lastIndexOf(":"));
  const began = addMicros(session.at, -session.durationMs * MICROS_PER_MS);
  const ask = (type: LookUp["type"], name: string, address: string, exists: boolean, at: SimTime): LookUp => ({
    at,
    server,
    clientIp: session.host.ip,
    name,
    type,
    address,
    exists,
    isRegistration: false,
  });
  if (session.leg === "hub-to-internet") {
    const before = (3 + context.draw(session, "asked", 40)) * MICROS_PER_MS;
    return [
      ask("MX", session.peerName, "", true, addMicros(began, -before)),
      ask("A", `mx.${session.peerName}`, ip, true, addMicros(began, -Math.floor(before / 2))),
    ];
  }
  if (session.leg !== "front-end-receive" || ip.startsWith("127.")) return [];
  const name = `${ip.split(".").toReversed().join(".")}.in-addr.arpa`;
  return [ask("PTR", name, "", !session.peerName.startsWith("["), addMicros(began, 4 * MICROS_PER_MS))];
}
