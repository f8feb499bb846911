import type { RandomStream } from "../../base/random-stream.ts";
import { addMicros, MICROS_PER_MS, type SimTime } from "../../base/sim-time.ts";
import type { Cause, HostRef } from "../activity.ts";
import type { Person } from "../estate/estate.ts";
import type { World } from "../kernel/world.ts";
import { recordServiceTicket } from "./domain-controller.ts";
import { recordLogon, type LogonSession } from "./logons.ts";
import { serviceProcess } from "./processes.ts";
import { SYSTEM32 } from "./tool.ts";

interface DesktopLogon {
  readonly host: HostRef;
  readonly person: Person;
  readonly at: SimTime;
  readonly cause: Cause;
  readonly draws: RandomStream;
  readonly durationMicros: number;
}

/** A person signs in to a server's desktop from their own desk: a ticket of the domain controller, then a logon of type 10. */
export function recordDesktopLogon(world: World, { host, person, at, cause, draws, durationMicros }: DesktopLogon): LogonSession {
  const session = recordLogon(world, {
    host,
    account: person.account,
    at: addMicros(at, 40 * MICROS_PER_MS),
    cause,
    draws,
    logonType: 10,
    package: "Negotiate",
    workstation: host.name,
    sourceIp: person.workstation.ip,
    process: serviceProcess(world, host, {
      path: `${SYSTEM32}\\svchost.exe`,
      commandLine: "C:\\Windows\\System32\\svchost.exe -k termsvcs",
    }),
    isElevated: true,
    durationMicros,
  });
  recordServiceTicket(world, {
    at,
    cause,
    draws,
    account: person.account,
    serviceHost: host,
    clientIp: person.workstation.ip,
    logonGuid: session.logonGuid,
  });
  return session;
}
