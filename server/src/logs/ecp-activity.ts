import type { EcpPulse, HttpRequest } from "../range/activity.ts";
import { backEndEnd, principalName } from "./back-end-line.ts";
import { bagEntry } from "./ecp-event-data.ts";
import { buildOf, plainVersion } from "./exchange-version.ts";
import fields from "./fields/ecp-activity.json" with { type: "json" };
import type { LogDefinition, SensorContext } from "./log.ts";
import { dayDigits } from "./stamp.ts";
import { textLog } from "./text-log.ts";

interface ActivityLine {
  readonly host: HttpRequest["host"];
  readonly processId: number;
  readonly eventId: "Request" | "GlobalActivity";
  readonly data: string;
}

/** `Logging\ECP\Activity`: what each request to the control panel cost, and every five minutes the sum of the process. */
export const ecpActivityLog: LogDefinition = textLog<ActivityLine>({
  text: {
    name: "ExchangeEcpActivity_CL",
    doc: "Requests to the control panel's back end with user, URL and cost; ActID is ACTID of ExchangeEcpServer_CL and of the back-end IIS query.",
    blindSpot: "It says how much a request cost, not which command it ran, and names no client address.",
    sample:
      'ExchangeEcpActivity_CL\n| where EventId == "Request"\n| extend User = extract(@"<PII>([^<]*)</PII>", 1, EventData), Url = extract(@"S:URL=([^;]+)", 1, EventData)\n| summarize count() by User, Url',
  },
  summary: ["EventId", "EventData", "ServerName"],
  kinds: ["http-request", "ecp-pulse"],
  fields,
  readers: {
    ServerName: ({ host }) => host.name,
    EventId: ({ eventId }) => eventId,
    EventData: ({ data }) => data,
  },
  docs: { EventData: "S: text, I32: whole number, F: and Dbl: numbers; .C count, .AL average latency, .T total" },
  lines: (activity, context) => {
    if (activity.kind === "ecp-pulse") return [{ host: activity.host, at: activity.at, view: pulseLine(activity, context) }];
    if (activity.kind !== "http-request" || activity.backEnd === null) return [];
    const call = activity.backEnd;
    if (!call.stem.toLowerCase().startsWith("/ecp/")) return [];
    const view: ActivityLine = {
      host: call.server,
      processId: call.processId,
      eventId: "Request",
      data: requestData(activity, context),
    };
    return [{ host: call.server, at: backEndEnd(activity, call), view }];
  },
  fileOf: ({ processId }, at) => `Logging\\ECP\\Activity\\ECPActivity_${processId}_${dayDigits(at)}-1.LOG`,
  form: "csv",
  logType: () => "ECP Activity Context Log",
  version: "15.0.0.0",
});

function requestData(request: HttpRequest, context: SensorContext): string {
  const call = request.backEnd;
  if (call === null) return "";
  const [query = "", activityId = ""] = call.query.split("&ActID=");
  const host = request.clientIp === "::1" || request.clientIp === "127.0.0.1" ? "localhost" : call.server.fqdn.toLowerCase();
  const url = `https://${host}:444${call.stem}${query === "" ? "" : `?${query}`}`;
  const controller = context.organisation.domainController.split(".")[0] ?? "";
  const scope = `${call.server.name}.${call.mailbox?.guid ?? context.organisation.workspaceId}`;
  const rpcs = 2 + context.draw(request, "rpc", 6);
  const cost =
    call.mailbox === null
      ? []
      : [
          `Dbl:MAPI.T[${scope}]=${1 + context.draw(request, "mapi", 12)}`,
          `Dbl:BudgUse.T[]=${5 + context.draw(request, "budget", 30)}.0${context.draw(request, "digits", 900_000) + 100_000}`,
          `I32:ADS.C[${controller}]=1`,
          `F:ADS.AL[${controller}]=${1 + context.draw(request, "search", 3)}.${context.draw(request, "fraction", 900_000) + 100_000}`,
          `I32:MAPI.C[${scope}]=${rpcs * 2 + 1}`,
          `I32:RPC.C[${scope}]=${rpcs}`,
          `I32:MB.C[${scope}]=${rpcs}`,
          `F:MB.AL[${scope}]=0.75`,
          "S:WLM.Bal=2.147484E+09",
        ];
  const user = call.account === null ? [] : [`S:PSA=<PII>${principalName(call.account)}</PII>`];
  const head = [...user, bagEntry("URL", url), `S:Bld=${plainVersion(buildOf(call.server))}`, `S:ActID=${activityId}`];
  return [...head, ...cost, `Dbl:WLM.TS=${call.processingMs}`].join(";");
}

/** Every five minutes a worker sums up what no request accounts for. */
function pulseLine(pulse: EcpPulse, context: SensorContext): ActivityLine {
  const controller = context.organisation.domainController.split(".")[0] ?? "";
  const data = [
    `S:Bld=${plainVersion(buildOf(pulse.host))}`,
    `S:ActID=${context.guid(pulse, "activity")}`,
    `I32:ADS.C[${controller}]=${pulse.searches}`,
    `F:ADS.AL[${controller}]=${1 + context.draw(pulse, "latency", 2)}.${context.draw(pulse, "fraction", 900_000) + 100_000}`,
    `Dbl:WLM.TS=${600_000 + context.draw(pulse, "span", 40)}`,
  ].join(";");
  return { host: pulse.host, processId: pulse.processId, eventId: "GlobalActivity", data };
}
