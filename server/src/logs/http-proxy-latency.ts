import type { HttpRequest } from "../range/activity.ts";
import type { SensorContext } from "./log.ts";

/** Milliseconds of the stages of one proxied request. */
export interface ProxyLatencies {
  readonly routing: number;
  /** Of the front end itself, waiting for the directory included. */
  readonly overhead: number;
  /** Waiting for a domain controller. */
  readonly directory: number;
  readonly proxyTime: number;
  readonly backEnd: number;
  readonly toClient: number;
  readonly total: number;
  /** Of the front end's own time, what single stages took: nearly always less than a millisecond. */
  readonly stages: {
    readonly pipeline: number;
    readonly toHandler: number;
    readonly fromHandler: number;
    readonly ticket: number;
    readonly completion: number;
  };
  /** Of the answer's body, on its way from the back end; part of the time in which it is sent on. */
  readonly answering: { readonly beginning: number; readonly reading: number };
  /** Of the request's body on its way to the back end; null for a request without one, for which these stages do not run. */
  readonly body: { readonly fromClient: number; readonly opening: number; readonly sending: number } | null;
}

/** From here on the front end was held up by something that the log names. */
const HELD_UP_MS = 12;

/**
 * Splits a request's time so that the identities of real rows hold: ProxyTime + HttpProxyOverhead = TotalRequestTime,
 * BackendProcessingLatency ≤ ProxyTime, CoreLatency ≈ RoutingLatency. A few milliseconds go into sending the answer; whatever else the
 * back end did not take, the front end did: half of its longer waits are for the directory.
 */
export function splitLatency(request: HttpRequest, processingMs: number, context: SensorContext): ProxyLatencies {
  const total = request.totalMs;
  const backEnd = Math.min(processingMs, total);
  const toClient = Math.min(total - backEnd, context.draw(request, "sending", 4));
  const overhead = total - backEnd - toClient;
  const isDirectoryLate = overhead > HELD_UP_MS && context.draw(request, "directory", 2) === 0;
  const directory = isDirectoryLate ? overhead - 2 - context.draw(request, "around", 4) : 0;
  return {
    total,
    backEnd,
    overhead,
    directory,
    proxyTime: total - overhead,
    routing: isDirectoryLate ? directory + 1 : Math.min(overhead, context.draw(request, "routing", 3)),
    toClient,
    stages: splitOverhead(request, overhead - directory, context),
    answering: {
      beginning: Math.min(toClient, seldom(request, context, "answer-begins", 14, 1)),
      reading: request.responseBytes > 20_000 ? Math.min(toClient, context.draw(request, "answer-read", 4)) : 0,
    },
    body:
      request.requestBytes === 0
        ? null
        : {
            fromClient: Math.min(overhead, Math.floor(context.draw(request, "body-from-client", 8) / 7)),
            opening: Math.min(overhead, Math.ceil(context.draw(request, "body-opening", 4) / 3)),
            sending: Math.min(backEnd, Math.floor(context.draw(request, "body-sending", 5) / 4)),
          },
  };
}

/** 0 but for one request in `odds`, which it takes up to so many milliseconds. */
function seldom(request: HttpRequest, context: SensorContext, stage: string, odds: number, mostMs: number): number {
  return context.draw(request, stage, odds) === 1 ? 1 + context.draw(request, `${stage}-ms`, mostMs) : 0;
}

/** A new connection to the back end needs a ticket of its own; the other stages are code between two of the proxy's. */
function splitOverhead(request: HttpRequest, leftMs: number, context: SensorContext): ProxyLatencies["stages"] {
  let left = leftMs;
  const take = (ms: number): number => {
    const taken = Math.min(left, ms);
    left -= taken;
    return taken;
  };
  return {
    ticket: take(
      request.backEnd?.isNewConnection === true ? 1 + context.draw(request, "ticket", 3) : seldom(request, context, "old-ticket", 60, 1),
    ),
    pipeline: take(seldom(request, context, "pipeline", 7, 2)),
    toHandler: take(seldom(request, context, "to-handler", 24, 1)),
    completion: take(seldom(request, context, "completion", 18, 2)),
    fromHandler: take(seldom(request, context, "from-handler", 40, 1)),
  };
}
