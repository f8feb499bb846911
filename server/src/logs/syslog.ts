import { wholeSecond } from "./stamp.ts";
import type { SimTime } from "../base/sim-time.ts";
import { toTicks } from "../base/sim-time.ts";
import type { SyslogWritten } from "../range/activity.ts";
import type { LogDefinition, NativeLog, SensorContext } from "./log.ts";
import { syslogStamp } from "./native/syslog-stamp.ts";
import schema from "./schemas/Syslog.json" with { type: "json" };
import { cellIndexes, defineTable, rowShape } from "./table.ts";

interface Line {
  readonly said: SyslogWritten;
  readonly at: SimTime;
  readonly context: SensorContext;
}

const shape = rowShape<Line>({
  SourceSystem: () => "Linux",
  Computer: ({ said }) => said.host.name.toLowerCase(),
  EventTime: ({ at }) => toTicks(at),
  Facility: ({ said }) => said.facility,
  HostName: ({ said }) => said.host.name.toLowerCase(),
  SeverityLevel: ({ said }) => said.severity,
  SyslogMessage: ({ said }) => said.message,
  ProcessID: ({ said }) => said.processId,
  HostIP: ({ said }) => said.host.ip,
  ProcessName: ({ said }) => said.program,
  CollectorHostName: ({ said }) => said.host.name.toLowerCase(),
  Type: () => "Syslog",
  _ResourceId: ({ said, context }) => context.resourceId(said.host.name),
});

const table = defineTable(
  {
    name: "Syslog",
    doc: "The Linux machine that relays mail: who connected, each message's way by queue id, tasks, administrators.",
    blindSpot: "It sees envelopes, not mailboxes; whoever is turned away there never shows on Exchange.",
    sample:
      'Syslog\n| where ProcessName == "postfix/smtp" and SyslogMessage has "status=sent"\n| parse SyslogMessage with QueueId ": to=<" Recipient ">" *',
  },
  schema,
  shape.names,
  {},
  { SyslogMessage: "InternalId in an answer of Exchange's is internalMessageId of MessageTrackingLog_CL" },
);

/** Lines of a relay, as its agent sends them on. Exists where the cast has one. */
export const syslogLog: LogDefinition = {
  table,
  summary: ["ProcessName", "SyslogMessage"],
  collection: "event-agent",
  kinds: ["syslog-written"],
  rows: (activity, context) => {
    if (activity.kind !== "syslog-written") return [];
    const at = wholeSecond(context.clock(activity.host.name, activity.at));
    const cells = shape.cellsOf({ said: activity, at, context });
    return [{ at, subMicroTicks: 0, hostName: activity.host.name, recordNumber: 0, cells }];
  },
  native: syslogNative(),
};

const FILES: Readonly<Record<string, string>> = { mail: "mail.log", authpriv: "auth.log" };

function syslogNative(): NativeLog {
  const [facilityAt = -1, hostAt = -1, programAt = -1, processAt = -1, messageAt = -1] = cellIndexes(table, [
    "Facility",
    "HostName",
    "ProcessName",
    "ProcessID",
    "SyslogMessage",
  ]);
  return {
    hasBom: false,
    fileOf: (row) => `${row.hostName}/var/log/${FILES[String(row.cells[facilityAt])] ?? "syslog"}`,
    header: () => "",
    line: ({ at, cells }) =>
      `${syslogStamp(at)} ${String(cells[hostAt])} ${String(cells[programAt])}[${String(cells[processAt])}]: ${String(cells[messageAt])}\n`,
  };
}
