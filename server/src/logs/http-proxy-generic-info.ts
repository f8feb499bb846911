import { MICROS_PER_MS, addMicros, toTicks } from "../base/sim-time.ts";
import type { SimTime } from "../base/sim-time.ts";
import type { BackEndCall, HttpRequest } from "../range/activity.ts";
import { buildOf, versionInteger } from "./exchange-version.ts";
import type { ProxyLatencies } from "./http-proxy-latency.ts";
import { milliStamp } from "./stamp.ts";

/** GenericInfo of a request that the front end answered by itself. `at` is the end by the host's clock. */
export function answeredInfo(request: HttpRequest, at: SimTime): string {
  const begin = addMicros(at, -request.totalMs * MICROS_PER_MS);
  return `BeginRequest=${milliStamp(begin)};CorrelationID=<empty>;SharedCacheGuard=0;${marksOf(request)}EndRequest=${milliStamp(at)};`;
}

/** GenericInfo of a request that was passed on, in order of time. */
export function proxiedInfo(request: HttpRequest, call: BackEndCall, latencies: ProxyLatencies, at: SimTime, controller: string): string {
  const begin = addMicros(at, -request.totalMs * MICROS_PER_MS);
  const sent = milliStamp(addMicros(begin, latencies.routing * MICROS_PER_MS));
  const answered = milliStamp(addMicros(begin, (latencies.routing + latencies.backEnd) * MICROS_PER_MS));
  const version = versionInteger(buildOf(call.server));
  let info = `BeginRequest=${milliStamp(begin)};CorrelationID=<empty>;ProxyState-Run=None;`;
  if (request.isAuthenticated) info += `FEAuth=BEVersion-${version};`;
  info += marksOf(request);
  if (call.databaseGuid !== "") info += routingEntry(call, version, begin);
  if (call.isNewConnection) info += `NewConnection=${call.peerIp}&0;`;
  if (request.requestBytes > 0) info += `BeginGetRequestStream=${sent};OnRequestStreamReady=${sent};`;
  info += `BeginGetResponse=${sent};OnResponseReady=${answered};EndGetResponse=${answered};`;
  return `${info}ProxyState-Complete=ProxyResponseData;SharedCacheGuard=0;EndRequest=${milliStamp(at)};${searches(latencies, controller)}`;
}

/** How often and how long a controller was asked, where the request waited for one. `controller`: its FQDN. */
function searches({ directory }: ProxyLatencies, controller: string): string {
  if (directory === 0) return "";
  const count = 1 + (directory % 3);
  const name = controller.split(".", 1)[0] ?? "";
  return (
    `I32:ADS.C[${name}]=${count};F:ADS.AL[${name}]=${(directory / count).toFixed(4)};` +
    `I32:ATE.C[${controller}]=${count};F:ATE.AL[${controller}]=${directory % 5 === 0 ? "0.5" : "0"};`
  );
}

function routingEntry(call: BackEndCall, version: number, begin: SimTime): string {
  const domain = call.server.fqdn.slice(call.server.fqdn.indexOf(".") + 1);
  return `RoutingEntry=DatabaseGuid:${call.databaseGuid}%40${domain}%40${domain} Server:${call.server.fqdn}+${version}@${toTicks(begin)};`;
}

/** `LogoffReason` is a mark of the IIS query, not of this bag. */
function marksOf(request: HttpRequest): string {
  let text = "";
  for (const mark of request.marks) if (!mark.startsWith("LogoffReason=")) text += `${mark};`;
  return text;
}
