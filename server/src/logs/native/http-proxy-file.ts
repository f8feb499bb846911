import type { KqlTable } from "../../../contract/index.ts";
import type { NativeLog } from "../log.ts";
import { milliStamp } from "../stamp.ts";
import { cellIndexes } from "../table.ts";
import { exchangeHeader } from "./exchange-header.ts";

/** The 74 fields, in the file's order; the first is the row's own time. */
const FIELDS = [
  "DateTime",
  "RequestId",
  "MajorVersion",
  "MinorVersion",
  "BuildVersion",
  "RevisionVersion",
  "ClientRequestId",
  "Protocol",
  "UrlHost",
  "UrlStem",
  "ProtocolAction",
  "AuthenticationType",
  "IsAuthenticated",
  "AuthenticatedUser",
  "Organization",
  "AnchorMailbox",
  "UserAgent",
  "ClientIpAddress",
  "ServerHostName",
  "HttpStatus",
  "BackEndStatus",
  "ErrorCode",
  "Method",
  "ProxyAction",
  "TargetServer",
  "TargetServerVersion",
  "RoutingType",
  "RoutingHint",
  "BackEndCookie",
  "ServerLocatorHost",
  "ServerLocatorLatency",
  "RequestBytes",
  "ResponseBytes",
  "TargetOutstandingRequests",
  "AuthModulePerfContext",
  "HttpPipelineLatency",
  "CalculateTargetBackEndLatency",
  "GlsLatencyBreakup",
  "TotalGlsLatency",
  "AccountForestLatencyBreakup",
  "TotalAccountForestLatency",
  "ResourceForestLatencyBreakup",
  "TotalResourceForestLatency",
  "ADLatency",
  "SharedCacheLatencyBreakup",
  "TotalSharedCacheLatency",
  "ActivityContextLifeTime",
  "ModuleToHandlerSwitchingLatency",
  "ClientReqStreamLatency",
  "BackendReqInitLatency",
  "BackendReqStreamLatency",
  "BackendProcessingLatency",
  "BackendRespInitLatency",
  "BackendRespStreamLatency",
  "ClientRespStreamLatency",
  "KerberosAuthHeaderLatency",
  "HandlerCompletionLatency",
  "RequestHandlerLatency",
  "HandlerToModuleSwitchingLatency",
  "ProxyTime",
  "CoreLatency",
  "RoutingLatency",
  "HttpProxyOverhead",
  "TotalRequestTime",
  "RouteRefresherLatency",
  "UrlQuery",
  "BackEndGenericInfo",
  "GenericInfo",
  "GenericErrors",
  "EdgeTraceId",
  "DatabaseGuid",
  "UserADObjectGuid",
  "PartitionEndpointLookupLatency",
  "RoutingStatus",
];

/**
 * `HttpProxy_YYYYMMDDHH-N.LOG`. The bare header row comes first, before the `#` lines: readers that treat the file as
 * plain CSV depend on it. Nothing is quoted.
 */
export function httpProxyNative(table: KqlTable): NativeLog {
  const header = FIELDS.join(",");
  const indexes = cellIndexes(table, FIELDS.slice(1));
  const [path, protocol, major, minor, build, revision] = cellIndexes(table, [
    "FilePath",
    "Protocol",
    "MajorVersion",
    "MinorVersion",
    "BuildVersion",
    "RevisionVersion",
  ]) as [number, number, number, number, number, number];
  return {
    hasBom: true,
    fileOf: (row) => {
      const full = String(row.cells[path]);
      return `${row.hostName}/Logging/HttpProxy/${String(row.cells[protocol])}/${full.slice(full.lastIndexOf("\\") + 1)}`;
    },
    header: (_file, first) => {
      const part = (index: number, width: number): string => String(first.cells[index]).padStart(width, "0");
      const version = `${part(major, 2)}.${part(minor, 2)}.${part(build, 4)}.${part(revision, 3)}`;
      return `${header}\r\n${exchangeHeader(version, "HttpProxy Logs", first.at, header)}`;
    },
    line: (row) => `${milliStamp(row.at)},${indexes.map((index) => (index < 0 ? "" : row.cells[index])).join(",")}\r\n`,
  };
}
