import type { SimTime } from "../../base/sim-time.ts";
import type {
  FileChanged,
  HostRef,
  ImageLoaded,
  NetworkConnection,
  ProcessAccessed,
  ProcessEnded,
  ProcessRef,
  ProcessStarted,
  RegistrySet,
} from "../../range/activity.ts";
import { commonName, qualified } from "../account-name.ts";
import { versionInfoOf } from "../binary-facts.ts";
import { sysmonStamp } from "../stamp.ts";
import type { SensorContext } from "../log.ts";
import type { ChannelEvent } from "./event-data.ts";
import { hashList, logonGuid, processGuid } from "./sysmon-identity.ts";

/** Schema of Sysmon 12 and 13.0, early 2021: no ParentUser, no User in file events. */
const FIELDS = {
  1: [
    "RuleName",
    "UtcTime",
    "ProcessGuid",
    "ProcessId",
    "Image",
    "FileVersion",
    "Description",
    "Product",
    "Company",
    "OriginalFileName",
    "CommandLine",
    "CurrentDirectory",
    "User",
    "LogonGuid",
    "LogonId",
    "TerminalSessionId",
    "IntegrityLevel",
    "Hashes",
    "ParentProcessGuid",
    "ParentProcessId",
    "ParentImage",
    "ParentCommandLine",
  ],
  3: [
    "RuleName",
    "UtcTime",
    "ProcessGuid",
    "ProcessId",
    "Image",
    "User",
    "Protocol",
    "Initiated",
    "SourceIsIpv6",
    "SourceIp",
    "SourceHostname",
    "SourcePort",
    "SourcePortName",
    "DestinationIsIpv6",
    "DestinationIp",
    "DestinationHostname",
    "DestinationPort",
    "DestinationPortName",
  ],
  5: ["RuleName", "UtcTime", "ProcessGuid", "ProcessId", "Image"],
  7: [
    "RuleName",
    "UtcTime",
    "ProcessGuid",
    "ProcessId",
    "Image",
    "ImageLoaded",
    "FileVersion",
    "Description",
    "Product",
    "Company",
    "OriginalFileName",
    "Hashes",
    "Signed",
    "Signature",
    "SignatureStatus",
  ],
  10: [
    "RuleName",
    "UtcTime",
    "SourceProcessGUID",
    "SourceProcessId",
    "SourceThreadId",
    "SourceImage",
    "TargetProcessGUID",
    "TargetProcessId",
    "TargetImage",
    "GrantedAccess",
    "CallTrace",
  ],
  11: ["RuleName", "UtcTime", "ProcessGuid", "ProcessId", "Image", "TargetFilename", "CreationUtcTime"],
  13: ["RuleName", "EventType", "UtcTime", "ProcessGuid", "ProcessId", "Image", "TargetObject", "Details"],
} as const;

const TITLES = {
  1: "Process Create",
  3: "Network connection detected",
  5: "Process terminated",
  7: "Image loaded",
  10: "Process accessed",
  11: "File created",
  13: "Registry value set",
} as const;

const PORT_NAMES: Readonly<Record<number, string>> = {
  25: "smtp",
  53: "domain",
  80: "http",
  88: "kerberos",
  135: "epmap",
  389: "ldap",
  443: "https",
  445: "microsoft-ds",
  587: "submission",
  3268: "msft-gc",
  3389: "ms-wbt-server",
};

export function processCreate({ process, host, currentDirectory }: ProcessStarted, at: SimTime): ChannelEvent {
  const info = versionInfoOf(process, host);
  return sysmonEvent(1, [
    ...actor(host, process, at),
    info.version || "-",
    info.description || "-",
    info.product || "-",
    info.company || "-",
    info.originalName || "-",
    process.commandLine,
    currentDirectory,
    userOf(process),
    logonGuid(host, process.logonId),
    process.logonId,
    process.integrity === "System" ? "0" : "1",
    process.integrity,
    hashList(process),
    processGuid(host, process.parent),
    String(process.parent?.pid ?? 0),
    process.parent?.path ?? "-",
    process.parent?.commandLine ?? "-",
  ]);
}

