import { formatSimTime, addMicros, MICROS_PER_MS, type SimTime } from "../../../base/sim-time.ts";
import { authenticate } from "../authentication.ts";
import { mustConfirmPolicy, provision } from "../device-policy.ts";
import { answer, drawHeldMs, drawLatencyMs, type Exchange, type Outcome } from "../outcome.ts";
import { challenge, refuse } from "../refusals.ts";
import { routeToIdentity } from "../routing.ts";

/** ActiveSync: Basic authentication, one command per request, and `Ping`, which stays open for the whole heartbeat. */
export function answerActiveSync(exchange: Exchange): Outcome {
  const { request, target } = exchange;
  const { draws } = request;
  const who = authenticate(exchange);
  if (who.kind === "anonymous") return challenge(exchange);
  if (who.kind === "refused") return refuse(exchange, who.attemptedName);
  const isRefused = isCommand(request) && mustConfirmPolicy(exchange.world, deviceOf(request.query).id, request.at);
  const processingMs = request.holdMs > 0 && !isRefused ? drawHeldMs(draws, request.holdMs) : drawLatencyMs(draws, 46);
  return answer(200, {
    ...routeToIdentity(exchange, who.account.sid, request.mailbox?.databaseGuid ?? ""),
    win32Status: request.action === "Ping" && draws.chance(1, 15) ? 64 : 0,
    iisUser: who.user,
    proxyUser: who.user,
    authenticationType: who.scheme,
    responseBytes: isRefused ? draws.between(38, 46) : responseBytesOf(exchange),
    frontEndMs: draws.between(2, 6),
    backEnd: {
      target,
      port: 444,
      stem: "/Microsoft-Server-ActiveSync/Proxy/default.eas",
      query:
        request.method === "OPTIONS"
          ? request.query
          : `${request.query}&Log=${deviceLog(exchange, { sid: who.account.sid, processingMs, isRefused })}`,
      user: who.user,
      account: who.account,
      status: 200,
      win32Status: 0,
      processingMs,
      databaseGuid: request.mailbox?.databaseGuid ?? "",
    },
    effects: request.action === "Provision" ? ({ endedAt }) => provision(exchange.world, deviceOf(request.query).id, endedAt) : null,
  });
}

/** What a device must have confirmed the policy for; the health service's own device has no mailbox policy. */
function isCommand({ action, mailbox }: Exchange["request"]): boolean {
  return action !== "" && action !== "Provision" && action !== "Settings" && mailbox !== null;
}

function responseBytesOf({ request }: Exchange): number {
  const { draws, action, method } = request;
  if (method === "OPTIONS") return 0;
  if (action === "Ping") return 22;
  // Nothing has changed: the answer has no body at all (MS-ASCMD, "Empty Sync Response").
  if (action === "Sync" && draws.chance(1, 3)) return 0;
  if (action === "Sync") return draws.chance(1, 4) ? draws.between(9_000, 120_000) : draws.between(120, 1_600);
  return draws.between(40, 900);
}

interface Conversation {
  readonly sid: string;
  readonly processingMs: number;
  /** The device has to confirm the policy first: told in the body of an answer that is 200 to IIS. */
  readonly isRefused: boolean;
}

/** The conversation's diary, as the back end appends it to the query (`_`-separated, percent-encoded). */
function deviceLog({ request, server, target, world }: Exchange, { sid, processingMs, isRefused }: Conversation): string {
  const received = addMicros(request.at, 3 * MICROS_PER_MS);
  const completed = addMicros(received, processingMs * MICROS_PER_MS);
  const held = isRefused ? 0 : request.holdMs;
  const work = held > 0 ? [`Hb:${Math.round(held / 1000)}`, "Rto:2", "Cpo:656", `Fet:${held}`] : ["Fc:1", "Fid:5", `Fet:${processingMs}`];
  const address = request.mailbox?.address.replace("@", "%40") ?? "";
  const controller = world.estate.domainControllers[0]?.fqdn ?? "";
  const device = deviceOf(request.query);
  return [
    ...(isRefused ? ["Error:DeviceNotProvisioned", "SC1:142"] : ["SC1:1"]),
    `PrxFrom:${server.host.ip}`,
    "Ver1:161",
    `HH:${request.host}`,
    `SmtpAdrs:${address}`,
    ...(isRefused ? [] : work),
    `Mbx:${target.host.fqdn}`,
    `Cafe:${server.host.fqdn.toUpperCase()}`,
    `Dc:${controller}`,
    "Throttle:0",
    "SBkOffD:L%2f-470",
    ...(request.action === "Provision" ? ["As:AllowedG"] : []),
    `TmRcv:${clockOf(received)}`,
    `TmSt:${clockOf(addMicros(received, MICROS_PER_MS))}`,
    `TmFin:${clockOf(addMicros(completed, -400))}`,
    `TmCmpl:${clockOf(completed)}`,
    `Budget:(A)Owner%3a${sid}%5F${device.id}%5F${device.type}%2cConn%3a0%2cMaxConn%3a10`,
  ].join("_");
}

function deviceOf(query: string): { readonly id: string; readonly type: string } {
  const fields = new URLSearchParams(query);
  return { id: fields.get("DeviceId") ?? "", type: fields.get("DeviceType") ?? "" };
}

function clockOf(at: SimTime): string {
  return formatSimTime(at, 6).slice(11, 26);
}
