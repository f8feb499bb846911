import type { RandomStream } from "../../base/random-stream.ts";
import { addMicros, MICROS_PER_SECOND, type SimTime } from "../../base/sim-time.ts";
import type { Cause } from "../activity.ts";
import type { ExchangeServer } from "../estate/estate.ts";
import { poolsOf } from "../exchange/applications.ts";
import { exchangeStateOf } from "../exchange/front-end.ts";
import { poolProcess } from "../exchange/pool-process.ts";
import type { World } from "../kernel/world.ts";
import { recordServiceState } from "../windows/services.ts";
import { drawPid } from "../windows/processes.ts";

const WEB_SERVICES = ["World Wide Web Publishing Service", "Windows Process Activation Service", "IIS Admin Service"] as const;

/** The web services of a server stop: workers end, and with them whatever was under way. */
export function stopWeb(world: World, server: ExchangeServer, at: SimTime, cause: Cause, draws: RandomStream): void {
  const state = exchangeStateOf(world, server);
  for (const pool of poolsOf(server)) {
    const process = poolProcess(world, server, state, pool);
    const endsAt = addMicros(at, draws.between(20_000, 900_000));
    world.emit({ kind: "process-ended", id: world.claimId(cause), at: endsAt, host: server.host, cause, process, exitCode: 0 });
  }
  for (const [index, service] of WEB_SERVICES.entries())
    recordServiceState(world, server.host, addMicros(at, 400_000 + index * draws.between(300_000, 900_000)), cause, service, "stopped");
}

/** They are back at `at`, with new workers: every application starts with its first request, and every log with a new head. */
export function startWeb(world: World, server: ExchangeServer, at: SimTime, cause: Cause, draws: RandomStream): void {
  const state = exchangeStateOf(world, server);
  for (const [index, service] of [...WEB_SERVICES].reverse().entries())
    recordServiceState(world, server.host, addMicros(at, index * 120_000), cause, service, "running");
  for (const pool of poolsOf(server)) {
    const startedAt = addMicros(at, draws.between(450_000, 1_800_000));
    Object.assign(state.pools[pool], { pid: drawPid(draws), startedAt, restartCause: cause });
    const process = poolProcess(world, server, state, pool);
    const currentDirectory = "c:\\windows\\system32\\inetsrv\\";
    world.emit({ kind: "process-started", id: world.claimId(cause), at: startedAt, host: server.host, cause, process, currentDirectory });
  }
  state.opensLog = { frontEnd: true, backEnd: true };
}

/** How long before the first request is taken the services are told to start. */
export const STARTS_BEFORE_MICROS = 3 * MICROS_PER_SECOND;
