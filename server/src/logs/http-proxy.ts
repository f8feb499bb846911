import { seenClient } from "./seen-client.ts";
import type { SimTime } from "../base/sim-time.ts";
import type { BackEndCall, HttpRequest, ProxyProtocol } from "../range/activity.ts";
import { buildOf, targetVersion } from "./exchange-version.ts";
import { answeredInfo, proxiedInfo } from "./http-proxy-generic-info.ts";
import { splitLatency } from "./http-proxy-latency.ts";
import type { ProxyLatencies } from "./http-proxy-latency.ts";
import type { LogCell, LogDefinition, SensorContext } from "./log.ts";
import { numberedFile } from "./log-instance.ts";
import { httpProxyNative } from "./native/http-proxy-file.ts";
import schema from "./schemas/ExchangeHttpProxy_CL.json" with { type: "json" };
import { hourDigits, wholeMilli } from "./stamp.ts";
import { defineTable, rowShape } from "./table.ts";

interface ProxyLine {
  readonly request: HttpRequest;
  readonly protocol: ProxyProtocol;
  readonly at: SimTime;
  readonly context: SensorContext;
  /** Null when the front end answered by itself: then most columns stay empty. */
  readonly proxied: { readonly call: BackEndCall; readonly latencies: ProxyLatencies } | null;
}

const FOLDER = "C:\\Program Files\\Microsoft\\Exchange Server\\V15\\Logging\\HttpProxy";

const shape = rowShape<ProxyLine>({
  RequestId: (line) => line.request.requestId,
  MajorVersion: (line) => String(buildOf(line.request.host).major),
  MinorVersion: (line) => String(buildOf(line.request.host).minor),
  BuildVersion: (line) => String(buildOf(line.request.host).build),
  RevisionVersion: (line) => String(buildOf(line.request.host).revision),
  ClientRequestId: (line) => blankCommas(line.request.clientRequestId),
  Protocol: (line) => line.protocol,
  UrlHost: (line) => blankCommas(line.request.urlHost),
  UrlStem: (line) => blankCommas(line.request.stem),
  ProtocolAction: (line) => line.request.protocolAction,
  AuthenticationType: (line) => line.request.authenticationType,
  IsAuthenticated: (line) => (line.request.isAuthenticated ? "true" : "false"),
  AuthenticatedUser: (line) => blankCommas(line.request.proxyUser),
  Organization: (line) => (line.protocol === "Mapi" && line.request.isAuthenticated ? line.context.organisation.domain : ""),
  AnchorMailbox: (line) => blankCommas(line.request.anchorMailbox),
  UserAgent: (line) => blankCommas(line.request.userAgent),
  ClientIpAddress: (line) => seenClient(line.request),
  ServerHostName: (line) => line.request.host.name,
  HttpStatus: (line) => String(line.request.status),
  BackEndStatus: (line) => whenProxied(line, (call) => call.status),
  Method: (line) => line.request.method,
  ProxyAction: (line) => (line.proxied === null ? "" : "Proxy"),
  TargetServer: (line) => whenProxied(line, (call) => blankCommas(call.targetServer)),
  TargetServerVersion: (line) => whenProxied(line, (call) => (isRealTarget(call) ? targetVersion(buildOf(call.server)) : "")),
  RoutingType: (line) => (line.proxied === null ? "" : "IntraForest"),
  RoutingHint: (line) => line.request.routingHint,
  BackEndCookie: (line) => line.request.backEndCookie,
  RequestBytes: (line) => String(line.request.requestBytes),
  ResponseBytes: (line) => whenProxied(line, () => line.request.responseBytes),
  HttpPipelineLatency: (line) => whenProxied(line, (_, split) => split.stages.pipeline),
  CalculateTargetBackEndLatency: (line) => whenProxied(line, (_, split) => split.routing),
  TotalGlsLatency: zeroWhenProxied,
  TotalAccountForestLatency: zeroWhenProxied,
  TotalResourceForestLatency: zeroWhenProxied,
  ADLatency: (line) => whenProxied(line, (_, split) => split.directory),
  TotalSharedCacheLatency: zeroWhenProxied,
  ActivityContextLifeTime: (line) => String(line.request.totalMs),
  ModuleToHandlerSwitchingLatency: (line) => whenProxied(line, (_, split) => split.stages.toHandler),
  ClientReqStreamLatency: (line) => whenProxied(line, (_, { body }) => body?.fromClient ?? ""),
  BackendReqInitLatency: (line) => whenProxied(line, (_, { body }) => body?.opening ?? ""),
  BackendReqStreamLatency: (line) => whenProxied(line, (_, { body }) => body?.sending ?? ""),
  BackendProcessingLatency: (line) => whenProxied(line, (_, split) => split.backEnd),
  BackendRespInitLatency: (line) => whenProxied(line, (_, split) => split.answering.beginning),
  BackendRespStreamLatency: (line) => whenProxied(line, (_, split) => split.answering.reading),
  ClientRespStreamLatency: (line) => whenProxied(line, (_, split) => split.toClient),
  // The front end speaks to every back end as its own machine account, whoever asked: also for a request that nobody signed in.
  KerberosAuthHeaderLatency: (line) => whenProxied(line, (_, split) => split.stages.ticket),
  HandlerCompletionLatency: (line) => whenProxied(line, (_, split) => split.stages.completion),
  RequestHandlerLatency: (line) => whenProxied(line, (_, split) => split.total),
  HandlerToModuleSwitchingLatency: (line) => whenProxied(line, (_, split) => split.stages.fromHandler),
  ProxyTime: (line) => whenProxied(line, (_, split) => split.proxyTime),
  CoreLatency: (line) => String(line.proxied?.latencies.overhead ?? line.request.totalMs),
  RoutingLatency: (line) => whenProxied(line, (_, split) => split.overhead),
  HttpProxyOverhead: (line) => String(line.proxied?.latencies.overhead ?? line.request.totalMs),
  TotalRequestTime: (line) => String(line.request.totalMs),
  UrlQuery: (line) => (line.request.query === "" ? "" : `?${blankCommas(line.request.query)}`),
  GenericInfo: (line) =>
    blankCommas(
      line.proxied === null
        ? answeredInfo(line.request, line.at)
        : proxiedInfo(line.request, line.proxied.call, line.proxied.latencies, line.at, line.context.organisation.domainController),
    ),
  GenericErrors: (line) => blankCommas(line.request.genericErrors),
  DatabaseGuid: (line) => whenProxied(line, (call) => (call.databaseGuid === "" ? "" : `|RoutingDB:${call.databaseGuid}`)),
  RoutingStatus: (line) => (line.proxied === null ? "" : "CafeV1"),
  FilePath: (line) =>
    `${FOLDER}\\${line.protocol}\\HttpProxy_${numberedFile(line.context.directory.restartsOf(line.request.host.name), "web", hourDigits, line.at)}`,
});

