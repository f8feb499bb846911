import { seenClient } from "./seen-client.ts";
import { addMicros } from "../base/sim-time.ts";
import { hash32 } from "../base/hash.ts";
import type { BackEndCall, HttpRequest } from "../range/activity.ts";
import { backEndEnd } from "./back-end-line.ts";
import fields from "./fields/rpc-client-access.json" with { type: "json" };
import type { LogDefinition, SensorContext } from "./log.ts";
import { isExchange2010 } from "./since-2013.ts";
import { mapiClientOf, mapiSessionOf, type MapiClient } from "./mapi-client.ts";
import { dayDigits } from "./stamp.ts";
import { textLog } from "./text-log.ts";

interface RcaLine {
  readonly request: HttpRequest;
  readonly call: BackEndCall;
  readonly context: SensorContext;
  readonly step: RcaStep;
}

interface RcaStep {
  readonly operation: string;
  readonly sequence: number;
  readonly details: string;
  /** Before the call's end, in microseconds. */
  readonly before: number;
}

/** What the seventeen fields of 2010 lack. */
const SINCE_2013: ReadonlySet<string> = new Set([
  "client-connection-info",
  "request-ids",
  "session-cookie",
  "performance-data",
  "activity-context-data",
  "user-email",
]);

const FOLDERS = { Mapi: "MAPI Client Access", RpcHttp: "RPC Client Access" } as const;

/** `RPC Client Access` and `MAPI Client Access`: who connected to which mailbox, and whether as its owner. */
export const rpcClientAccessLog: LogDefinition = textLog<RcaLine>({
  text: {
    name: "ExchangeRpcClientAccess_CL",
    doc: "Sessions of Outlook on the mailbox side: connect, log on to a mailbox as owner or delegate, disconnect.",
    blindSpot: "Only sessions, not what was read in them; clients of the web services and phones do not appear.",
    sample:
      'ExchangeRpcClientAccess_CL\n| where operation == "OwnerLogon"\n| summarize Logons = count() by clientName, clientIp, clientSoftwareVersion',
  },
  summary: ["operation", "clientName", "clientIp", "clientSoftware", "operationSpecific"],
  kinds: ["http-request"],
  fields,
  readers: {
    "session-id": ({ request }) => String(hash32(0, mapiSessionOf(request.clientRequestId).cookie || request.requestId) % 4_000_000),
    "seq-number": ({ step }) => String(step.sequence),
    "client-name": ({ call, context }) => legacyName(call, context.organisation.netbios),
    "client-software": ({ request, call }) => clientOf(request, call).software,
    "client-software-version": ({ request, call }) => clientOf(request, call).version,
    "client-mode": ({ request, call }) => clientOf(request, call).mode,
    "client-ip": ({ request }) => seenClient(request),
    "server-ip": ({ call }) => call.serverIp,
    protocol: ({ request }) => (request.protocol === "RpcHttp" ? "ncacn_http" : "MapiHttp"),
    "request-ids": ({ request, context }) => {
      const { requestId } = mapiSessionOf(request.clientRequestId);
      const client = requestId === "" ? "" : `R:${requestId}|`;
      return `${client}A:${context.guid(request, "activity")}|FE:${request.host.fqdn.toUpperCase()}`;
    },
    "session-cookie": ({ request }) => {
      const { cookie } = mapiSessionOf(request.clientRequestId);
      return cookie === "" ? "" : `C:${cookie}`;
    },
    operation: ({ step }) => step.operation,
    "rpc-status": ({ call, step }) =>
      call.errorCode === "LoginPerm" && step.operation === "DelegateLogon" ? "1010 (rpc::LoginPerm)" : "0",
    "processing-time": ({ call, step }) => spanText(step.operation === "Disconnect" ? 0 : Math.floor(workMs(call) / 2)),
    "operation-specific": ({ step }) => step.details,
    "user-email": ({ call }) => call.mailbox?.address ?? "",
  },
  docs: { clientName: "The mailbox's legacy distinguished name", operation: "DelegateLogon: somebody opened another's mailbox" },
  lines: (activity, context) => {
    if (activity.kind !== "http-request" || (activity.protocol !== "Mapi" && activity.protocol !== "RpcHttp")) return [];
    const call = activity.backEnd;
    if (call === null || call.mailbox === null || activity.stem.toLowerCase().startsWith("/mapi/nspi")) return [];
    const end = backEndEnd(activity, call);
    return stepsOf(activity, call).map((step) => ({
      host: call.server,
      at: addMicros(end, -step.before),
      view: { request: activity, call, context, step },
    }));
  },
  fileOf: ({ request }, _at, numbered) =>
    request.protocol === "RpcHttp"
      ? `Logging\\${FOLDERS.RpcHttp}\\RCA_${numbered("services", dayDigits)}`
      : `Logging\\${FOLDERS.Mapi}\\RCA_${numbered("web", dayDigits)}`,
  form: "csv",
  fields2010: fields.filter((field) => !SINCE_2013.has(field)),
  logType: (file) => `${file.includes("MAPI") ? "MAPI" : "RPC"} Client Access Logs`,
  version: (_cell, isOf2010) => (isOf2010 ? "14.0.0.0" : "15.0.0.0"),
});

