import { MICROS_PER_SECOND, addMicros } from "../base/sim-time.ts";
import type { SimTime } from "../base/sim-time.ts";
import { findApplication } from "../range/exchange/applications.ts";
import type { HttpRequest } from "../range/activity.ts";
import type { LogDefinition, LogRow, NativeLog, SensorContext } from "./log.ts";
import schema from "./schemas/HttpErr_CL.json" with { type: "json" };
import { clockStamp, dateStamp, wholeSecond } from "./stamp.ts";
import { cellIndexes, defineTable, rowShape } from "./table.ts";

interface ErrLine {
  readonly request: HttpRequest;
  readonly context: SensorContext;
  readonly fault: Fault;
}

/** What http.sys noticed by itself. A connection that was merely idle has no request to speak of. */
interface Fault {
  readonly reason: "Timer_ConnectionIdle" | "Connection_Dropped" | "Connection_Abandoned_By_ReqQueue" | "AppOffline";
  readonly status: string;
  readonly hasRequest: boolean;
}

const IDLE: Fault = { reason: "Timer_ConnectionIdle", status: "-", hasRequest: false };
const DROPPED: Fault = { reason: "Connection_Dropped", status: "-", hasRequest: true };
const ABANDONED: Fault = { reason: "Connection_Abandoned_By_ReqQueue", status: "-", hasRequest: true };
const OFFLINE: Fault = { reason: "AppOffline", status: "503", hasRequest: true };

/** ERROR_NETNAME_DELETED: the client was gone when the answer came. */
const NETNAME_DELETED = 64;
/** Connections that idle out are the usual thing; one in so many new ones follows such an end. */
const IDLE_ODDS = 4;

const FOLDER = "C:\\Windows\\System32\\LogFiles\\HTTPERR";

const shape = rowShape<ErrLine>({
  cIP: ({ request }) => request.clientIp,
  // What idled out was an earlier connection of this client's.
  cPort: ({ request, context, fault }) => String(fault.hasRequest ? request.clientPort : 49_152 + context.draw(request, "port", 16_384)),
  sIP: ({ request }) => request.serverIp,
  sPort: ({ request }) => String(request.port),
  csVersion: ({ fault }) => (fault.hasRequest ? "HTTP/1.1" : "-"),
  csMethod: ({ fault, request }) => (fault.hasRequest ? request.method : "-"),
  csUri: ({ fault, request }) => (fault.hasRequest ? uriOf(request) : "-"),
  scStatus: ({ fault }) => fault.status,
  sSiteId: ({ fault }) => (fault.hasRequest ? "1" : "-"),
  sReason: ({ fault }) => fault.reason,
  sQueueName: ({ fault, request }) => (fault.hasRequest ? (findApplication(request.stem)?.pool ?? "DefaultAppPool") : "-"),
  Computer: ({ request }) => request.host.fqdn,
  FilePath: () => `${FOLDER}\\httperr1.log`,
});

const table = defineTable(
  {
    name: "HttpErr_CL",
    doc: "What the web server's kernel driver answered or ended by itself: idle connections, clients that hung up, applications that were down.",
    blindSpot: "Nearly all of it is idle connections; it names no user, and requests that reached IIS in good order are not here.",
    sample: 'HttpErr_CL\n| where sReason != "Timer_ConnectionIdle"\n| summarize count() by sReason, csUri, sQueueName',
  },
  schema,
  shape.names,
  {},
  {
    sReason: "Timer_ConnectionIdle, Connection_Dropped, Connection_Abandoned_By_ReqQueue (its worker ended), AppOffline",
    sQueueName: "Application pool",
  },
);

/** `LogFiles\HTTPERR`: http.sys, before and behind IIS. Format: Microsoft, "Format of the HTTP Server API Error Logs". */
export const httpErrLog: LogDefinition = {
  table,
  summary: ["sReason", "csMethod", "csUri", "cIP", "scStatus"],
  collection: "file-tail",
  kinds: ["http-request", "request-abandoned"],
  rows: (activity, context) => {
    if (activity.kind === "request-abandoned") return [rowOf(activity.request, ABANDONED, activity.at, context)];
    if (activity.kind !== "http-request") return [];
    const fault = faultOf(activity, context);
    if (fault === null) return [];
    return [rowOf(activity, fault, timeOf(activity, fault, context), context)];
  },
  native: httpErrNative(),
};

function rowOf(request: HttpRequest, fault: Fault, when: SimTime, context: SensorContext): LogRow {
  const at = wholeSecond(context.clock(request.host.name, when));
  return { at, subMicroTicks: 0, hostName: request.host.name, recordNumber: 0, cells: shape.cellsOf({ request, context, fault }) };
}

function faultOf(request: HttpRequest, context: SensorContext): Fault | null {
  if (request.status === 503) return OFFLINE;
  if (request.win32Status === NETNAME_DELETED) return DROPPED;
  const beginsConnection = request.status === 401 && request.subStatus === 2;
  return beginsConnection && context.draw(request, "idle", IDLE_ODDS) === 0 ? IDLE : null;
}

/** A client connects anew because its old connection had idled out some time before. */
function timeOf(request: HttpRequest, fault: Fault, context: SensorContext): SimTime {
  return fault === IDLE ? addMicros(request.at, -(5 + context.draw(request, "since", 170)) * MICROS_PER_SECOND) : request.at;
}

function uriOf({ stem, query }: HttpRequest): string {
  return (query === "" ? stem : `${stem}?${query}`).replaceAll(" ", "+");
}

const FIELDS = "date time c-ip c-port s-ip s-port cs-version cs-method cs-uri sc-status s-siteid s-reason s-queuename";

function httpErrNative(): NativeLog {
  const indexes = cellIndexes(table, table.filled.slice(1, -2));
  return {
    hasBom: false,
    fileOf: (row) => `${row.hostName}/Windows/System32/LogFiles/HTTPERR/httperr1.log`,
    header: (_file, first) =>
      `#Software: Microsoft HTTP API 2.0\r\n#Version: 1.0\r\n#Date: ${dateStamp(first.at)} ${clockStamp(first.at)}\r\n#Fields: ${FIELDS}\r\n`,
    line: (row) => `${dateStamp(row.at)} ${clockStamp(row.at)} ${indexes.map((index) => row.cells[index]).join(" ")}\r\n`,
  };
}
