import type { RandomStream } from "../../../base/random-stream.ts";
import type { AccountRef } from "../../activity.ts";
import { mayOpenMailbox } from "../mailbox-rights.ts";
import { authenticate } from "../authentication.ts";
import { answer, drawHeldMs, drawLatencyMs, type Exchange, type Outcome } from "../outcome.ts";
import { challenge, refuse } from "../refusals.ts";
import { routeToIdentity, routeToMailbox } from "../routing.ts";

/** MAPI over HTTP (`/mapi/emsmdb/`, `/mapi/nspi/`) and its elder sister, RPC over HTTP. */
export function answerMapi(exchange: Exchange): Outcome {
  const { request, target } = exchange;
  const who = authenticate(exchange);
  if (who.kind === "anonymous") return challenge(exchange);
  if (who.kind === "refused") return refuse(exchange, who.attemptedName);
  const { mailbox, action, draws } = request;
  const route = mailbox === null ? routeToIdentity(exchange, who.account.sid, "") : routeToMailbox(exchange, mailbox);
  // A long poll that the client gave up (sleep, roaming) ends with the network error that IIS saw.
  const isDropped = action === "NotificationWait" && draws.chance(1, 30);
  return answer(200, {
    win32Status: isDropped ? 64 : 0,
    ...route,
    iisUser: who.user,
    proxyUser: who.user,
    authenticationType: who.scheme,
    responseBytes: responseBytesOf(action, draws),
    frontEndMs: draws.between(1, 3),
    backEnd: {
      target,
      port: exchange.application.protocol === "RpcHttp" ? 81 : 444,
      stem: request.stem,
      query: request.query,
      user: who.user,
      account: who.account,
      status: 200,
      win32Status: 0,
      processingMs: request.holdMs > 0 ? drawHeldMs(draws, request.holdMs) : drawLatencyMs(draws, action === "Connect" ? 24 : 7),
      databaseGuid: mailbox?.databaseGuid ?? "",
      errorCode: action === "Connect" && isShutOut(exchange, who.account) ? LOGIN_PERM : "",
    },
  });
}

/** RPC's word for a mailbox that somebody may not open; the session itself is made all the same. */
export const LOGIN_PERM = "LoginPerm";

function isShutOut({ world, request: { mailbox } }: Exchange, account: AccountRef): boolean {
  return mailbox !== null && "guid" in mailbox && !mayOpenMailbox(world.estate, world.seed, account, mailbox.guid);
}

function responseBytesOf(action: string, draws: RandomStream): number {
  switch (action) {
    case "Execute":
      return draws.chance(1, 12) ? draws.between(8_000, 98_000) : draws.between(132, 2_400);
    case "Connect":
    case "Bind":
      return draws.between(390, 620);
    case "NotificationWait":
      return draws.between(110, 140);
    default:
      return draws.between(130, 900);
  }
}
