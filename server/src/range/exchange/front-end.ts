import { addMicros, MICROS_PER_MS } from "../../base/sim-time.ts";
import type { BackEndCall, Cause, HttpRequest } from "../activity.ts";
import { isInside } from "../estate/addresses.ts";
import type { ExchangeServer } from "../estate/estate.ts";
import { drawGuid } from "../estate/identity.ts";
import type { World } from "../kernel/world.ts";
import { throughBalancer } from "../network/load-balancer.ts";
import { keepConnection } from "../network/idle-connections.ts";
import { clientPortOf, joinWebFlow } from "../network/web-flows.ts";
import { recordServerLogon } from "../windows/logons.ts";
import { answerApplication } from "./answer-application.ts";
import { startIfCold } from "./app-pools.ts";
import { applicationAt, backEndPoolOf, hasTwoSites, type Application } from "./applications.ts";
import type { ExchangeState } from "./exchange-state.ts";
import { abandonIfCut, isCutOff, opensLogOf, CONNECTION_ABORTED, UNREACHABLE } from "./interruptions.ts";
import { failAtBackEnd } from "./back-end-failures.ts";
import { outageAt } from "./outages.ts";
import { answer, type BackEndPlan, type Outcome } from "./outcome.ts";
import { activeServerOf } from "./database-copies.ts";
import { originOf, type ClientRequest, type Response } from "./request.ts";
import { serveStaticFile } from "./static-files.ts";

/**
 * The server handles one request: status, bytes, times, back-end call and every side effect follow from its state.
 * A request for the company's public name goes to whichever server a balancer picks. Records the request at the moment it ends, and returns what the client gets to see.
 */
export function handleRequest(world: World, addressed: ExchangeServer, sent: ClientRequest): Response {
  const { server, request } = throughBalancer(world, addressed, sent);
  const state = exchangeStateOf(world, server);
  if (isInside(request.clientIp, state.blockedNetworks)) return { status: 0, endedAt: request.at, activityId: 0, setCookie: "" };
  if (outageAt(state, request.at) !== null) return { status: 0, endedAt: request.at, activityId: 0, setCookie: "" };
  const application = applicationAt(server, request.stem);
  const outcome =
    application === null ? serveStaticFile(world, server, state, request) : answerFrom(world, server, state, request, application);
  return record(world, server, request, application, outcome);
}

export function exchangeStateOf(world: World, server: ExchangeServer): ExchangeState {
  const state = world.state.exchange[server.host.name];
  if (state === undefined) throw new RangeError(`no Exchange server ${server.host.name}`);
  return state;
}

function answerFrom(world: World, server: ExchangeServer, state: ExchangeState, request: ClientRequest, application: Application): Outcome {
  if (state.pools[application.pool].isStopped)
    return { ...serveStaticFile(world, server, state, request), status: 503, responseBytes: 326 };
  startIfCold(world, server, state, application, request.at);
  // The rule of the March 2021 tools aborts the connection before any module of Exchange has seen the request.
  if (isCutOff(state, request)) return answer(0, { isProxied: false, win32Status: CONNECTION_ABORTED, frontEndMs: 0 });
  const target = backEndFor(world, server, request);
  if (target !== server && outageAt(exchangeStateOf(world, target), request.at) !== null) return answer(503, UNREACHABLE);
  const outcome = answerApplication({ world, server, state, request, application, target });
  return failAtBackEnd(request, application, outcome) ?? outcome;
}

function record(world: World, server: ExchangeServer, request: ClientRequest, application: Application | null, outcome: Outcome): Response {
  const { draws } = request;
  const backEndMs = outcome.backEnd === null ? 0 : outcome.backEnd.processingMs + draws.between(1, 4);
  const totalMs = outcome.frontEndMs + drawStallMs(draws) + backEndMs;
  const timeTakenMs = totalMs + drawClientMs(request, outcome);
  const endedAt = addMicros(request.at, totalMs * MICROS_PER_MS + draws.between(20, 980));
  const id = world.claimId(request.cause);
  const backEnd = outcome.backEnd === null ? null : callBackEnd(world, server, request, outcome.backEnd);
  const isLocal = isOwnAddress(server, request.clientIp);
  const activity: HttpRequest = {
    kind: "http-request",
    id,
    at: endedAt,
    host: server.host,
    cause: request.cause,
    requestId: drawGuid(draws),
    protocol: outcome.isProxied ? (application?.protocol ?? null) : null,
    method: request.method,
    urlHost: request.host,
    stem: request.stem,
    query: request.query,
    userAgent: request.userAgent,
    referer: request.referer,
    clientIp: request.clientIp,
    originIp: originOf(request),
    forwardedFor: request.forwardedFor,
    clientPort: portOf(world, request),
    serverIp: isLocal ? request.clientIp : server.host.ip,
    port: request.port,
    iisUser: outcome.iisUser,
    proxyUser: outcome.proxyUser,
    authenticationType: outcome.authenticationType,
    isAuthenticated: outcome.proxyUser !== "",
    status: outcome.status,
    subStatus: outcome.subStatus,
    win32Status: outcome.win32Status,
    requestBytes: request.bodyBytes,
    responseBytes: outcome.responseBytes,
    totalMs,
    timeTakenMs,
    anchorMailbox: outcome.anchorMailbox,
    routingHint: outcome.routingHint,
    backEndCookie: outcome.backEndCookie,
    protocolAction: outcome.protocolAction,
    clientRequestId: request.clientRequestId,
    genericErrors: outcome.genericErrors,
    marks: outcome.marks,
    clientId: request.clientId,
    sessionCid: "",
    backEnd,
    opensLog: opensLogOf(exchangeStateOf(world, server), "frontEnd"),
  };
  if (abandonIfCut(world, server, request.at, activity)) return { status: 0, endedAt, activityId: 0, setCookie: "" };
  world.emit(activity);
  joinWebFlow(world, activity, request.at);
  keepConnection(world, activity);
  const cause: Cause = { actor: request.cause.actor, story: request.cause.story, parentId: id };
  if (backEnd?.isNewConnection === true) recordServerLogon(world, server.host, backEnd.server, request.at, draws, cause);
  outcome.effects?.({ activity, beganAt: request.at, endedAt, cause });
  return { status: outcome.status, endedAt, activityId: id, setCookie: outcome.setCookie };
}

