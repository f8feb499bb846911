import type { HostRef } from "../../range/activity.ts";
import { qualified } from "../account-name.ts";
import type { LogCell, SensorContext } from "../log.ts";
import { eventDataXml, namedData } from "../native/event-xml.ts";
import schema from "../schemas/SecurityEvent.json" with { type: "json" };
import { SECURITY_EVENTS } from "./event-catalogue.ts";
import type { SecurityEventData, SecurityEventKind } from "./event-catalogue.ts";

/** Columns that queries and the native form need although the published schema lacks them. */
export const SECURITY_EXTRA = { ImpersonationLevel: "string" } as const;

const TYPES: Readonly<Record<string, string>> = { ...schema, ...SECURITY_EXTRA };

/** Columns that the workspace derives or adds; the rest are the events' own data. */
const OWN_COLUMNS = [
  "TenantId",
  "SourceSystem",
  "Account",
  "AccountType",
  "Computer",
  "EventSourceName",
  "Channel",
  "Task",
  "Level",
  "EventLevelName",
  "Keywords",
  "Version",
  "Opcode",
  "EventRecordId",
  "EventData",
  "EventID",
  "Activity",
  "LogonTypeName",
  "Process",
  "SubjectAccount",
  "TargetAccount",
  "ManagementGroupName",
  "Type",
  "_ResourceId",
];

const DATA_COLUMNS = [...new Set(Object.values(SECURITY_EVENTS).flatMap((kind): readonly string[] => kind.fields))].filter(
  (field) => TYPES[field] !== undefined,
);

export const SECURITY_COLUMNS: readonly string[] = [...OWN_COLUMNS, ...DATA_COLUMNS];

const INDEX: ReadonlyMap<string, number> = new Map(SECURITY_COLUMNS.map((name, index) => [name, index]));

/** How the data of one event id reaches its columns. */
interface Layout {
  readonly fields: readonly string[];
  /** Column of each field; -1 where the table has none. */
  readonly columns: readonly number[];
  readonly isNumber: readonly boolean[];
  /** The table keeps the event's XML only when its columns cannot hold everything. */
  readonly isXmlKept: boolean;
  /** A row with all that is the same in every event of this id. */
  readonly template: readonly LogCell[];
}

function layoutOf(id: number, kind: SecurityEventKind, isCatalogued: boolean): Layout {
  const columns = kind.fields.map((field) => INDEX.get(field) ?? -1);
  const constants: Readonly<Record<string, LogCell>> = {
    SourceSystem: "OpsManager",
    EventSourceName: "Microsoft-Windows-Security-Auditing",
    Channel: "Security",
    Task: kind.task,
    Level: "0",
    EventLevelName: "LogAlways",
    Version: kind.version,
    Opcode: "0",
    EventID: id,
    Activity: `${id} - ${kind.title}`,
    Type: "SecurityEvent",
  };
  return {
    fields: kind.fields,
    columns,
    isNumber: kind.fields.map((field) => TYPES[field] === "int"),
    isXmlKept: !isCatalogued || columns.includes(-1),
    template: SECURITY_COLUMNS.map((name) => constants[name] ?? (TYPES[name] === "string" ? "" : null)),
  };
}

const LAYOUTS: ReadonlyMap<number, Layout> = new Map(
  Object.entries(SECURITY_EVENTS).map(([id, kind]) => [Number(id), layoutOf(Number(id), kind, true)]),
);

const UNKNOWN: SecurityEventKind = { title: "", version: 0, task: 0, fields: [] };

const LOGON_TYPES: Readonly<Record<string, string>> = {
  2: "2 - Interactive",
  3: "3 - Network",
  4: "4 - Batch",
  5: "5 - Service",
  7: "7 - Unlock",
  8: "8 - NetworkCleartext",
  9: "9 - NewCredentials",
  10: "10 - RemoteInteractive",
  11: "11 - CachedInteractive",
};

