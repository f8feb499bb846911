import { addMicros } from "../base/sim-time.ts";
import { AUDIT_SUBCATEGORIES } from "../base/audit-subcategories.ts";
import type { Activity, ActivityKind, ActivityOf, WindowsEventLogged } from "../range/activity.ts";
import { nestedFields } from "./event-data-fields.ts";
import type { LogDefinition, LogRow, SensorContext } from "./log.ts";
import { securityNative } from "./native/security-file.ts";
import schema from "./schemas/SecurityEvent.json" with { type: "json" };
import { credentialsValidated, directoryModified, ticketEvent } from "./security/directory-events.ts";
import { SECURITY_EVENTS } from "./security/event-catalogue.ts";
import type { SecurityEventData } from "./security/event-catalogue.ts";
import { loggedOff, loggedOn, logonFailed, privilegesAssigned } from "./security/logon-events.ts";
import { processCreated, processExited } from "./security/process-events.ts";
import { SECURITY_COLUMNS, SECURITY_EXTRA, securityCells } from "./security/security-row.ts";
import { shareAccessed } from "./security/share-events.ts";
import { defineTable } from "./table.ts";

const table = defineTable(
  {
    name: "SecurityEvent",
    doc: "The Security channel of servers and domain controllers: logons and failures, tickets, processes, shares, directory changes.",
    blindSpot: "Only what the audit policy covers: no file contents, no network traffic, and a missing logoff means nothing.",
    sample:
      'SecurityEvent\n| where EventID == 4688 and ParentProcessName endswith "w3wp.exe"\n| project TimeGenerated, Computer, NewProcessName, CommandLine',
  },
  schema,
  SECURITY_COLUMNS,
  SECURITY_EXTRA,
  {
    Account: "DOMAIN\\user whom the event is about",
    Activity: "Number and title",
    EventData: { doc: "XML; filled for events whose data has no columns of its own", fields: nestedFields() },
    Process: "File name of the process",
  },
);

type Auditor<K extends ActivityKind> = (activity: ActivityOf<K>, domain: string) => SecurityEventData | readonly SecurityEventData[] | null;

/** What Windows audits, and how; null for an activity that is another channel's business. */
const AUDITORS: { readonly [K in ActivityKind]?: Auditor<K> } = {
  logon: loggedOn,
  logoff: loggedOff,
  "logon-failed": logonFailed,
  "privileges-assigned": privilegesAssigned,
  "process-started": processCreated,
  "process-ended": processExited,
  ticket: ticketEvent,
  "ntlm-validated": credentialsValidated,
  "share-accessed": shareAccessed,
  "directory-changed": directoryModified,
  "windows-event": otherSecurityEvent,
};

/** Security channel, as the agent flattens it. */
export const securityEventLog: LogDefinition = {
  table,
  summary: ["Activity", "Computer", "Account", "TargetAccount", "NewProcessName", "CommandLine", "IpAddress"],
  collection: "event-agent",
  kinds: Object.keys(AUDITORS) as ActivityKind[],
  rows: (activity, context) => {
    const audit = AUDITORS[activity.kind] as Auditor<ActivityKind> | undefined;
    const audited = audit?.(activity, context.organisation.domain) ?? [];
    return [audited].flat().flatMap((event) => record(event, activity, context) ?? []);
  },
  native: securityNative(table),
};

/** One event's row; null where the audit policy leaves it out. Then it gets no record number either: the event never was. */
function record(event: SecurityEventData, activity: Activity, context: SensorContext): LogRow | null {
  const { host } = activity;
  const subcategory = AUDIT_SUBCATEGORIES[SECURITY_EVENTS[event.eventId]?.task ?? 0];
  if (subcategory !== undefined && !context.isCollected(host.name, `SecurityEvent/${subcategory}`)) return null;
  const recordNumber = context.nextRecordId(host.name, "Security");
  return {
    at: context.clock(host.name, addMicros(activity.at, event.afterMicros ?? 0)),
    subMicroTicks: context.draw(activity, "ticks", 10),
    hostName: host.name,
    recordNumber,
    cells: securityCells(event, host, recordNumber, context),
  };
}

/** Account management, task registration, a cleared log and the like, which an activity states in full. */
function otherSecurityEvent(event: WindowsEventLogged): SecurityEventData | null {
  if (event.channel !== "Security" || event.named === null) return null;
  const { named } = event;
  const catalogued = SECURITY_EVENTS[event.eventId]?.fields.map((field) => named.find((data) => data.name === field)?.value ?? "");
  return {
    eventId: event.eventId,
    isSuccess: true,
    values: catalogued ?? named.map((data) => data.value),
    other: { title: event.message.split(/\r?\n/, 1)[0] ?? "", version: 0, task: 0, fields: named.map((data) => data.name) },
  };
}