/** Outlook of the years in which 2010 was new, on the mailbox side of 2010; RPC itself does not say who speaks. */
const OUTLOOKS_OF_2010 = ["14.0.7268.5000", "15.0.5327.1000", "16.0.4266.1001"] as const;

function clientOf(request: HttpRequest, call: BackEndCall): MapiClient {
  if (!isExchange2010(call.server)) return mapiClientOf(request.userAgent, call.server, call.account?.name);
  const version = OUTLOOKS_OF_2010[hash32(0, call.mailbox?.guid ?? "") % OUTLOOKS_OF_2010.length] ?? OUTLOOKS_OF_2010[0];
  return { software: "OUTLOOK.EXE", version, mode: "Cached" };
}

/** Of a connection that stays open, the time that it took to make it. */
function workMs({ server, processingMs }: BackEndCall): number {
  return isExchange2010(server) ? 6 + (processingMs % 60) : processingMs;
}

/** Of the two halves of a connection one carries the session: it is made at the beginning and ends with it. */
function channelOf(request: HttpRequest, call: BackEndCall): readonly RcaStep[] {
  if (request.method !== "RPC_OUT_DATA" || call.account === null) return [];
  const whole = Math.max(0, call.processingMs - workMs(call)) * 1000;
  const details = `Logon: Owner, ${legacyName(call, request.host.domainNetbios)} in database ${call.databaseGuid}`;
  return [
    { operation: "Connect", sequence: 0, details: `SID=${call.account.sid}, Flags=None`, before: whole + 4_000 },
    { operation: "OwnerLogon", sequence: 1, details, before: whole },
    { operation: "Disconnect", sequence: 2 + (call.processingMs % 60), details: "", before: 0 },
  ];
}

/** The client counts its calls from one, the session its operations from nought. */
function callsBefore({ clientRequestId }: HttpRequest): number {
  const number = /:(\d+)$/.exec(mapiSessionOf(clientRequestId).requestId)?.[1];
  return number === undefined ? 2 : Math.max(2, Number(number) - 1);
}

/** A session begins with two lines and ends with one; calls in between are not logged here. */
function stepsOf(request: HttpRequest, call: BackEndCall): readonly RcaStep[] {
  if (isExchange2010(call.server)) return channelOf(request, call);
  const action = request.protocol === "RpcHttp" ? "Connect" : call.action;
  if (action === "Disconnect") return [{ operation: "Disconnect", sequence: callsBefore(request), details: "", before: 0 }];
  if (action !== "Connect" || call.account === null) return [];
  const operation = isOwner(call) ? "OwnerLogon" : "DelegateLogon";
  const half = Math.floor(call.processingMs * 500);
  return [
    { operation: "Connect", sequence: 0, details: `SID=${call.account.sid}, Flags=None`, before: half },
    {
      operation,
      sequence: 1,
      details: `Logon: ${isOwner(call) ? "Owner" : "Delegate"}, ${legacyName(call, request.host.domainNetbios)} in database ${call.databaseGuid}`,
      before: 0,
    },
  ];
}

/** Mailboxes belong to whom they are named after; health mailboxes' accounts carry a shortened name. */
function isOwner({ account, mailbox }: BackEndCall): boolean {
  const own = account?.name.toLowerCase() ?? "";
  const isShortened = own.startsWith("healthmailbox") && mailbox?.address.toLowerCase().startsWith(own) === true;
  return (
    mailbox === null ||
    isShortened ||
    mailbox.address.toLowerCase().startsWith(`${own}@`) ||
    account?.upn.toLowerCase() === mailbox.address.toLowerCase()
  );
}

/** `/o=ORG/ou=Exchange Administrative Group (…)/cn=Recipients/cn=<32 hex>-alias`. */
function legacyName({ mailbox }: BackEndCall, organisation: string): string {
  const alias = mailbox?.address.split("@")[0] ?? "";
  const id = (mailbox?.guid ?? "").replaceAll("-", "");
  return `/o=${organisation}/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=${id}-${alias}`;
}

/** `00:00:00.0150000`: a .NET time span of milliseconds. */
function spanText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `00:${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}.${String(ms % 1000).padStart(3, "0")}0000`;
}