/** A client that begins anew has another port. */
function portOf({ seed }: World, { clientIp, userAgent, at, connection }: ClientRequest): number {
  return clientPortOf(seed, clientIp, connection === 0 ? userAgent : `${userAgent}/${connection}`, at);
}

/** Where the mailbox is that the request is about; a request about none stays where it came in. */
function backEndFor(world: World, server: ExchangeServer, { mailbox }: ClientRequest): ExchangeServer {
  return mailbox === null ? server : activeServerOf(world, mailbox.databaseGuid, server);
}

/** The server talks to itself over the address that it calls. */
function isOwnAddress({ host }: ExchangeServer, address: string): boolean {
  return address === "::1" || address === "127.0.0.1" || address === host.linkLocal;
}

/** One request in so many is held up: the collector runs, the directory answers late, a cache has gone cold. */
const STALL_ODDS = 110;
/** From barely noticed to what people complain about, each magnitude as often as the next. */
const STALL_MS: readonly (readonly [from: number, to: number])[] = [
  [12, 40],
  [40, 160],
  [160, 640],
  [640, 2_600],
];

function drawStallMs(draws: ClientRequest["draws"]): number {
  if (!draws.chance(1, STALL_ODDS)) return 0;
  const [from, to] = draws.pick(STALL_MS);
  return draws.between(from, to);
}

/** IIS counts until the client has taken the last byte; the internet takes longer than the office. */
function drawClientMs(request: ClientRequest, { responseBytes }: Outcome): number {
  const { draws } = request;
  const clientIp = originOf(request);
  if (clientIp.includes(":") || clientIp === "127.0.0.1") return draws.between(0, 2);
  const isOffice = clientIp.startsWith("10.") || clientIp.startsWith("192.168.") || clientIp.startsWith("172.");
  const perByte = Math.floor(responseBytes / (isOffice ? 40_000 : 4_000));
  return perByte + (isOffice ? draws.between(0, 12) : draws.between(12, 90));
}

/** Idle connections between front end and back end are kept; one call in so many needs a new one. */
const NEW_CONNECTION_ODDS = 20;

function callBackEnd(world: World, server: ExchangeServer, { draws, mailbox, action }: ClientRequest, plan: BackEndPlan): BackEndCall {
  const isNewConnection = draws.chance(1, NEW_CONNECTION_ODDS) && (hasTwoSites(server) || plan.target !== server);
  const peer = draws.weighted([6, 2, 1]);
  const { target } = plan;
  const isOwn = target === server;
  const ownIp = [server.host.linkLocal, "::1", server.host.ip][peer] ?? server.host.linkLocal;
  return {
    server: target.host,
    targetServer: plan.targetText ?? target.host.fqdn,
    // To another server it goes over the network, from address to address.
    peerIp: isOwn ? ownIp : server.host.ip,
    serverIp: isOwn ? ownIp : target.host.ip,
    port: plan.port,
    stem: plan.stem,
    query: plan.query,
    user: plan.user,
    status: plan.status,
    subStatus: 0,
    win32Status: plan.win32Status,
    processingMs: plan.processingMs,
    isNewConnection,
    databaseGuid: plan.databaseGuid,
    account: plan.account,
    mailbox:
      mailbox === null
        ? null
        : {
            address: mailbox.address,
            guid: "guid" in mailbox ? mailbox.guid : mailbox.mailboxGuid,
            databaseGuid: mailbox.databaseGuid,
          },
    action,
    errorCode: plan.errorCode ?? "",
    processId: exchangeStateOf(world, target).pools[backEndPoolOf(plan.stem)].pid,
    opensLog: opensLogOf(exchangeStateOf(world, target), "backEnd"),
  };
}
