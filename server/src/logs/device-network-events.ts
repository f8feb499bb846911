import type { NetworkConnection } from "../range/activity.ts";
import { INITIATING_PROCESS, deviceColumns } from "./device/device-line.ts";
import type { DeviceLine } from "./device/device-line.ts";
import { deviceLog } from "./device/device-log.ts";
import { ipKind } from "./device/ip-kind.ts";
import schema from "./schemas/DeviceNetworkEvents.json" with { type: "json" };
import { defineTable, rowShape } from "./table.ts";

type Line = DeviceLine & { readonly activity: NetworkConnection };

const shape = rowShape<Line>({
  ...deviceColumns("DeviceNetworkEvents"),
  LocalIP: (line) => line.activity.localIp,
  LocalIPType: (line) => ipKind(line.activity.localIp),
  LocalPort: (line) => line.activity.localPort,
  RemoteIP: (line) => line.activity.remoteIp,
  RemoteIPType: (line) => ipKind(line.activity.remoteIp),
  RemotePort: (line) => line.activity.remotePort,
  RemoteUrl: (line) => line.activity.remoteName,
  Protocol: (line) => line.activity.protocol,
  ...INITIATING_PROCESS,
});

/** Connections by process. Inbound web traffic of a server belongs to System (HTTP.sys), not to w3wp. */
export const deviceNetworkLog = deviceLog({
  table: defineTable(
    {
      name: "DeviceNetworkEvents",
      doc: "Connections that processes opened or accepted on hosts with the EDR sensor.",
      blindSpot: "No bytes and no duration, one row for a connection that carried many requests, and none for refused inbound ones.",
      sample:
        'DeviceNetworkEvents\n| where ActionType == "ConnectionSuccess" and RemoteIPType == "Public"\n| summarize count() by InitiatingProcessFileName, RemoteIP',
    },
    schema,
    shape.names,
  ),
  summary: ["ActionType", "RemoteIP", "RemotePort", "RemoteUrl", "InitiatingProcessFileName", "DeviceName"],
  kinds: ["network-connection"],
  shape,
  actionOf: (activity) => {
    if (activity.direction === "inbound") return activity.outcome === "success" ? "InboundConnectionAccepted" : null;
    if (activity.outcome === "success") return "ConnectionSuccess";
    // A datagram that nobody answers is no connection that failed: only Sysmon notes it.
    return activity.protocol === "Udp" ? null : "ConnectionFailed";
  },
  initiatorOf: (activity) => activity.process,
});
