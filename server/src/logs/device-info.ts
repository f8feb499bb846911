import type { DeviceReport } from "../range/activity.ts";
import { deviceColumns } from "./device/device-line.ts";
import type { DeviceLine } from "./device/device-line.ts";
import { deviceLog } from "./device/device-log.ts";
import type { LogCell } from "./log.ts";
import infoSchema from "./schemas/DeviceInfo.json" with { type: "json" };
import networkSchema from "./schemas/DeviceNetworkInfo.json" with { type: "json" };
import { guidV4Of, hash128, hash32 } from "../base/hash.ts";
import { defineTable, rowShape } from "./table.ts";

type Line = DeviceLine & { readonly activity: DeviceReport };

/** Columns of a device, without the action that a report is not. */
function reportColumns(table: string): Readonly<Record<string, (line: DeviceLine) => LogCell>> {
  const { ActionType: _none, ...columns } = deviceColumns(table);
  return columns;
}

const infoShape = rowShape<Line>({
  ...reportColumns("DeviceInfo"),
  ReportId: (line) => line.reportId,
  ClientVersion: ({ host }) => (isServer(host) ? "10.8760.14393.4225" : "10.7740.19041.844"),
  OSArchitecture: () => "64-bit",
  OSBuild: ({ host }) => Number(host.osBuild.split(".")[2] ?? 0),
  OSPlatform: ({ host }) => (isServer(host) ? "WindowsServer2016" : "Windows10"),
  OSVersion: () => "10.0",
  OSVersionInfo: ({ host }) => (isServer(host) ? "1607" : "20H2"),
  OsBuildRevision: ({ host }) => host.osBuild.split(".")[3] ?? "",
  DeviceCategory: () => "Endpoint",
  DeviceType: ({ host }) => (isServer(host) ? "Server" : "Workstation"),
  JoinType: () => "Domain Joined",
  IsAzureADJoined: () => false,
  PublicIP: ({ activity }) => activity.publicIp,
  OnboardingStatus: () => "Onboarded",
  SensorHealthState: () => "Active",
  ExposureLevel: ({ host }) => (host.role === "exchange" ? "High" : "Medium"),
  IsInternetFacing: ({ host }) => host.role === "exchange",
  LoggedOnUsers: ({ activity }) =>
    JSON.stringify(activity.users.map(({ name, domain, sid }) => ({ UserName: name, DomainName: domain, Sid: sid }))),
});

/** Which devices there are, what they run, and who sits at them. */
export const deviceInfoLog = deviceLog({
  table: defineTable(
    {
      name: "DeviceInfo",
      doc: "Devices with the EDR sensor: operating system, build, role, health of the sensor, who was logged on.",
      blindSpot: "A snapshot now and then; machines without the sensor are not in it, and that is the point of looking.",
      sample: "DeviceInfo\n| summarize arg_max(Timestamp, *) by DeviceId\n| project DeviceName, OSPlatform, OSBuild, LoggedOnUsers",
    },
    infoSchema,
    infoShape.names,
    {},
    { LoggedOnUsers: { doc: "Who was logged on", fields: [["UserName"], ["DomainName"], ["Sid"]] } },
  ),
  summary: ["DeviceName", "OSPlatform", "OSBuild"],
  kinds: ["device-report"],
  shape: infoShape,
  actionOf: () => "",
  initiatorOf: () => null,
});

const networkShape = rowShape<Line>({
  ...reportColumns("DeviceNetworkInfo"),
  ConnectedNetworks: ({ context }) =>
    JSON.stringify([{ Name: context.organisation.domain, IsConnectedToInternet: true, Category: "DomainAuthenticated" }]),
  DefaultGateways: ({ host }) => JSON.stringify([host.ip.replace(/\d+$/, "1")]),
  DnsAddresses: ({ activity }) => JSON.stringify(activity.dnsServers),
  IPAddresses: ({ host }) =>
    JSON.stringify([
      { IPAddress: host.ip, SubnetPrefix: 24, AddressType: "Private" },
      { IPAddress: host.linkLocal.split("%")[0], SubnetPrefix: 64, AddressType: "LinkLocal" },
    ]),
  MacAddress: ({ host }) => macOf(host.fqdn),
  NetworkAdapterName: ({ host }) => `{${guidV4Of(hash128(7, host.fqdn)).toUpperCase()}}`,
  NetworkAdapterStatus: () => "Up",
  // One PC in three has no cable.
  NetworkAdapterType: ({ host }) => (host.role === "workstation" && hash32(9, host.fqdn) % 3 === 0 ? "Wireless80211" : "Ethernet"),
  OnboardingStatus: () => "Onboarded",
});

/** Addresses of devices: what ties an address in a web log to a machine. */
export const deviceNetworkInfoLog = deviceLog({
  table: defineTable(
    {
      name: "DeviceNetworkInfo",
      doc: "Adapters of devices with the EDR sensor: addresses, gateways, name servers.",
      blindSpot: "A snapshot now and then; an address that moved in between shows at the next report.",
      sample:
        "DeviceNetworkInfo\n| mv-expand Address = IPAddresses\n| summarize arg_max(Timestamp, DeviceName) by Ip = tostring(Address.IPAddress)",
    },
    networkSchema,
    networkShape.names,
    {},
    { IPAddresses: { doc: "Addresses of the adapter", fields: [["IPAddress"], ["SubnetPrefix"], ["AddressType"]] } },
  ),
  summary: ["DeviceName", "IPAddresses", "MacAddress"],
  kinds: ["device-report"],
  shape: networkShape,
  actionOf: () => "",
  initiatorOf: () => null,
});

function isServer(host: DeviceLine["host"]): boolean {
  return host.role !== "workstation";
}

/** A hypervisor's prefix, then three octets of the host's own. */
function macOf(fqdn: string): string {
  const octets = hash32(0, fqdn).toString(16).padStart(8, "0").toUpperCase();
  return `00155D${octets.slice(0, 6)}`;
}
