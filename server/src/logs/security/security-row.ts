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

const EMPTY: readonly LogCell[] = SECURITY_COLUMNS.map((name) => (TYPES[name] === "string" ? "" : null));

/** How the data of one event id reaches its columns. */
interface Layout {
  readonly kind: SecurityEventKind;
  /** Column of each field; -1 where the table has none. */
  readonly columns: readonly number[];
  readonly isNumber: readonly boolean[];
  /** The table keeps the event's XML only when its columns cannot hold everything. */
  readonly isXmlKept: boolean;
  readonly activity: string;
}

function layoutOf(id: number, kind: SecurityEventKind, isCatalogued: boolean): Layout {
  const columns = kind.fields.map((field) => INDEX.get(field) ?? -1);
  const isNumber = kind.fields.map((field) => TYPES[field] === "int");
  return { kind, columns, isNumber, isXmlKept: !isCatalogued || columns.includes(-1), activity: `${id} - ${kind.title}` };
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

/** Cells parallel to `SECURITY_COLUMNS`. */
export function securityCells(event: SecurityEventData, host: HostRef, recordId: number, context: SensorContext): LogCell[] {
  const layout = LAYOUTS.get(event.eventId) ?? layoutOf(event.eventId, event.other ?? UNKNOWN, false);
  const cells = EMPTY.slice();
  for (let i = 0; i < layout.columns.length; i++) {
    const column = layout.columns[i] ?? -1;
    const value = event.values[i] ?? "";
    if (column >= 0) cells[column] = layout.isNumber[i] === true ? Number(value) : value;
  }
  const put = (name: string, value: LogCell): void => {
    cells[INDEX.get(name) ?? -1] = value;
  };
  const { organisation } = context;
  put("TenantId", organisation.workspaceId);
  put("SourceSystem", "OpsManager");
  put("ManagementGroupName", `AOI-${organisation.workspaceId}`);
  put("Computer", host.fqdn);
  put("EventSourceName", "Microsoft-Windows-Security-Auditing");
  put("Channel", "Security");
  put("Task", layout.kind.task);
  put("Level", "0");
  put("EventLevelName", "LogAlways");
  put("Keywords", event.isSuccess ? "0x8020000000000000" : "0x8010000000000000");
  put("Version", layout.kind.version);
  put("Opcode", "0");
  put("EventRecordId", String(recordId));
  put("EventID", event.eventId);
  put("Activity", layout.activity);
  put("Type", "SecurityEvent");
  put("_ResourceId", context.resourceId(host.name));
  if (layout.isXmlKept) put("EventData", eventDataXml(dataOf(layout.kind.fields, event.values)));
  putAccounts(cells, put);
  return cells;
}

/** `<Data Name="…">…</Data>` of all fields. */
function dataOf(fields: readonly string[], values: readonly string[]): string {
  return fields.map((field, index) => namedData(field, values[index] ?? "")).join("");
}

/** The columns that Sentinel computes from others: who it was about, and leaf names. */
function putAccounts(cells: LogCell[], put: (name: string, value: LogCell) => void): void {
  const text = (name: string): string => {
    const value = cells[INDEX.get(name) ?? -1];
    return typeof value === "string" ? value : "";
  };
  const subjectName = text("SubjectUserName");
  const targetName = text("TargetUserName");
  const subject = subjectName === "" ? "" : qualified({ name: subjectName, domain: text("SubjectDomainName") });
  const target = targetName === "" ? "" : qualified({ name: targetName, domain: text("TargetDomainName") });
  const hasTarget = target !== "" && targetName !== "-";
  const isAboutTarget = hasTarget && text("NewProcessName") === "";
  put("SubjectAccount", subject);
  put("TargetAccount", target);
  put("Account", isAboutTarget ? target : subject);
  put("AccountType", (isAboutTarget ? targetName : subjectName).endsWith("$") ? "Machine" : "User");
  const path = text("NewProcessName") === "" ? text("ProcessName") : text("NewProcessName");
  put("Process", path.slice(path.lastIndexOf("\\") + 1));
  const logonType = cells[INDEX.get("LogonType") ?? -1];
  if (typeof logonType === "number") put("LogonTypeName", LOGON_TYPES[logonType] ?? String(logonType));
  const guid = text("LogonGuid");
  if (guid.startsWith("{")) put("LogonGuid", guid.slice(1, -1).toLowerCase());
}
