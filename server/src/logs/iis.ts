import { MICROS_PER_MS, addMicros } from "../base/sim-time.ts";
import type { SimTime } from "../base/sim-time.ts";
import type { BackEndCall, HostRef, HttpRequest } from "../range/activity.ts";
import { isExchange2010 } from "./since-2013.ts";
import { frontEndQuery, query2010 } from "./iis-query.ts";
import type { LogDefinition, LogRow, SensorContext } from "./log.ts";
import { iisFileName, iisNative } from "./native/iis-file.ts";
import schema from "./schemas/W3CIISLog.json" with { type: "json" };
import { wholeSecond } from "./stamp.ts";
import { defineTable, rowShape } from "./table.ts";

interface Site {
  readonly name: string;
  readonly folder: string;
}

const FRONT_END: Site = { name: "Default Web Site", folder: "W3SVC1" };
const BACK_END: Site = { name: "Exchange Back End", folder: "W3SVC2" };

/** One IIS line, still in IIS's own words. */
interface IisLine {
  readonly request: HttpRequest;
  readonly host: HostRef;
  readonly site: Site;
  readonly at: SimTime;
  readonly serverIp: string;
  readonly stem: string;
  readonly query: string;
  readonly port: number;
  readonly user: string;
  readonly clientIp: string;
  readonly status: number;
  readonly subStatus: number;
  readonly win32Status: number;
  readonly timeTakenMs: number;
  readonly opensLog: boolean;
  readonly context: SensorContext;
}

const shape = rowShape<IisLine>({
  sSiteName: (line) => line.site.name,
  sComputerName: (line) => line.host.name,
  sIP: (line) => line.serverIp,
  csMethod: (line) => line.request.method,
  csUriStem: (line) => plus(line.stem),
  csUriQuery: (line) => plus(line.query),
  sPort: (line) => line.port,
  csUserName: (line) => plus(line.user),
  cIP: (line) => line.clientIp,
  csUserAgent: (line) => plus(line.request.userAgent),
  csReferer: (line) => plus(line.request.referer),
  scStatus: (line) => String(line.status),
  scSubStatus: (line) => String(line.subStatus),
  scWin32Status: (line) => String(line.win32Status),
  TimeTaken: (line) => line.timeTakenMs,
  FileUri: (line) =>
    `C:\\inetpub\\logs\\LogFiles\\${line.site.folder}\\${iisFileName(line.at, line.context.organisation.logsForwardedFor)}`,
  Computer: (line) => line.host.fqdn,
  TenantId: (line) => line.context.organisation.workspaceId,
  ManagementGroupName: (line) => `AOI-${line.context.organisation.workspaceId}`,
  SourceSystem: () => "OpsManager",
  Type: () => "W3CIISLog",
  _ResourceId: (line) => line.context.resourceId(line.host.name),
});

const table = defineTable(
  {
    name: "W3CIISLog",
    doc: "Every request that IIS answered on an Exchange server: the front end on ports 443 and 80, the back end on 444 and 81, stamped when the request ended.",
    blindSpot: "No request bodies, cookies, host names or bytes, whole seconds only, and on back-end rows the client is the front end.",
    sample:
      'W3CIISLog\n| where sSiteName == "Default Web Site" and csMethod == "POST"\n| summarize count() by csUriStem, scStatus\n| top 20 by count_',
  },
  schema,
  shape.names,
  { sComputerName: "string", FileUri: "string", TenantId: "string" },
  {
    csUriQuery: "Query as received, then Exchange's own suffix; cafeReqId is RequestId of ExchangeHttpProxy_CL",
    scStatus: "A string, as published",
    sSiteName: "Default Web Site (front end) or Exchange Back End",
    TimeTaken: "Milliseconds, client send and receive time included",
  },
);

/** IIS logs of both Exchange sites. One HTTP request is one front-end line and, when it was proxied, one back-end line. */
export const iisLog: LogDefinition = {
  table,
  summary: ["csMethod", "csUriStem", "scStatus", "cIP", "csUserName", "sSiteName"],
  collection: "file-tail",
  kinds: ["http-request"],
  rows: (activity, context) => {
    if (activity.kind !== "http-request") return [];
    const front = frontEndRow(activity, context);
    if (activity.backEnd === null || (isExchange2010(activity.backEnd.server) && activity.backEnd.server === activity.host)) return [front];
    return [backEndRow(activity, activity.backEnd, context), front];
  },
  native: iisNative(table),
};

function frontEndRow(request: HttpRequest, context: SensorContext): LogRow {
  // IIS finishes a little after Exchange's module: it still sends the answer.
  const sendingMs = Math.min(Math.max(request.timeTakenMs - request.totalMs, 0), 300);
  return row({
    request,
    host: request.host,
    site: FRONT_END,
    at: addMicros(request.at, Math.floor((sendingMs * MICROS_PER_MS) / 3)),
    serverIp: request.serverIp,
    stem: request.stem,
    query: isExchange2010(request.host) ? query2010(request) : frontEndQuery(request),
    port: request.port,
    user: request.iisUser,
    clientIp: request.clientIp,
    status: request.status,
    subStatus: request.subStatus,
    win32Status: request.win32Status,
    timeTakenMs: request.timeTakenMs,
    opensLog: request.opensLog,
    context,
  });
}

function backEndRow(request: HttpRequest, call: BackEndCall, context: SensorContext): LogRow {
  return row({
    request,
    host: call.server,
    // A server of 2010 has one site, for clients and for other servers.
    site: isExchange2010(call.server) ? FRONT_END : BACK_END,
    at: addMicros(request.at, -Math.min(Math.max(request.totalMs - call.processingMs, 0), 2) * MICROS_PER_MS),
    serverIp: call.serverIp,
    stem: call.stem,
    query: isExchange2010(call.server) ? query2010(request) : call.query,
    port: isExchange2010(call.server) ? 443 : call.port,
    user: call.user,
    clientIp: call.peerIp,
    status: call.status,
    subStatus: call.subStatus,
    win32Status: call.win32Status,
    timeTakenMs: call.processingMs,
    opensLog: call.opensLog,
    context,
  });
}

const OPENS_BLOCK = { opensBlock: true } as const;
const OF_2010 = { isOf2010: true } as const;

function row(line: IisLine): LogRow {
  const at = wholeSecond(line.context.clock(line.host.name, line.at));
  const written = { at, subMicroTicks: 0, hostName: line.host.name, recordNumber: 0, cells: shape.cellsOf({ ...line, at }) };
  const opening = line.opensLog ? { ...written, ...OPENS_BLOCK } : written;
  if (isExchange2010(line.host)) return { ...opening, ...OF_2010 };
  return line.context.organisation.logsForwardedFor ? { ...opening, nativeOnly: [plus(forwardedFor(line))] } : opening;
}

/** `X-Forwarded-For` as this site got it: the front end adds the address that it saw itself when it asks the back end. */
function forwardedFor({ request, site }: IisLine): string {
  if (site === FRONT_END) return request.forwardedFor;
  return request.forwardedFor === "" ? request.clientIp : `${request.forwardedFor}, ${request.clientIp}`;
}

/** IIS writes a blank as `+` and nothing as `-`. */
function plus(text: string): string {
  if (text === "") return "-";
  return text.includes(" ") ? text.replaceAll(" ", "+") : text;
}
