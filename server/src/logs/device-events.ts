import type { ProcessAccessed, ProcessStarted, WindowsEventLogged } from "../range/activity.ts";
import { INITIATING_PROCESS, deviceColumns, startOf } from "./device/device-line.ts";
import type { DeviceLine } from "./device/device-line.ts";
import { deviceLog, ONE_ROW } from "./device/device-log.ts";
import { powershellCommands } from "./device/powershell-commands.ts";
import type { LogCell } from "./log.ts";
import schema from "./schemas/DeviceEvents.json" with { type: "json" };
import { defineTable, rowShape } from "./table.ts";

type Reported = ProcessAccessed | ProcessStarted | WindowsEventLogged;
type Line = DeviceLine & { readonly activity: Reported };

/** Events of other providers that the sensor turns into a row of its own: provider and id → action. */
const ACTIONS: Readonly<Record<string, string>> = {
  "Service Control Manager/7045": "ServiceInstalled",
  "Microsoft-Windows-Security-Auditing/4698": "ScheduledTaskCreated",
  "Microsoft-Windows-Security-Auditing/4699": "ScheduledTaskDeleted",
  "Microsoft-Windows-Security-Auditing/4702": "ScheduledTaskUpdated",
  "Microsoft-Windows-Security-Auditing/4720": "UserAccountCreated",
  "Microsoft-Windows-Security-Auditing/4732": "UserAccountAddedToLocalGroup",
  "Microsoft-Windows-Security-Auditing/1102": "SecurityLogCleared",
  "Microsoft-Windows-Eventlog/1102": "SecurityLogCleared",
  "Microsoft-Windows-Windows Defender/1001": "AntivirusScanCompleted",
  "Microsoft-Windows-Windows Defender/1116": "AntivirusDetection",
  "Microsoft-Windows-Windows Defender/2000": "AntivirusDefinitionsUpdated",
};

/** The target of an opened process; only `lsass.exe` is worth the sensor's row. */
const WATCHED_PROCESS = "lsass.exe";

const shape = rowShape<Line>({
  ...deviceColumns("DeviceEvents"),
  FileName: (line) => target(line, (process) => process.fileName),
  FolderPath: (line) => target(line, (process) => process.path),
  ProcessId: ({ activity }) => (activity.kind === "process-accessed" ? activity.target.pid : null),
  ProcessCommandLine: (line) => target(line, (process) => process.commandLine),
  ProcessCreationTime: (line) => (line.activity.kind === "process-accessed" ? startOf(line, line.activity.target) : null),
  SHA1: (line) => target(line, (process) => process.sha1),
  SHA256: (line) => target(line, (process) => process.sha256),
  MD5: (line) => target(line, (process) => process.md5),
  AdditionalFields: ({ activity, detail }) => JSON.stringify(additional(activity, detail)),
  ...withoutUnknown(INITIATING_PROCESS, schema),
});

/** Everything that has no table of its own: opened processes, commands of PowerShell, services, tasks, antivirus. */
export const deviceEventsLog = deviceLog({
  table: defineTable(
    {
      name: "DeviceEvents",
      doc: "What the EDR sensor reports beside processes, files and connections: opened processes, commands of PowerShell, services, tasks, accounts, antivirus.",
      blindSpot: "A mixed bag: the meaning of its columns depends on ActionType, and details are in AdditionalFields.",
      sample: "DeviceEvents\n| summarize count() by ActionType\n| order by count_",
    },
    schema,
    shape.names,
    {},
    {
      AdditionalFields: {
        doc: "Details of this ActionType",
        fields: [["Command"], ["ServiceName"], ["TaskName"], ["DesiredAccess"], ["ThreatName"]],
      },
    },
  ),
  summary: ["ActionType", "FileName", "AdditionalFields", "InitiatingProcessFileName", "DeviceName"],
  kinds: ["process-accessed", "process-started", "windows-event"],
  shape,
  actionOf: (activity) => {
    if (activity.kind === "windows-event") return ACTIONS[`${activity.provider}/${activity.eventId}`] ?? null;
    if (activity.kind === "process-started") return "PowerShellCommand";
    return activity.target.fileName.toLowerCase() === WATCHED_PROCESS ? "OpenProcessApiCall" : null;
  },
  initiatorOf: (activity) => (activity.kind === "windows-event" ? null : activity.process),
  detailsOf: (activity) => (activity.kind === "process-started" ? powershellCommands(activity.process) : ONE_ROW),
});

function target({ activity }: Line, read: (process: ProcessAccessed["target"]) => string): string {
  return activity.kind === "process-accessed" ? read(activity.target) : "";
}

function additional(activity: Reported, detail: string): Readonly<Record<string, unknown>> {
  if (activity.kind === "process-started") return { Command: detail };
  if (activity.kind === "process-accessed") return { DesiredAccess: Number(activity.grantedAccess) };
  const named = activity.named ?? activity.strings.map((value, index) => ({ name: `Param${index + 1}`, value }));
  return Object.fromEntries(named.map(({ name, value }) => [name.replaceAll(" ", ""), value]));
}

/** This table knows fewer things about the acting process than its sisters. */
function withoutUnknown(
  readers: typeof INITIATING_PROCESS,
  columns: Readonly<Record<string, string>>,
): Readonly<Record<string, (line: DeviceLine) => LogCell>> {
  return Object.fromEntries(Object.entries(readers).filter(([name]) => Object.hasOwn(columns, name)));
}
