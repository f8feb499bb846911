import { seenClient } from "./seen-client.ts";
import { hash32 } from "../base/hash.ts";
import type { BackEndCall, HttpRequest } from "../range/activity.ts";
import { backEndEnd, principalName } from "./back-end-line.ts";
import fields from "./fields/mapi-http.json" with { type: "json" };
import type { LogDefinition, SensorContext } from "./log.ts";
import { mapiClientOf, mapiSessionOf } from "./mapi-client.ts";
import type { MapiClient, MapiSession } from "./mapi-client.ts";
import { hourDigits } from "./stamp.ts";
import { buildReaders, textLog } from "./text-log.ts";

interface MapiLine {
  readonly request: HttpRequest;
  readonly call: BackEndCall;
  readonly client: MapiClient;
  readonly session: MapiSession;
  readonly context: SensorContext;
}

/** MAPI's own answer behind HTTP 200: not found (0x8004010F), now and then. */
const NOT_FOUND = "2147746063";

/** `Logging\MapiHttp\Mailbox` of Exchange 2016 and later: MAPI over HTTP as the mailbox side saw it. */
export const mapiHttpLog: LogDefinition = textLog<MapiLine>({
  text: {
    name: "ExchangeMapiHttp_CL",
    doc: "Outlook's calls as the mailbox side saw them: request type, client version and mode, MAPI's own result behind HTTP 200.",
    blindSpot: "It does not say which folder or message a call touched, and opening somebody else's mailbox looks like opening one's own.",
    sample:
      'ExchangeMapiHttp_CL\n| where RequestType == "Connect"\n| summarize Connects = count() by AuthenticatedUser, ClientSoftwareVersion, ClientIP',
  },
  summary: ["RequestType", "AuthenticatedUser", "ClientIP", "ClientSoftware", "StatusCode"],
  kinds: ["http-request"],
  fields,
  readers: {
    RequestId: ({ request }) => request.requestId,
    MapiRequestId: ({ session }) => session.requestId,
    ClientRequestId: ({ request }) => request.clientRequestId,
    RequestType: ({ call }) => call.action,
    HttpStatusCode: ({ call }) => String(call.status),
    ResponseCode: () => "0",
    StatusCode: (line) => (isNotFound(line) ? NOT_FOUND : "0"),
    ReturnCode: (line) => (isNotFound(line) ? NOT_FOUND : "0"),
    TotalRequestLatency: ({ call }) => String(call.processingMs),
    ...buildReaders<MapiLine>(({ call }) => call.server),
    AuthenticatedUserEmail: ({ call }) => call.mailbox?.address ?? "",
    UPN: ({ call }) => (call.account === null ? "" : principalName(call.account)),
    MailboxId: ({ call, context }) => (call.mailbox === null ? "" : `${call.mailbox.guid}@${context.organisation.domain}`),
    MDBGuid: ({ call }) => call.databaseGuid,
    ActAsUserEmail: ({ call }) => call.mailbox?.address ?? "",
    ClientIP: ({ request }) => seenClient(request),
    SourceCafeServer: ({ request }) => request.host.fqdn.toUpperCase(),
    SessionCookie: ({ session }) => session.cookie,
    SequenceCookie: ({ request }) => sequenceOf(request.clientRequestId),
    MapiClientInfo: ({ session }) => session.clientInfo,
    ClientSoftware: ({ client }) => client.software,
    ClientSoftwareVersion: ({ client }) => client.version,
    ClientMode: ({ client }) => client.mode,
    AuthenticationType: ({ request }) => request.authenticationType,
    AuthenticatedUser: ({ request }) => request.proxyUser,
    GenericInfo: ({ call, request, context }) =>
      `RpcLatency=${storeMs(call, context.draw(request, "store", 60))};MbxConcurrentRequests=${1 + context.draw(request, "concurrent", 4)};RateLimitDelay=0;`,
  },
  docs: {
    TimeGenerated: "When the call ended (DateTime)",
    RequestId: "The same as RequestId of ExchangeHttpProxy_CL",
    StatusCode: "MAPI's own result: 2147746063 is 0x8004010F, not found",
    TotalRequestLatency: "Milliseconds, as text",
  },
  lines: (activity, context) => {
    if (activity.kind !== "http-request" || activity.protocol !== "Mapi") return [];
    const call = activity.backEnd;
    // Exchange 2013 kept these calls in the log of RPC Client Access.
    if (call === null || call.server.exchange?.minor === 0) return [];
    const client = mapiClientOf(activity.userAgent, call.server, call.account?.name);
    return [
      {
        host: call.server,
        at: backEndEnd(activity, call),
        view: { request: activity, call, client, session: mapiSessionOf(activity.clientRequestId), context },
      },
    ];
  },
  fileOf: (_line, _at, numbered) => `Logging\\MapiHttp\\Mailbox\\MapiHttp_${numbered("web", hourDigits)}`,
  form: "proxy",
  logType: () => "MapiHttp Logs",
  version: null,
});

/** Milliseconds that the store worked, a good half of the call. A client that waits for news keeps nobody busy. */
function storeMs({ action, processingMs }: BackEndCall, percentMore: number): number {
  const workedMs = action === "NotificationWait" ? processingMs % 4 : processingMs;
  return Math.max(1, Math.floor((workedMs * (35 + percentMore)) / 100));
}

function isNotFound({ request, call, context }: MapiLine): boolean {
  return call.action === "Execute" && context.draw(request, "not-found", 70) === 0;
}

/** A counter that client and server keep per session; opaque to readers. */
function sequenceOf(clientRequestId: string): string {
  const serial = /:(\d+);/.exec(clientRequestId)?.[1];
  return serial === undefined ? "" : `${serial}-${hash32(0, clientRequestId).toString(36).toUpperCase().padStart(7, "0")}`;
}
