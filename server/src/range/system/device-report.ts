import { addMicros, MICROS_PER_HOUR, type SimTime } from "../../base/sim-time.ts";
import type { AccountRef, HostRef } from "../activity.ts";
import { eventKind } from "../kernel/event-kind.ts";
import { stretchInterval } from "../kernel/volume.ts";
import type { World } from "../kernel/world.ts";
import { ordinaryCause } from "../people/cause.ts";

/** At most this long between two reports of a device, however small the volume: a device that never reports does not exist. */
const LONGEST_PAUSE = 24 * MICROS_PER_HOUR;

/** A device tells its sensor's cloud that it lives, what it runs and who sits at it; every hour or so, at small volumes daily. */
export const reportDevice = eventKind<{ readonly hostName: string; readonly n: number }>(
  "system/device-report",
  (world, { hostName, n }, at) => {
    const draws = world.stream(`system/device-report/${hostName}/${n}`);
    const pause = Math.min(LONGEST_PAUSE, stretchInterval(world, MICROS_PER_HOUR));
    world.schedule(reportDevice, addMicros(at, pause + draws.below(600_000_000)), { hostName, n: n + 1 });
    const host = world.estate.hostsByName.get(hostName);
    if (host === undefined) return;
    const cause = ordinaryCause("system/sensor");
    world.emit({
      kind: "device-report",
      id: world.claimId(cause),
      at: addMicros(at, draws.between(1_000, 900_000)),
      host,
      cause,
      publicIp: world.estate.site.natIp,
      dnsServers: world.estate.domainControllers.map(({ ip }) => ip),
      users: usersOf(world, host, at),
    });
  },
);

/** Whose desk it is, while they are at work. */
function usersOf(world: World, host: HostRef, at: SimTime): readonly AccountRef[] {
  const hour = world.calendar.hourOf(at);
  const isWorkday = world.calendar.dayOf(at).kind === "workday";
  return world.estate.people
    .filter(({ workstation, hours }) => workstation.name === host.name && isWorkday && hour >= hours.start && hour <= hours.end)
    .map(({ account }) => account);
}
