import type { RandomStream } from "../../base/random-stream.ts";
import type { SimTime } from "../../base/sim-time.ts";
import type { AccountRef, Cause, HttpRequest } from "../activity.ts";
import type { ExchangeServer } from "../estate/estate.ts";
import type { World } from "../kernel/world.ts";
import type { Application } from "./applications.ts";
import type { ExchangeState } from "./exchange-state.ts";
import type { ClientRequest } from "./request.ts";

/** A request that reached an application, with everything needed to answer it. */
export interface Exchange {
  readonly world: World;
  readonly server: ExchangeServer;
  readonly state: ExchangeState;
  /** The back end that does the work: where the active copy of the mailbox's database is. */
  readonly target: ExchangeServer;
  readonly request: ClientRequest;
  readonly application: Application;
}

/** The same, as the back end sees it: what it does, it does on its own host. */
export function atBackEnd(exchange: Exchange): Exchange {
  const { world, target } = exchange;
  const state = world.state.exchange[target.host.name];
  return state === undefined ? exchange : { ...exchange, server: target, state };
}

/** What an application decided. The front end turns it into log-worthy facts. */
export interface Outcome {
  readonly status: number;
  readonly subStatus: number;
  readonly win32Status: number;
  readonly responseBytes: number;
  readonly iisUser: string;
  readonly proxyUser: string;
  readonly authenticationType: string;
  readonly anchorMailbox: string;
  readonly routingHint: string;
  readonly backEndCookie: string;
  readonly protocolAction: string;
  readonly genericErrors: string;
  readonly marks: readonly string[];
  /** Time on the front end itself, in ms. */
  readonly frontEndMs: number;
  readonly backEnd: BackEndPlan | null;
  /** False for files that IIS serves without the proxy module. */
  readonly isProxied: boolean;
  readonly setCookie: string;
  /** What handling it does besides answering; runs when the request has been recorded. */
  readonly effects: ((recorded: RecordedRequest) => void) | null;
}

export interface BackEndPlan {
  readonly target: ExchangeServer;
  /** What stands in the place of the target's name, where a client put it there. */
  readonly targetText?: string;
  readonly port: 444 | 81;
  readonly stem: string;
  readonly query: string;
  readonly user: string;
  readonly status: number;
  readonly win32Status: number;
  readonly processingMs: number;
  readonly databaseGuid: string;
  readonly account: AccountRef | null;
  /** The workload's own word for what went wrong; left out where nothing did. */
  readonly errorCode?: string;
}

export interface RecordedRequest {
  readonly activity: HttpRequest;
  readonly beganAt: SimTime;
  readonly endedAt: SimTime;
  /** For whatever follows from the request. */
  readonly cause: Cause;
}

/** An answer in which nothing is special but `details`. Written out, because every request passes here and spreading is slow. */
export function answer(status: number, details: Partial<Omit<Outcome, "status">> = {}): Outcome {
  return {
    status,
    subStatus: details.subStatus ?? 0,
    win32Status: details.win32Status ?? 0,
    responseBytes: details.responseBytes ?? 0,
    iisUser: details.iisUser ?? "",
    proxyUser: details.proxyUser ?? "",
    authenticationType: details.authenticationType ?? "",
    anchorMailbox: details.anchorMailbox ?? "",
    routingHint: details.routingHint ?? "",
    backEndCookie: details.backEndCookie ?? "",
    protocolAction: details.protocolAction ?? "",
    genericErrors: details.genericErrors ?? "",
    marks: details.marks ?? NO_MARKS,
    frontEndMs: details.frontEndMs ?? 1,
    backEnd: details.backEnd ?? null,
    isProxied: details.isProxied ?? true,
    setCookie: details.setCookie ?? "",
    effects: details.effects ?? null,
  };
}

const NO_MARKS: readonly string[] = [];

/**
 * A long poll that nothing ends before its time is answered when its timer has fired and a thread is free: some milliseconds late, now and
 * then more (a real one of fifteen minutes took 900,002 ms: awslabs/kinesis-agent-windows, its parser's tests).
 */
export function drawHeldMs(draws: RandomStream, holdMs: number): number {
  return holdMs + draws.between(1, 19) + (draws.chance(1, 12) ? draws.between(10, 240) : 0);
}

/** A latency with a long tail: mostly near `typicalMs`, one in fifty ten times as long. */
export function drawLatencyMs(draws: RandomStream, typicalMs: number): number {
  const spread = draws.between(Math.ceil(typicalMs / 2), Math.max(1, typicalMs * 2));
  return draws.chance(1, 50) ? spread * draws.between(4, 12) : spread;
}
