import type { RandomStream } from "../../../base/random-stream.ts";
import { addMicros, MICROS_PER_MINUTE, type SimTime } from "../../../base/sim-time.ts";
import type { Cause, HostRef } from "../../activity.ts";
import type { World } from "../../kernel/world.ts";
import { recordApplicationEvent } from "../../windows/application-events.ts";
import { recordServiceState } from "../../windows/services.ts";

/** Both services start on demand, and go when nobody has asked for anything for some minutes. Their display names are Windows' own. */
const SERVICES = ["Volume Shadow Copy", "Microsoft Software Shadow Copy Provider"] as const;
const IDLE_MINUTES = 5;

/** 7036 of the shadow-copy service and of Windows' own provider, and VSS 8224 when the first is idle (the id: evtx samples, one empty string). */
export function useShadowCopies(world: World, host: HostRef, at: SimTime, cause: Cause, draws: RandomStream): void {
  const idleAt = addMicros(at, IDLE_MINUTES * MICROS_PER_MINUTE + draws.between(200_000, 70_000_000));
  const [service, provider] = SERVICES;
  recordServiceState(world, host, at, cause, service, "running");
  recordServiceState(world, host, addMicros(at, draws.between(180_000, 1_400_000)), cause, provider, "running");
  recordServiceState(world, host, addMicros(idleAt, -draws.between(1_000_000, 58_000_000)), cause, provider, "stopped");
  recordApplicationEvent(world, host, idleAt, cause, {
    provider: "VSS",
    eventId: 8224,
    level: 4,
    strings: [""],
    message: "The VSS service is shutting down due to idle timeout. ",
  });
  recordServiceState(world, host, addMicros(idleAt, draws.between(4_000, 40_000)), cause, service, "stopped");
}
