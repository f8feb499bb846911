import { addMicros, MICROS_PER_MS } from "../../base/sim-time.ts";
import type { SimTime } from "../../base/sim-time.ts";
import type {
  Activity,
  FirewallAction,
  FirewallSession,
  NetworkConnection,
  ProxiedRequest,
  SmtpSession,
  VpnTunnel,
} from "../../range/activity.ts";
import { isInternetAddress } from "../../range/network/internet-address.ts";
import type { SensorContext } from "../log.ts";

/** A session that crossed the company's edge, or was refused there, as the firewall counts it. */
export interface Passage {
  readonly endedAt: SimTime;
  readonly sourceIp: string;
  readonly sourcePort: number;
  readonly destinationIp: string;
  readonly destinationPort: number;
  readonly protocol: "Tcp" | "Udp";
  readonly action: FirewallAction;
  /** By whoever began it. */
  readonly sentBytes: number;
  readonly receivedBytes: number;
  readonly durationMs: number;
  /** What it was for: `HTTPS`, `SMTP` …; `tcp/10006` where nobody knows the port. */
  readonly application: string;
  /** Name that a client inside asked for by web; empty otherwise. */
  readonly site: string;
  /** Account of the person or computer inside, where the firewall knows it; empty otherwise. */
  readonly user: string;
  /** It ended at the firewall itself, which gave the client an address inside. */
  readonly tunnel?: VpnTunnel | undefined;
}

const SMTP_OVERHEAD_BYTES = 3_200;

/** Null: it never came to the edge. */
export function passageOf(activity: Activity, context: SensorContext): Passage | null {
  if (activity.kind === "firewall-session") return watched(activity);
  if (activity.kind === "network-connection") return connected(activity, context);
  if (activity.kind === "proxied-request") return fetched(activity, context);
  return activity.kind === "smtp-session" ? mailed(activity, context) : null;
}

function watched(session: FirewallSession): Passage {
  return { ...session, endedAt: session.at, application: applicationOf(session.destinationPort, session.protocol) };
}

function connected(activity: NetworkConnection, context: SensorContext): Passage | null {
  if (activity.direction === "inbound" || !isInternetAddress(activity.remoteIp)) return null;
  const isWeb = activity.remotePort === 443 || activity.remotePort === 80;
  const isMade = activity.outcome === "success";
  const durationMs = isMade ? 400 + context.draw(activity, "duration", 110_000) : 20_000;
  const received = isMade ? 900 + context.draw(activity, "received", isWeb ? 64_000 : 6_000) : 0;
  const { name } = activity.process.account;
  return {
    endedAt: addMicros(activity.at, durationMs * MICROS_PER_MS),
    sourceIp: activity.localIp,
    sourcePort: activity.localPort,
    destinationIp: activity.remoteIp,
    destinationPort: activity.remotePort,
    protocol: activity.protocol,
    action: isMade ? "close" : "timeout",
    sentBytes: activity.traffic?.sent ?? (isMade ? 700 + context.draw(activity, "sent", 5_200) : 180),
    receivedBytes: activity.traffic?.received ?? received,
    durationMs,
    application: applicationOf(activity.remotePort, activity.protocol),
    site: isWeb && isMade ? activity.remoteName : "",
    // Single sign-on tells the firewall who sits at a workstation; servers work without anybody.
    user: activity.host.role === "workstation" && !name.endsWith("$") ? name : "",
  };
}

/** The proxy asks in its own name; for whom, its own log knows. */
function fetched(request: ProxiedRequest, context: SensorContext): Passage | null {
  if (request.siteIp === "") return null;
  return {
    endedAt: request.at,
    sourceIp: request.host.ip,
    sourcePort: 32_768 + context.draw(request, "port", 28_232),
    destinationIp: request.siteIp,
    destinationPort: request.sitePort,
    protocol: "Tcp",
    action: "close",
    sentBytes: request.sentBytes,
    receivedBytes: request.receivedBytes,
    durationMs: request.elapsedMs,
    application: applicationOf(request.sitePort, "Tcp"),
    site: request.site,
    user: "",
  };
}

function mailed(activity: SmtpSession, context: SensorContext): Passage | null {
  const isInbound = activity.leg === "front-end-receive";
  if (!isInbound && activity.leg !== "hub-to-internet") return null;
  const local = endpoint(activity.localEndpoint);
  const remote = endpoint(activity.remoteEndpoint);
  if (!isInternetAddress(remote.ip)) return null;
  const body = activity.message?.totalBytes ?? 0;
  const talk = SMTP_OVERHEAD_BYTES + context.draw(activity, "talk", 900);
  const [from, to] = isInbound ? [remote, local] : [local, remote];
  return {
    endedAt: activity.at,
    sourceIp: from.ip,
    sourcePort: from.port,
    destinationIp: to.ip,
    destinationPort: to.port,
    protocol: "Tcp",
    action: activity.message === null ? "client-rst" : "close",
    sentBytes: Math.floor(body * 1.06) + (activity.message === null ? 240 : talk),
    receivedBytes: activity.message === null ? 700 : talk + 1_100,
    durationMs: activity.durationMs,
    application: "SMTP",
    site: "",
    user: "",
  };
}

function endpoint(text: string): { readonly ip: string; readonly port: number } {
  const colon = text.lastIndexOf(":");
  return { ip: text.slice(0, colon), port: Number(text.slice(colon + 1)) };
}

const APPLICATIONS: Readonly<Record<number, string>> = {
  22: "SSH",
  23: "TELNET",
  25: "SMTP",
  53: "DNS",
  80: "HTTP",
  123: "NTP",
  161: "SNMP",
  443: "HTTPS",
  445: "SMB",
  1433: "MS-SQL",
  3389: "RDP",
  5060: "SIP",
  5900: "VNC",
};

function applicationOf(port: number, protocol: Passage["protocol"]): string {
  return APPLICATIONS[port] ?? `${protocol.toLowerCase()}/${port}`;
}
