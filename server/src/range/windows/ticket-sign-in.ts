import { addMicros, MICROS_PER_MS } from "../../base/sim-time.ts";
import { recordServiceTicket } from "./domain-controller.ts";
import { recordNetworkLogon, type LogonSession } from "./logons.ts";
import type { World } from "../kernel/world.ts";

/** Somebody's machine asks a controller for a ticket and opens a session on a server with it, three milliseconds later: 4769, then 4624. */
export function signInByTicket(world: World, plan: Parameters<typeof recordNetworkLogon>[1]): LogonSession {
  const { at, cause, draws, account, host, sourceIp } = plan;
  const session = recordNetworkLogon(world, { ...plan, at: addMicros(at, 3 * MICROS_PER_MS) });
  const { logonGuid } = session;
  recordServiceTicket(world, { at, cause, draws, account, serviceHost: host, clientIp: sourceIp, logonGuid });
  return session;
}
