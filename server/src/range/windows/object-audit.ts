import type { SimTime } from "../../base/sim-time.ts";
import type { Cause, HostRef, ProcessRef } from "../activity.ts";
import type { World } from "../kernel/world.ts";
import { recordSecurityEvent, subjectData } from "./security-events.ts";

/** 4663: web folders are audited for writes, so a local process that writes there is named with its path. */
export function recordObjectWrite(world: World, host: HostRef, at: SimTime, cause: Cause, path: string, process: ProcessRef): void {
  recordSecurityEvent(world, host, at, cause, {
    eventId: 4663,
    title: "An attempt was made to access an object.",
    named: {
      ...subjectData(process, host),
      ObjectServer: "Security",
      ObjectType: "File",
      ObjectName: path,
      HandleId: `0x${(0x400 + (process.pid % 0x800)).toString(16)}`,
      AccessList: "%%4417\r\n\t\t\t\t",
      AccessMask: "0x2",
      ProcessId: `0x${process.pid.toString(16)}`,
      ProcessName: process.path,
      ResourceAttributes: "S:AI",
    },
  });
}
