import { toTicks } from "../../base/sim-time.ts";
import type { SimTime } from "../../base/sim-time.ts";
import type { AccountRef, HostRef, ProcessRef } from "../../range/activity.ts";
import { commonName } from "../account-name.ts";
import { versionInfoOf } from "../binary-facts.ts";
import type { LogCell, SensorContext } from "../log.ts";

/** What every row of the EDR sensor shows. */
export interface DeviceLine {
  readonly host: HostRef;
  readonly deviceId: string;
  readonly at: SimTime;
  readonly ticks: number;
  readonly reportId: number;
  readonly context: SensorContext;
  readonly actionType: string;
  /** The acting process; null where the sensor saw none. */
  readonly initiator: ProcessRef | null;
  /** What this row is about, where its activity is several rows; else empty. */
  readonly detail: string;
}

type Readers<Line> = Readonly<Record<string, (line: Line) => LogCell>>;

/** Columns of the device itself. The workspace's copy of a row has both names of its time. */
export function deviceColumns(table: string): Readers<DeviceLine> {
  return {
    Timestamp: (line) => toTicks(line.at, line.ticks),
    DeviceId: (line) => line.deviceId,
    DeviceName: (line) => line.host.fqdn.toLowerCase(),
    ActionType: (line) => line.actionType,
    ReportId: (line) => line.reportId,
    TenantId: (line) => line.context.organisation.workspaceId,
    SourceSystem: () => "Microsoft 365 Defender",
    Type: () => table,
  };
}

/** Columns of the acting process. The sensor lower-cases accounts and folders, but keeps the case of file names. */
export const INITIATING_PROCESS: Readers<DeviceLine> = {
  InitiatingProcessAccountDomain: (line) => domainOf(line.initiator?.account),
  InitiatingProcessAccountName: (line) => nameOf(line.initiator?.account),
  InitiatingProcessAccountSid: (line) => line.initiator?.account.sid ?? "",
  InitiatingProcessAccountUpn: (line) => line.initiator?.account.upn ?? "",
  InitiatingProcessCommandLine: (line) => line.initiator?.commandLine ?? "",
  InitiatingProcessFileName: (line) => line.initiator?.fileName ?? "",
  InitiatingProcessFolderPath: (line) => line.initiator?.path.toLowerCase() ?? "",
  InitiatingProcessId: (line) => line.initiator?.pid ?? null,
  InitiatingProcessIntegrityLevel: (line) => line.initiator?.integrity ?? "",
  InitiatingProcessTokenElevation: (line) => (line.initiator === null ? "" : tokenElevation(line.initiator)),
  InitiatingProcessCreationTime: (line) => startOf(line, line.initiator),
  InitiatingProcessFileSize: (line) => line.initiator?.fileSize ?? null,
  InitiatingProcessMD5: (line) => line.initiator?.md5 ?? "",
  InitiatingProcessSHA1: (line) => line.initiator?.sha1 ?? "",
  InitiatingProcessSHA256: (line) => line.initiator?.sha256 ?? "",
  InitiatingProcessParentFileName: (line) => line.initiator?.parent?.fileName ?? "",
  InitiatingProcessParentId: (line) => line.initiator?.parent?.pid ?? null,
  InitiatingProcessParentCreationTime: (line) => startOf(line, line.initiator?.parent ?? null),
  InitiatingProcessVersionInfoCompanyName: (line) => info(line).company,
  InitiatingProcessVersionInfoProductName: (line) => info(line).product,
  InitiatingProcessVersionInfoProductVersion: (line) => info(line).version,
  InitiatingProcessVersionInfoOriginalFileName: (line) => info(line).originalName,
  InitiatingProcessVersionInfoFileDescription: (line) => info(line).description,
};

export function nameOf(account: AccountRef | undefined): string {
  return account === undefined ? "" : commonName(account).name.toLowerCase();
}

export function domainOf(account: AccountRef | undefined): string {
  return account === undefined ? "" : commonName(account).domain.toLowerCase();
}

export function tokenElevation(process: ProcessRef): string {
  return process.integrity === "High" ? "TokenElevationTypeFull" : "TokenElevationTypeDefault";
}

export function startOf(line: DeviceLine, process: ProcessRef | null): bigint | null {
  // The same digit wherever the process is named, so that rows join on it.
  return process === null ? null : toTicks(line.context.clock(line.host.name, process.startedAt), process.pid % 10);
}

/** `long` column of a hexadecimal logon id. */
export function logonNumber(logonId: string): number | null {
  const value = Number.parseInt(logonId, 16);
  return Number.isNaN(value) ? null : value;
}

const NO_INFO = { company: "", product: "", version: "", originalName: "", description: "" };

function info(line: DeviceLine): typeof NO_INFO {
  return line.initiator === null ? NO_INFO : versionInfoOf(line.initiator, line.host);
}
