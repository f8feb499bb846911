import type { SimTime } from "../base/sim-time.ts";
import type { EcpCommand } from "../range/activity.ts";
import { ecpEventData } from "./ecp-event-data.ts";
import type { LogDefinition, NativeLog, SensorContext } from "./log.ts";
import { numberedFile } from "./log-instance.ts";
import { csvCell } from "./native/csv.ts";
import { exchangeHeader } from "./native/exchange-header.ts";
import schema from "./schemas/ExchangeEcpServer_CL.json" with { type: "json" };
import { dayDigits, milliStamp, wholeMilli } from "./stamp.ts";
import { cellIndexes, defineTable, rowShape } from "./table.ts";

interface EcpLine {
  readonly command: EcpCommand;
  readonly at: SimTime;
  readonly context: SensorContext;
}

const FOLDER = "C:\\Program Files\\Microsoft\\Exchange Server\\V15\\Logging\\ECP\\Server";

const shape = rowShape<EcpLine>({
  TimeStamp: (line) => milliStamp(line.at),
  ServerName: (line) => line.command.host.name,
  EventId: () => "ECP.Request",
  EventData: (line) => ecpEventData(line.command),
  Computer: (line) => line.command.host.fqdn,
  FilePath: ({ command, at, context }) =>
    `${FOLDER}\\ECPServer${numberedFile(context.directory.restartsOf(command.host.name), "web", dayDigits, at)}`,
  TenantId: (line) => line.context.organisation.workspaceId,
  Type: () => "ExchangeEcpServer_CL",
  _ResourceId: (line) => line.context.resourceId(line.command.host.name),
});

const table = defineTable(
  {
    name: "ExchangeEcpServer_CL",
    doc: "Commands that the Exchange Control Panel ran for a browser: which cmdlet with which parameters, under which URL and session.",
    blindSpot:
      "It names neither user nor client address; join by time and URL with ExchangeHttpProxy_CL and W3CIISLog, by ACTID with Event.",
    sample:
      'ExchangeEcpServer_CL\n| where EventData has "VirtualDirectory"\n| extend Command = extract(@"S:CMD=([^;]+)", 1, EventData)\n| project TimeGenerated, ServerName, Command',
  },
  schema,
  shape.names,
  {},
  { EventData: "S:KEY=value pairs; entries with punctuation are wrapped in single quotes" },
);

const FIELDS = ["TimeStamp", "ServerName", "EventId", "EventData"];

/** `Logging\ECP\Server\ECPServerYYYYMMDD-N.LOG`. */
export const ecpServerLog: LogDefinition = {
  table,
  summary: ["EventId", "EventData", "ServerName"],
  collection: "file-tail",
  kinds: ["ecp-command"],
  rows: (activity, context) => {
    if (activity.kind !== "ecp-command") return [];
    const at = wholeMilli(context.clock(activity.host.name, activity.at));
    const cells = shape.cellsOf({ command: activity, at, context });
    return [{ at, subMicroTicks: 0, hostName: activity.host.name, recordNumber: 0, cells }];
  },
  native: ecpNative(),
};

function ecpNative(): NativeLog {
  const indexes = cellIndexes(table, FIELDS);
  const [path] = cellIndexes(table, ["FilePath"]) as [number];
  return {
    hasBom: true,
    fileOf: (row) => `${row.hostName}/Logging/ECP/Server/${String(row.cells[path]).slice(FOLDER.length + 1)}`,
    header: (_file, first) => exchangeHeader("15.0.0.0", "ECP Server Log", first.at, FIELDS.join(",")),
    line: (row) => `${indexes.map((index) => csvCell(String(row.cells[index]))).join(",")}\r\n`,
  };
}
