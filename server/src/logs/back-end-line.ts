import { MICROS_PER_MS, addMicros } from "../base/sim-time.ts";
import type { SimTime } from "../base/sim-time.ts";
import type { AccountRef, BackEndCall, HttpRequest } from "../range/activity.ts";

/** When the back end had finished: a little before the front end wrote its own line. */
export function backEndEnd(request: HttpRequest, call: BackEndCall): SimTime {
  return addMicros(request.at, -Math.min(Math.max(request.totalMs - call.processingMs, 0), 2) * MICROS_PER_MS);
}

/** `user@domain`; accounts without a principal name, such as computers', as `DOMAIN\name`. */
export function principalName({ upn, domain, name }: AccountRef): string {
  return upn === "" ? `${domain}\\${name}` : upn;
}
