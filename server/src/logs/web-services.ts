import { seenClient } from "./seen-client.ts";
import { MICROS_PER_HOUR, MICROS_PER_MS, addMicros } from "../base/sim-time.ts";
import type { SimTime } from "../base/sim-time.ts";
import type { BackEndCall, HttpRequest } from "../range/activity.ts";
import { perObject } from "./remembered.ts";
import fields from "./fields/ews.json" with { type: "json" };
import fields2013 from "./fields/ews-2013.json" with { type: "json" };
import type { LogDefinition, SensorContext } from "./log.ts";
import { hourDigits, milliStamp } from "./stamp.ts";
import { buildReaders, textLog } from "./text-log.ts";
import { backEndEnd, principalName } from "./back-end-line.ts";

interface EwsLine {
  readonly request: HttpRequest;
  readonly call: BackEndCall;
  readonly context: SensorContext;
  /** Milliseconds in the pipeline, before and while the mailbox worked; together they make the total. */
  readonly pipelineMs: number;
  readonly preMs: number;
  readonly coreMs: number;
}

/** `Logging\Ews`: what the web services did, written by the back end. Values after real lines of Exchange 2016 CU22 and 2013. */
export const webServicesLog: LogDefinition = textLog<EwsLine>({
  text: {
    name: "ExchangeEws_CL",
    doc: "Calls of the web services as the back end saw them: who, as whom, which SOAP action, and how long the mailbox took.",
    blindSpot:
      "It names actions, not items: which messages were read is not here. Its RequestId is the back end's own; join with ExchangeHttpProxy_CL by second, user and action.",
    sample:
      'ExchangeEws_CL\n| where UserAgent !has "Probe"\n| summarize Calls = count() by AuthenticatedUser, SoapAction\n| top 20 by Calls',
  },
  summary: ["SoapAction", "AuthenticatedUser", "ClientIpAddress", "HttpStatus", "UserAgent"],
  kinds: ["http-request"],
  fields,
  fields2013,
  readers: {
    RequestId: ({ request, context }) => context.guid(request, "request"),
    ...buildReaders<EwsLine>(({ call }) => call.server),
    Ring: () => "Unknown",
    AuthenticationType: ({ request }) => (isLocal(request) ? "Logon" : schemeOf(request)),
    IsAuthenticated: ({ call }) => (call.account === null ? "false" : "true"),
    AuthenticatedUser: userOf,
    Organization: ({ context }) => context.organisation.domain,
    UserAgent: ({ request }) => request.userAgent,
    VersionInfo: ({ request }) => `Target=None;Req=${schemaOf(request.userAgent)};`,
    ClientIpAddress: ({ request }) => seenClient(request),
    ServerHostName: ({ call }) => call.server.name,
    FrontEndServer: ({ request }) => (isLocal(request) ? "" : request.host.fqdn.toUpperCase()),
    SoapAction: ({ call }) => call.action,
    HttpStatus: ({ call }) => String(call.status),
    ErrorCode: ({ call }) => call.errorCode,
    RequestSize: ({ request }) => String(request.requestBytes),
    ImpersonatedUser: userOf,
    Cookie: ({ request, context }) => context.guid(request, "cookie").replaceAll("-", ""),
    CorrelationGuid: ({ request, context }) => context.guid(request, "correlation"),
    PrimaryOrProxyServer: () => "PrimaryServer",
    TaskType: () => "LocalTask",
    RemoteBackendCount: () => "0",
    LocalMailboxCount: ({ call }) => (isHanging(call) ? "0" : "1"),
    RemoteMailboxCount: () => "0",
    LocalIdCount: (line) => String(idCount(line)),
    RemoteIdCount: () => "0",
    ThrottlingRequestType: () => "[C]",
    TotalDCRequestCount: ({ request, context }) => String(context.draw(request, "directory", 8) === 0 ? 1 : 0),
    TotalDCRequestLatency: ({ request, context, coreMs }) =>
      String(context.draw(request, "directory", 8) === 0 ? Math.min(coreMs, 1 + context.draw(request, "directory-ms", 14)) : 0),
    TotalMBXRequestCount: (line) => String(mailboxCalls(line)),
    TotalMBXRequestLatency: ({ request, context, coreMs }) =>
      String(Math.floor((coreMs * (25 + context.draw(request, "mailbox-ms", 66))) / 100)),
    RecipientLookupLatency: ({ request, context }) => String(context.draw(request, "lookup", 4)),
    HttpPipelineLatency: ({ pipelineMs }) => String(pipelineMs),
    CheckAccessCoreLatency: ({ request, context }) => String(context.draw(request, "lookup", 4)),
    CallContextInitLatency: () => "0",
    PreExecutionLatency: ({ preMs }) => String(preMs),
    CoreExecutionLatency: ({ coreMs }) => String(coreMs),
    TotalRequestTime: ({ call }) => String(call.processingMs),
    ClientStatistics: clientStatistics,
    GenericInfo: genericInfo,
    StartTime: ({ call }, at) => milliStamp(addMicros(at, -call.processingMs * MICROS_PER_MS)),
    ProcessId: ({ call }) => String(call.processId),
    StartTotalMemory: ({ request, context }) => String(memoryBefore(request, context)),
    EndTotalMemory: ({ request, context }) => String(memoryBefore(request, context) + 400_000 + context.draw(request, "growth", 2_600_000)),
    StartGCCounts: collections,
    EndGCCounts: collections,
  },
  docs: {
    TimeGenerated: "When the call ended (DateTime); StartTime is its beginning",
    AuthenticatedUser: "User principal name, where ExchangeHttpProxy_CL has DOMAIN\\user",
    ImpersonatedUser: "Whose rights the call worked with",
    TotalRequestTime: "Milliseconds, as text",
  },
  lines: (activity, context) => {
    if (activity.kind !== "http-request") return [];
    const call = activity.backEnd;
    if (call === null || !call.stem.toLowerCase().startsWith("/ews/")) return [];
    return [{ host: call.server, at: backEndEnd(activity, call), view: viewOf(activity, call, context) }];
  },
  fileOf: (_line, _at, numbered) => `Logging\\Ews\\Ews_${numbered("web", hourDigits)}`,
  form: "proxy",
  logType: () => "EWS Logs",
  version: null,
});

