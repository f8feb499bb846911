import type { RandomStream } from "../../../base/random-stream.ts";
import { addMicros, MICROS_PER_DAY, MICROS_PER_MS, type SimTime } from "../../../base/sim-time.ts";
import type { Cause, HostRef } from "../../activity.ts";
import type { World } from "../../kernel/world.ts";
import { recordClassicEvent } from "../../windows/application-events.ts";
import { lsassProcess } from "../../windows/known-processes.ts";
import { bootTime } from "../../windows/standing-processes.ts";

/** The database engine's own words when a snapshot is taken of it; freezing takes a moment. */
const STAGES = [
  { eventId: 2005, afterMs: 0, says: "starting. This will be a Full shadow copy." },
  { eventId: 2001, afterMs: 1_900, says: "freeze started." },
  { eventId: 2003, afterMs: 2_350, says: "freeze ended." },
  { eventId: 2006, afterMs: 9_700, says: "completed successfully." },
] as const;

/**
 * The directory's database is part of the snapshot. The engine writes under the provider `NTDS ISAM` in the channel `Directory Service`,
 * with the instance, the process, the engine's part and the number of the snapshot as its strings. Source: a sampled 2001 of a
 * controller (detection-wiki, NTDS ISAM); the other numbers are the engine's in ESENT's published rules for shadow copies.
 */
export function freezeDirectory(world: World, host: HostRef, at: SimTime, cause: Cause, draws: RandomStream): void {
  const { pid } = lsassProcess(world, host);
  const number = String(Math.floor((at - bootTime(world, host)) / MICROS_PER_DAY));
  for (const { eventId, afterMs, says } of STAGES) {
    recordClassicEvent(world, host, addMicros(at, afterMs * MICROS_PER_MS + draws.below(400_000)), cause, {
      channel: "Directory Service",
      provider: "NTDS ISAM",
      eventId,
      level: 4,
      strings: ["NTDS", `${pid},D,0`, "NTDSA: ", number],
      message: `NTDS (${pid},D,0) NTDSA: Shadow copy instance ${number} ${says}`,
    });
  }
}
