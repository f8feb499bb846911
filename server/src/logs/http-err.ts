import type { SimTime } from "../base/sim-time.ts";
import { findApplication } from "../range/exchange/applications.ts";
import type { Activity, HttpRequest } from "../range/activity.ts";
import type { LogDefinition, LogRow, NativeLog, SensorContext } from "./log.ts";
import schema from "./schemas/HttpErr_CL.json" with { type: "json" };
import { clockStamp, dateStamp, wholeSecond } from "./stamp.ts";
import { cellIndexes, defineTable, rowShape } from "./table.ts";

interface ErrLine {
  readonly connection: Pick<HttpRequest, "host" | "clientIp" | "clientPort" | "serverIp" | "port">;
  readonly fault: Fault;
  /** Null: the connection was merely idle. */
  readonly request: HttpRequest | null;
}

/** What http.sys noticed by itself. */
interface Fault {
  readonly reason: "Timer_ConnectionIdle" | "Connection_Dropped" | "Connection_Abandoned_By_ReqQueue" | "AppOffline";
  readonly status: string;
}

const IDLE: Fault = { reason: "Timer_ConnectionIdle", status: "-" };
const DROPPED: Fault = { reason: "Connection_Dropped", status: "-" };
const ABANDONED: Fault = { reason: "Connection_Abandoned_By_ReqQueue", status: "-" };
const OFFLINE: Fault = { reason: "AppOffline", status: "503" };

/** ERROR_NETNAME_DELETED: the client was gone when the answer came. */
const NETNAME_DELETED = 64;

const FOLDER = "C:\\Windows\\System32\\LogFiles\\HTTPERR";

const shape = rowShape<ErrLine>({
  cIP: ({ connection }) => connection.clientIp,
  cPort: ({ connection }) => String(connection.clientPort),
  sIP: ({ connection }) => connection.serverIp,
  sPort: ({ connection }) => String(connection.port),
  csVersion: ({ request }) => (request === null ? "-" : "HTTP/1.1"),
  csMethod: ({ request }) => request?.method ?? "-",
  csUri: ({ request }) => (request === null ? "-" : uriOf(request)),
  scStatus: ({ fault }) => fault.status,
  sSiteId: ({ request }) => (request === null ? "-" : "1"),
  sReason: ({ fault }) => fault.reason,
  sQueueName: ({ request }) => (request === null ? "-" : (findApplication(request.stem)?.pool ?? "DefaultAppPool")),
  Computer: ({ connection }) => connection.host.fqdn,
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
  kinds: ["http-request", "request-abandoned", "connection-idled"],
  rows: (activity, context) => {
    const line = lineOf(activity);
    return line === null ? [] : [rowOf(line, activity.at, context)];
  },
  native: httpErrNative(),
};

function lineOf(activity: Activity): ErrLine | null {
  if (activity.kind === "connection-idled") return { connection: activity, fault: IDLE, request: null };
  if (activity.kind === "request-abandoned") return { connection: activity.request, fault: ABANDONED, request: activity.request };
  const fault = activity.kind === "http-request" ? faultOf(activity) : null;
  return fault === null || activity.kind !== "http-request" ? null : { connection: activity, fault, request: activity };
}

function rowOf(line: ErrLine, when: SimTime, context: SensorContext): LogRow {
  const { host } = line.connection;
  const at = wholeSecond(context.clock(host.name, when));
  return { at, subMicroTicks: 0, hostName: host.name, recordNumber: 0, cells: shape.cellsOf(line) };
}

function faultOf(request: HttpRequest): Fault | null {
  if (request.status === 503) return OFFLINE;
  return request.win32Status === NETNAME_DELETED ? DROPPED : null;
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
