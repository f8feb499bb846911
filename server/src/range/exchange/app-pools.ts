import { addMicros, type SimTime } from "../../base/sim-time.ts";
import type { Cause } from "../activity.ts";
import type { ExchangeServer } from "../estate/estate.ts";
import type { World } from "../kernel/world.ts";
import { recordApplicationEvent } from "../windows/application-events.ts";
import { hasTwoSites, type Application } from "./applications.ts";
import type { ExchangeState } from "./exchange-state.ts";

const PROXY_SOURCE = "MSExchange Front End HTTP Proxy";

/** The application goes down; its next request starts it again. Logs 1002 now and 1001 then. */
export function shutDownApplication(
  world: World,
  server: ExchangeServer,
  state: ExchangeState,
  application: Application,
  at: SimTime,
  cause: Cause,
): void {
  if (hasTwoSites(server))
    recordApplicationEvent(world, server.host, at, cause, {
      provider: PROXY_SOURCE,
      eventId: 1002,
      level: 4,
      strings: [application.label],
      message: `[${application.label}] Application shutting down.`,
    });
  state.pools[application.pool].restartCause = cause;
}

export function startIfCold(world: World, server: ExchangeServer, state: ExchangeState, application: Application, at: SimTime): void {
  const pool = state.pools[application.pool];
  if (pool.restartCause === null) return;
  const cause = pool.restartCause;
  pool.restartCause = null;
  if (!hasTwoSites(server)) return;
  recordApplicationEvent(world, server.host, addMicros(at, 180_000), cause, {
    provider: PROXY_SOURCE,
    eventId: 1001,
    level: 4,
    strings: [application.label],
    message: `[${application.label}] Application starting.`,
  });
}