/** Positions of the columns that differ from row to row. */
const AT = {
  tenant: at("TenantId"),
  managementGroup: at("ManagementGroupName"),
  computer: at("Computer"),
  keywords: at("Keywords"),
  recordId: at("EventRecordId"),
  resource: at("_ResourceId"),
  eventData: at("EventData"),
  account: at("Account"),
  accountType: at("AccountType"),
  subjectAccount: at("SubjectAccount"),
  subjectName: at("SubjectUserName"),
  subjectDomain: at("SubjectDomainName"),
  targetAccount: at("TargetAccount"),
  targetName: at("TargetUserName"),
  targetDomain: at("TargetDomainName"),
  newProcess: at("NewProcessName"),
  processName: at("ProcessName"),
  process: at("Process"),
  logonType: at("LogonType"),
  logonTypeName: at("LogonTypeName"),
  logonGuid: at("LogonGuid"),
  targetLogonGuid: at("TargetLogonGuid"),
};

function at(name: string): number {
  return SECURITY_COLUMNS.indexOf(name);
}

/** Cells parallel to `SECURITY_COLUMNS`. */
export function securityCells(event: SecurityEventData, host: HostRef, recordId: number, context: SensorContext): LogCell[] {
  const layout = LAYOUTS.get(event.eventId) ?? layoutOf(event.eventId, event.other ?? UNKNOWN, false);
  const { columns, isNumber, fields, template } = layout;
  const cells = template.slice();
  for (let i = 0; i < columns.length; i++) {
    const column = columns[i] ?? -1;
    const value = event.values[i] ?? "";
    if (column >= 0) cells[column] = isNumber[i] === true ? Number(value) : value;
  }
  const { workspaceId } = context.organisation;
  cells[AT.tenant] = workspaceId;
  cells[AT.managementGroup] = `AOI-${workspaceId}`;
  cells[AT.computer] = host.fqdn;
  cells[AT.keywords] = event.isSuccess ? "0x8020000000000000" : "0x8010000000000000";
  cells[AT.recordId] = String(recordId);
  cells[AT.resource] = context.resourceId(host.name);
  if (layout.isXmlKept) {
    cells[AT.eventData] = eventDataXml(fields.map((field, index) => namedData(field, event.values[index] ?? "")).join(""));
  }
  deriveColumns(cells);
  return cells;
}

/** The columns that Sentinel computes from others: who it was about, and leaf names. */
function deriveColumns(cells: LogCell[]): void {
  const subjectName = textAt(cells, AT.subjectName);
  const targetName = textAt(cells, AT.targetName);
  const newProcess = textAt(cells, AT.newProcess);
  const subject = subjectName === "" ? "" : qualified({ name: subjectName, domain: textAt(cells, AT.subjectDomain) });
  const target = targetName === "" ? "" : qualified({ name: targetName, domain: textAt(cells, AT.targetDomain) });
  const isAboutTarget = targetName !== "" && targetName !== "-" && newProcess === "";
  cells[AT.subjectAccount] = subject;
  cells[AT.targetAccount] = target;
  cells[AT.account] = isAboutTarget ? target : subject;
  cells[AT.accountType] = isMachine(isAboutTarget ? targetName : subjectName) ? "Machine" : "User";
  const path = newProcess === "" ? textAt(cells, AT.processName) : newProcess;
  cells[AT.process] = path.slice(path.lastIndexOf("\\") + 1);
  const logonType = cells[AT.logonType];
  if (typeof logonType === "number") cells[AT.logonTypeName] = LOGON_TYPES[logonType] ?? String(logonType);
  for (const column of [AT.logonGuid, AT.targetLogonGuid]) {
    const guid = textAt(cells, column);
    if (guid !== "") cells[column] = guid.slice(1, -1).toLowerCase();
  }
}

function textAt(cells: readonly LogCell[], index: number): string {
  const value = cells[index];
  return typeof value === "string" ? value : "";
}

/** `MX01$`, or `MX01$@CORP.EXAMPLE` in a service ticket. */
function isMachine(name: string): boolean {
  return name.endsWith("$") || name.includes("$@");
}