export function processTerminated({ process, host }: ProcessEnded, at: SimTime): ChannelEvent {
  return sysmonEvent(5, actor(host, process, at));
}

/** The source is whoever opened the connection. Refused connections are not logged. */
export function networkConnect(connection: NetworkConnection, at: SimTime): ChannelEvent | null {
  if (connection.outcome === "failed") return null;
  const { host, process } = connection;
  const isInitiated = connection.direction === "outbound";
  const local = endpoint(connection.localIp, host.fqdn, connection.localPort);
  const remote = endpoint(connection.remoteIp, connection.remoteName === "" ? "-" : connection.remoteName, connection.remotePort);
  return sysmonEvent(3, [
    ...actor(host, process, at),
    userOf(process),
    connection.protocol.toLowerCase(),
    String(isInitiated),
    ...(isInitiated ? local : remote),
    ...(isInitiated ? remote : local),
  ]);
}

/** File creations; later writes to the same file are not logged. */
export function fileCreate(change: FileChanged, at: SimTime): ChannelEvent | null {
  if (change.change !== "created") return null;
  return sysmonEvent(11, [...actor(change.host, change.process, at), change.path, sysmonStamp(at)]);
}

export function imageLoad(load: ImageLoaded, at: SimTime): ChannelEvent {
  const { host, process, isSigned } = load;
  return sysmonEvent(7, [
    ...actor(host, process, at),
    load.path,
    "-",
    "-",
    "-",
    "-",
    "-",
    hashList(load),
    String(isSigned),
    isSigned ? load.signer : "-",
    isSigned ? "Valid" : "Unavailable",
  ]);
}

export function processAccess(access: ProcessAccessed, at: SimTime, context: SensorContext): ChannelEvent {
  const { host, process, target } = access;
  return sysmonEvent(10, [
    "-",
    sysmonStamp(at),
    processGuid(host, process),
    String(process.pid),
    String(4 * (300 + context.draw(access, "thread", 3_000))),
    process.path,
    processGuid(host, target),
    String(target.pid),
    target.path,
    `0x${access.grantedAccess.slice(2).toUpperCase()}`,
    access.callTrace,
  ]);
}

/** Services' names of numbers: a DWORD stands in hex, a list of strings only as such. */
export function registryValueSet(set: RegistrySet, at: SimTime): ChannelEvent {
  const details =
    set.valueType === "REG_DWORD"
      ? `DWORD (0x${Number(set.value).toString(16).padStart(8, "0")})`
      : set.valueType === "REG_MULTI_SZ" || set.valueType === "REG_BINARY"
        ? "Binary Data"
        : set.value;
  const [rule, ...rest] = actor(set.host, set.process, at);
  return sysmonEvent(13, [rule ?? "-", "SetValue", ...rest, `${set.key}\\${set.valueName}`, details]);
}

function sysmonEvent(eventId: keyof typeof FIELDS, values: readonly string[]): ChannelEvent {
  const names: readonly string[] = FIELDS[eventId];
  const message = `${TITLES[eventId]}:\r\n${names.map((name, index) => `${name}: ${values[index]}`).join("\r\n")}`;
  return {
    channel: "Microsoft-Windows-Sysmon/Operational",
    provider: "Microsoft-Windows-Sysmon",
    eventId,
    level: 4,
    names,
    values,
    message,
    user: "NT AUTHORITY\\SYSTEM",
  };
}

/** RuleName, UtcTime, ProcessGuid, ProcessId, Image. */
function actor(host: HostRef, process: ProcessRef, at: SimTime): readonly string[] {
  return ["-", sysmonStamp(at), processGuid(host, process), String(process.pid), process.path];
}

function userOf(process: ProcessRef): string {
  return qualified(commonName(process.account));
}

/** IsIpv6, Ip, Hostname, Port, PortName. */
function endpoint(ip: string, name: string, port: number): readonly string[] {
  return [String(ip.includes(":")), ip.split("%", 1)[0] ?? ip, name, String(port), PORT_NAMES[port] ?? "-"];
}
