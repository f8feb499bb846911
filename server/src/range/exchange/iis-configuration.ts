import type { RandomStream } from "../../base/random-stream.ts";
import { addMicros, type SimTime } from "../../base/sim-time.ts";
import type { Cause, HostRef } from "../activity.ts";
import { digestsFor, drawGuid } from "../estate/identity.ts";
import type { World } from "../kernel/world.ts";
import { recordApplicationEvent } from "../windows/application-events.ts";
import { recordFileChange } from "../windows/files.ts";
import { serviceProcess } from "../windows/standing-processes.ts";
import { APP_POOLS } from "./applications.ts";

const AUTO_START_WARNINGS = 17;

/** IIS complains once per application that a pool cannot be started automatically. */
export function recordAutoStartBurst(world: World, host: HostRef, at: SimTime, draws: RandomStream, cause: Cause): void {
  const pool = "MSExchangeOABAppPool";
  for (let index = 0; index < AUTO_START_WARNINGS; index++) {
    recordApplicationEvent(world, host, addMicros(at, index * 900 + draws.below(400)), cause, {
      provider: "Microsoft-Windows-IIS-W3SVC-WP",
      eventId: 2303,
      level: 3,
      strings: [pool],
      message: `The worker process failed to pre-load .Net Runtime version v4.0.30319 or could not read the auto-start provider for application pool: '${pool}'.`,
    });
  }
}

/**
 * The process activation service writes every pool's configuration anew: after any change of IIS's own, in several waves (the first
 * is 0) when one change brings others.
 */
export function rewritePoolConfigurations(world: World, host: HostRef, at: SimTime, draws: RandomStream, cause: Cause, wave: number): void {
  const process = serviceProcess(world, host, {
    path: "C:\\Windows\\System32\\svchost.exe",
    commandLine: "C:\\Windows\\system32\\svchost.exe -k iissvcs",
  });
  for (const [index, pool] of APP_POOLS.entries()) {
    const path = `C:\\inetpub\\temp\\appPools\\${pool}\\${pool}.config.tmp`;
    recordFileChange(world, host, addMicros(at, index * 7_000), cause, {
      change: "created",
      path,
      size: 176_000 + index * 11,
      isRepeat: wave > 0,
      ...digestsFor(`${path}/${drawGuid(draws)}`),
      process,
    });
  }
}
