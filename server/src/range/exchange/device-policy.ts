import { hash32 } from "../../base/hash.ts";
import { addMicros, MICROS_PER_HOUR, type SimTime } from "../../base/sim-time.ts";
import { stretchInterval } from "../kernel/volume.ts";
import type { World } from "../kernel/world.ts";

/** What the server remembers of a phone's partnership. Plain data. */
export interface DevicePartnership {
  /** When the device last confirmed the mailbox policy. */
  readonly confirmedAt: SimTime;
  /** The policy was sent, and the device has not confirmed it yet. */
  readonly isOffered: boolean;
}

/** The company's policy has to be confirmed anew every day (`DevicePolicyRefreshInterval`). */
const REFRESH_MICROS = 24 * MICROS_PER_HOUR;

/** Until it has confirmed the policy, a device gets nothing but the policy. */
export function mustConfirmPolicy(world: World, deviceId: string, at: SimTime): boolean {
  const { confirmedAt } = partnershipOf(world, deviceId);
  return at >= addMicros(confirmedAt, stretchInterval(world, REFRESH_MICROS));
}

/** `Provision`: the first time the server sends its policy, the second time the device confirms it. */
export function provision(world: World, deviceId: string, at: SimTime): void {
  const known = partnershipOf(world, deviceId);
  world.state.devices[deviceId] = known.isOffered ? { confirmedAt: at, isOffered: false } : { ...known, isOffered: true };
}

/** A device that was there before the logs begin confirmed at some hour of the day before. */
function partnershipOf(world: World, deviceId: string): DevicePartnership {
  const known = world.state.devices[deviceId];
  if (known !== undefined) return known;
  const agoMicros = Math.floor((hash32(world.seed, `exchange/device/${deviceId}`) / 2 ** 32) * stretchInterval(world, REFRESH_MICROS));
  return { confirmedAt: addMicros(world.window.historyStart, -agoMicros), isOffered: false };
}
