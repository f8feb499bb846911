import { addMicros, type SimTime } from "../../base/sim-time.ts";
import type { Cause, HostRef } from "../activity.ts";
import type { World } from "../kernel/world.ts";
import { recordManifestEvent } from "./application-events.ts";
import { recordSecurityEvent, subjectData, type SecuritySubject } from "./security-events.ts";

const MANAGER = "Service Control Manager";

export interface ServiceDescription {
  readonly name: string;
  readonly imagePath: string;
  readonly startType: "auto start" | "demand start" | "system start";
  /** Empty for a driver. */
  readonly accountName: string;
}

const START_TYPES = { "system start": "1", "auto start": "2", "demand start": "3" } as const;

/** 7045 in System and 4697 in Security: a new service. */
export function recordServiceInstalled(
  world: World,
  host: HostRef,
  at: SimTime,
  cause: Cause,
  subject: SecuritySubject,
  { name, imagePath, startType, accountName }: ServiceDescription,
): void {
  const type = accountName === "" ? "kernel mode driver" : "user mode service";
  recordManifestEvent(world, host, at, cause, {
    channel: "System",
    provider: MANAGER,
    eventId: 7045,
    level: 4,
    named: { ServiceName: name, ImagePath: imagePath, ServiceType: type, StartType: startType, AccountName: accountName },
    message:
      `A service was installed in the system.\r\n\r\nService Name:  ${name}\r\nService File Name:  ${imagePath}\r\n` +
      `Service Type:  ${type}\r\nService Start Type:  ${startType}\r\nService Account:  ${accountName}`,
  });
  recordSecurityEvent(world, host, addMicros(at, 1_700), cause, {
    eventId: 4697,
    title: "A service was installed in the system.",
    named: {
      ...subjectData(subject, host),
      ServiceName: name,
      ServiceFileName: imagePath,
      ServiceType: accountName === "" ? "0x1" : "0x10",
      ServiceStartType: START_TYPES[startType],
      ServiceAccount: accountName,
    },
  });
}

/** 7036: a service came or went. */
export function recordServiceState(
  world: World,
  host: HostRef,
  at: SimTime,
  cause: Cause,
  displayName: string,
  state: "running" | "stopped",
): void {
  recordManifestEvent(world, host, at, cause, {
    channel: "System",
    provider: MANAGER,
    eventId: 7036,
    level: 4,
    named: { param1: displayName, param2: state },
    message: `The ${displayName} service entered the ${state} state.`,
  });
}
