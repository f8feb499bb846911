import type { RandomStream } from "../../base/random-stream.ts";
import type { SimTime } from "../../base/sim-time.ts";
import type { Cause, HostRef } from "../activity.ts";
import type { World } from "../kernel/world.ts";
import { recordLogon } from "./logons.ts";
import { servicesProcess } from "./standing-processes.ts";

/** 4624 type 5: the service control manager starts something as SYSTEM, which is a logon of its own each time. */
export function recordServiceLogon(world: World, host: HostRef, at: SimTime, cause: Cause, draws: RandomStream): void {
  recordLogon(world, {
    host,
    account: world.estate.system.localSystem,
    at,
    cause,
    draws,
    logonType: 5,
    package: "Negotiate",
    workstation: "-",
    sourceIp: "-",
    process: servicesProcess(world, host),
    isElevated: true,
    durationMicros: null,
  });
}