const table = defineTable(
  {
    name: "ExchangeHttpProxy_CL",
    doc: "What the front end's proxy module did with each request: who, routed by what, to which back end, and how long each stage took.",
    blindSpot:
      "Static files never reach the module, every value is text, and a row says where a request was sent, not what the mailbox answered.",
    sample:
      'ExchangeHttpProxy_CL\n| where Protocol == "Owa" and HttpStatus == "200"\n| project TimeGenerated, ClientIpAddress, AuthenticatedUser, UrlStem, RequestId',
  },
  schema,
  shape.names,
  {},
  {
    TimeGenerated: "When the request ended (DateTime)",
    RequestId: "The same as cafeReqId in W3CIISLog.csUriQuery",
    AnchorMailbox: "What the request was routed by",
    TotalRequestTime: "Milliseconds, as text",
    FilePath: "Log file that the row came from",
  },
);

/** HttpProxy logs (74 fields, Exchange 2016 CU18 and later), one folder per protocol, one file per hour. */
export const httpProxyLog: LogDefinition = {
  table,
  summary: ["Method", "UrlStem", "HttpStatus", "ClientIpAddress", "AuthenticatedUser", "AnchorMailbox"],
  collection: "file-tail",
  kinds: ["http-request"],
  rows: (activity, context) => {
    if (activity.kind !== "http-request" || activity.protocol === null) return [];
    const at = wholeMilli(context.clock(activity.host.name, activity.at));
    const call = activity.backEnd;
    const proxied = call === null ? null : { call, latencies: splitLatency(activity, call.processingMs, context) };
    const cells = shape.cellsOf({ request: activity, protocol: activity.protocol, at, context, proxied });
    return [{ at, subMicroTicks: 0, hostName: activity.host.name, recordNumber: 0, cells }];
  },
  native: httpProxyNative(table),
};

function whenProxied(line: ProxyLine, read: (call: BackEndCall, latencies: ProxyLatencies) => string | number): LogCell {
  return line.proxied === null ? "" : String(read(line.proxied.call, line.proxied.latencies));
}

function zeroWhenProxied(line: ProxyLine): LogCell {
  return line.proxied === null ? "" : "0";
}

/** False for text that an intruder put where a server's name belongs: Exchange then knows no version. */
function isRealTarget(call: BackEndCall): boolean {
  return call.targetServer.toLowerCase() === call.server.fqdn.toLowerCase();
}

/** The module does not quote: it replaces a comma inside a value by a blank. */
function blankCommas(text: string): string {
  return text.includes(",") ? text.replaceAll(",", " ") : text;
}
