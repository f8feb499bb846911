import type { HttpRequest } from "../range/activity.ts";
import type { SensorContext } from "./log.ts";

/** Milliseconds of the stages of one proxied request. */
export interface ProxyLatencies {
  readonly routing: number;
  readonly overhead: number;
  readonly proxyTime: number;
  readonly backEnd: number;
  readonly toClient: number;
  readonly total: number;
}

/**
 * Splits a request's time so that the identities of real rows hold: ProxyTime + HttpProxyOverhead = TotalRequestTime,
 * BackendProcessingLatency ≤ ProxyTime. What neither took was spent on sending the answer to the client.
 */
export function splitLatency(request: HttpRequest, processingMs: number, context: SensorContext): ProxyLatencies {
  const total = request.totalMs;
  const backEnd = Math.min(processingMs, total);
  const overhead = Math.min(total - backEnd, 1 + context.draw(request, "overhead", 5));
  const proxyTime = total - overhead;
  return {
    total,
    backEnd,
    overhead,
    proxyTime,
    routing: Math.min(overhead, context.draw(request, "routing", 3)),
    toClient: Math.max(0, proxyTime - backEnd - 1),
  };
}
