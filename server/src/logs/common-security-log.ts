import { addMicros, MICROS_PER_MS } from "../base/sim-time.ts";
import type { SimTime } from "../base/sim-time.ts";
import { isInternetAddress } from "../range/network/internet-address.ts";
import {
  actionOf,
  categoryOf,
  eventOf,
  extensionsOf,
  inboundInterface,
  outboundInterface,
  simplifiedActionOf,
} from "./firewall/firewall-line.ts";
import type { FirewallLine } from "./firewall/firewall-line.ts";
import { passageOf } from "./firewall/passage.ts";
import type { Passage } from "./firewall/passage.ts";
import { isTunnelEvent, tunnelMessageOf } from "./firewall/tunnel-event.ts";
import type { LogCell, LogDefinition, LogRow } from "./log.ts";
import { cefNative } from "./native/cef-file.ts";
import schema from "./schemas/CommonSecurityLog.json" with { type: "json" };
import { wholeSecond } from "./stamp.ts";
import { defineTable, rowShape } from "./table.ts";

const VENDOR = "Fortinet";
const PRODUCT = "Fortigate";

/** Of the firewall's own events there are no two ends. */
function ofSession<T extends LogCell>(cell: (line: FirewallLine) => T, otherwise: T): (line: FirewallLine) => T {
  return (line) => (isTunnelEvent(line.kind) ? otherwise : cell(line));
}

const shape = rowShape<FirewallLine>({
  TenantId: ({ firewall }) => firewall.workspaceId,
  DeviceVendor: () => VENDOR,
  DeviceProduct: () => PRODUCT,
  DeviceVersion: ({ firewall }) => firewall.version,
  DeviceEventClassID: (line) => eventOf(line).id,
  Activity: (line) => eventOf(line).name,
  LogSeverity: (line) => eventOf(line).severity,
  DeviceExternalID: ({ firewall }) => firewall.serial,
  DeviceEventCategory: categoryOf,
  SourceIP: ofSession(({ passage }) => passage.sourceIp, ""),
  SourcePort: ofSession(({ passage }) => passage.sourcePort, null),
  SourceUserName: ({ kind, passage }) => (isTunnelEvent(kind) ? (passage.tunnel?.account ?? "") : passage.user.toUpperCase()),
  DeviceInboundInterface: ofSession(inboundInterface, ""),
  DestinationIP: ofSession(({ passage }) => passage.destinationIp, ""),
  DestinationPort: ofSession(({ passage }) => passage.destinationPort, null),
  DestinationHostName: ({ kind, passage }) => (kind === "web-filter" ? passage.site : ""),
  DeviceOutboundInterface: ofSession(outboundInterface, ""),
  ExtID: ({ sessionNumber }) => String(sessionNumber),
  Protocol: ofSession(({ passage }) => (passage.protocol === "Tcp" ? "6" : "17"), ""),
  DeviceAction: actionOf,
  SimplifiedDeviceAction: simplifiedActionOf,
  ApplicationProtocol: ofSession(({ passage }) => passage.application, ""),
  RequestURL: ({ kind, passage }) =>
    kind === "web-filter" ? `${passage.destinationPort === 80 ? "http" : "https"}://${passage.site}/` : "",
  Message: ({ kind }) => {
    if (isTunnelEvent(kind)) return tunnelMessageOf(kind);
    return kind === "web-filter" ? "URL belongs to an allowed category in policy" : "";
  },
  SourceTranslatedAddress: ({ firewall, translatedPort }) => (translatedPort === 0 ? "" : firewall.publicIp),
  SourceTranslatedPort: ({ translatedPort }) => (translatedPort === 0 ? null : translatedPort),
  // Of a site that is only being opened, nothing has been counted yet.
  SentBytes: ({ kind, passage }) =>
    kind === "tunnel-up" ? null : kind === "web-filter" ? Math.min(517, passage.sentBytes) : passage.sentBytes,
  ReceivedBytes: ({ kind, passage }) => (kind === "tunnel-up" ? null : kind === "web-filter" ? 0 : passage.receivedBytes),
  CommunicationDirection: ({ passage }) => (isInternetAddress(passage.sourceIp) ? "0" : "1"),
  AdditionalExtensions: extensionsOf,
  DeviceName: ({ firewall }) => firewall.name,
  Computer: ({ firewall }) => firewall.name,
  SourceSystem: () => "OpsManager",
  Type: () => "CommonSecurityLog",
});

const table = defineTable(
  {
    name: "CommonSecurityLog",
    doc: "The firewall, in CEF: each session that crossed the company's edge, with bytes and duration, what was refused there, sites that people opened, and who dialled in.",
    blindSpot:
      "A session is written when it ends and carries many requests; nothing that stays inside is here, and what went through HTTPS is only a name.",
    sample:
      "CommonSecurityLog\n| where CommunicationDirection == '1' and DeviceEventClassID == '00013'\n| summarize MB = sum(SentBytes) / 1e6 by SourceIP, DestinationIP, DestinationPort\n| top 20 by MB",
  },
  schema,
  shape.names,
  {},
  { ExtID: "Number of the session: the same in all lines about it", SentBytes: "By whoever began the session" },
);

/** A FortiGate's log as a collector receives it. Exists where the cast has a firewall. Source: FortiOS 6.4 log reference. */
export const commonSecurityLog: LogDefinition = {
  table,
  summary: ["Activity", "SourceIP", "DestinationIP", "DestinationPort", "SentBytes", "RequestURL"],
  collection: "event-agent",
  kinds: ["firewall-session", "network-connection", "smtp-session", "proxied-request"],
  rows: (activity, context) => {
    const { firewall } = context.organisation;
    if (firewall === null) return [];
    const passage = passageOf(activity, context);
    if (passage === null) return [];
    const sessionNumber = context.nextRecordId(firewall.name, "sessions");
    const isHidden = !isInternetAddress(passage.sourceIp) && isInternetAddress(passage.destinationIp);
    const translatedPort = isHidden ? 5_117 + context.draw(activity, "snat", 60_000) : 0;
    const line = (kind: FirewallLine["kind"], instant: SimTime): LogRow => {
      const at = wholeSecond(context.clock(firewall.name, instant));
      const cells = shape.cellsOf({ kind, at, passage, firewall, sessionNumber, translatedPort });
      return { at, subMicroTicks: 0, hostName: firewall.name, recordNumber: 0, cells };
    };
    const ended = line("traffic", passage.endedAt);
    if (passage.tunnel !== undefined) return [line("tunnel-up", beginningOf(passage)), line("tunnel-down", passage.endedAt), ended];
    return passage.site === "" ? [ended] : [line("web-filter", beginningOf(passage)), ended];
  },
  native: cefNative(table),
};

function beginningOf({ endedAt, durationMs }: Passage): SimTime {
  return addMicros(endedAt, -durationMs * MICROS_PER_MS);
}
