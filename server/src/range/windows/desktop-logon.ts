import type { RandomStream } from "../../base/random-stream.ts";
import { addMicros, MICROS_PER_MS, type SimTime } from "../../base/sim-time.ts";
import type { Cause, HostRef, ProcessRef } from "../activity.ts";
import type { World } from "../kernel/world.ts";
import { recordServiceTicket } from "./domain-controller.ts";
import { recordLogon, type LogonSession } from "./logons.ts";
import { serviceProcess } from "./standing-processes.ts";
import { SYSTEM32 } from "./tool.ts";
import type { Visitor } from "./visitor.ts";

interface DesktopLogon {
  readonly host: HostRef;
  readonly visitor: Visitor;
  readonly at: SimTime;
  readonly cause: Cause;
  readonly draws: RandomStream;
  readonly durationMicros: number;
}

/** Somebody signs in to a server's desktop from a machine of the domain: a ticket of the domain controller, then a logon of type 10. */
export function recordDesktopLogon(world: World, { host, visitor, at, cause, draws, durationMicros }: DesktopLogon): LogonSession {
  const { account, from } = visitor;
  const session = recordLogon(world, {
    host,
    account,
    at: addMicros(at, draws.between(18 * MICROS_PER_MS, 140 * MICROS_PER_MS)),
    cause,
    draws,
    logonType: 10,
    package: "Negotiate",
    workstation: host.name,
    sourceIp: from.ip,
    process: desktopService(world, host),
    isElevated: true,
    durationMicros,
  });
  recordServiceTicket(world, { at, cause, draws, account, serviceHost: host, clientIp: from.ip, logonGuid: session.logonGuid });
  return session;
}

/** Remote Desktop Services: lets people in over the network. */
export function desktopService(world: World, host: HostRef): ProcessRef {
  return serviceProcess(world, host, {
    path: `${SYSTEM32}\\svchost.exe`,
    commandLine: "C:\\Windows\\System32\\svchost.exe -k termsvcs",
  });
}
