import { addMicros, MICROS_PER_MINUTE, MICROS_PER_MS, type SimTime } from "../../../base/sim-time.ts";
import type { Cause, HostRef } from "../../activity.ts";
import type { World } from "../../kernel/world.ts";
import { recordApplicationEvent } from "../../windows/application-events.ts";
import { recordServiceState } from "../../windows/services.ts";

/** Both services start on demand, and go when nobody has asked for anything for some minutes. Their display names are Windows' own. */
const SERVICES = [
  { name: "Volume Shadow Copy", idleMinutes: 6 },
  { name: "Microsoft Software Shadow Copy Provider", idleMinutes: 5 },
] as const;

/** 7036 of the shadow-copy service and of Windows' own provider, and VSS 8224 when the first is idle (the id: evtx samples, one empty string). */
export function useShadowCopies(world: World, host: HostRef, at: SimTime, cause: Cause): void {
  for (const [index, { name, idleMinutes }] of SERVICES.entries()) {
    recordServiceState(world, host, addMicros(at, index * 640 * MICROS_PER_MS), cause, name, "running");
    recordServiceState(world, host, addMicros(at, idleMinutes * MICROS_PER_MINUTE), cause, name, "stopped");
  }
  recordApplicationEvent(world, host, addMicros(at, SERVICES[0].idleMinutes * MICROS_PER_MINUTE - 9 * MICROS_PER_MS), cause, {
    provider: "VSS",
    eventId: 8224,
    level: 4,
    strings: [""],
    message: "The VSS service is shutting down due to idle timeout. ",
  });
}