function userOf({ call }: EwsLine): string {
  return call.account === null ? "" : principalName(call.account);
}

/** How the back end was signed in at. Forms end at the front end: what comes on in their place is the front end's own Kerberos. */
function schemeOf({ authenticationType }: HttpRequest): string {
  return authenticationType === "FBA" ? "Negotiate" : authenticationType;
}

function isLocal(request: HttpRequest): boolean {
  return request.clientIp === "::1" || request.clientIp === "127.0.0.1" || request.clientIp.startsWith("fe80:");
}

/** Subscriptions wait; they touch no mailbox meanwhile. */
function isHanging(call: BackEndCall): boolean {
  return call.action === "GetStreamingEvents";
}

/** Items or folders that a call names; one of a few fetches many at once. */
function idCount({ request, call, context }: EwsLine): number {
  if (isHanging(call)) return 0;
  if (call.action !== "GetItem" && call.action !== "UpdateItem") return 1;
  return context.draw(request, "many", 3) === 0 ? 2 + context.draw(request, "ids", 48) : 1;
}

/** Round trips to the store: more for whoever asks for more. */
function mailboxCalls(line: EwsLine): number {
  const { request, call, context } = line;
  if (isHanging(call)) return 0;
  const most = call.action.startsWith("Sync") || call.action.startsWith("Find") ? 6 : 3;
  return 1 + context.draw(request, "round-trips", most) + Math.floor(idCount(line) / 4);
}

/** The server version that a client asks for, by its kind. */
function schemaOf(userAgent: string): string {
  if (userAgent.startsWith("Ews_AM_Probe")) return "Exchange2010_SP1/Exchange2010_SP1";
  return userAgent.startsWith("Microsoft Office") || userAgent.startsWith("MacOutlook")
    ? "Exchange2013/Exchange2013"
    : "Exchange2010_SP2/Exchange2013";
}

function viewOf(request: HttpRequest, call: BackEndCall, context: SensorContext): EwsLine {
  const pipelineMs = Math.min(call.processingMs, Math.floor(context.draw(request, "pipeline", 10) / 4));
  const preMs = Math.min(Math.max(call.processingMs - 2, 0), context.draw(request, "pre", 6));
  const coreMs = isHanging(call) ? 0 : Math.max(0, call.processingMs - pipelineMs - preMs);
  return { request, call, context, pipelineMs, preMs, coreMs };
}

/** What Outlook reports of its previous call. */
function clientStatistics({ request, call, context }: EwsLine): string {
  if (!request.userAgent.startsWith("Microsoft Office") && !isLocal(request)) return "";
  return `MessageId_0=${context.guid(request, "previous")};ResponseTime_0=${12 + context.draw(request, "response", 60)};SoapAction_0=${call.action};`;
}

function genericInfo(line: EwsLine): string {
  const { request, call, context, coreMs } = line;
  const guid = call.mailbox?.databaseGuid ?? call.databaseGuid;
  const database = guid === "" ? "" : `${call.server.name}.${guid}`;
  const controller = context.organisation.domainController.split(".")[0] ?? "";
  const mailbox =
    database === "" || isHanging(call)
      ? ""
      : `Dbl:MAPI.T[${database}]=${Math.floor(coreMs / 3)};I32:MAPI.C[${database}]=${2 + context.draw(request, "mapi", 7)};` +
        `I32:RPC.C[${database}]=${mailboxCalls(line)};I32:MB.C[${database}]=1;F:MB.AL[${database}]=0;`;
  return (
    "SKU=Unknown;App_BeginReq_Start=0;App_BeginReq_End=0;GetHandler_Start=0;RequestHandler=Wcf;GetHandler_End=0;" +
    "BackEndAuthenticator=WindowsAuthenticator;TotalBERehydrationModuleLatency=0;ADIdentityCache=Miss;" +
    `MailboxTypeCacheSize=${cacheSize(call.server)};S:WLM.Bal=299999;S:ActivityStandardMetadata.Component=Ews;S:WLM.BT=Ews;` +
    `Dbl:WLM.TS=${call.processingMs};${mailbox}I32:ADS.C[${controller}]=1;F:ADS.AL[${controller}]=${1 + context.draw(request, "search", 9)}.${context.draw(request, "digits", 100_000)}`
  );
}

const cacheSize = perObject((host: BackEndCall["server"]): number => 20 + (host.fqdn.length % 9));

function memoryBefore(request: HttpRequest, context: SensorContext): number {
  return 118_000_000 + context.draw(request, "memory", 61_000_000);
}

/** Collections of the three generations since the worker started: they can only grow. */
function collections({ call }: EwsLine, at: SimTime): string {
  const hours = Math.floor(at / MICROS_PER_HOUR) - 440_000;
  return `${hours * 9 + (call.processId % 9)}_${hours}_${Math.floor(hours / 9)}`;
}
