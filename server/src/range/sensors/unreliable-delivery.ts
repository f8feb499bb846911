import { hash32, mix32 } from "../../base/hash.ts";
import { MICROS_PER_SECOND } from "../../base/sim-time.ts";
import type { SimTime } from "../../base/sim-time.ts";
import type { Reliability } from "./collection-policy.ts";

/** What goes wrong with rows of one log on one host, as a function of a row's number in its table. */
export interface UnreliableDelivery {
  isLost(ordinal: number, at: SimTime): boolean;
  isRepeated(ordinal: number): boolean;
  /** Microseconds between the first arrival and the second: an agent that retries after a break. */
  repeatAfter(ordinal: number): number;
}

const REPEAT_MIN_SECONDS = 45;
const REPEAT_SPREAD_SECONDS = 600;

/** Null where nothing goes wrong, which is nearly everywhere. */
export function unreliableDelivery(
  seed: number,
  hostName: string,
  table: string,
  { duplicateShare, lossShare, gaps }: Reliability,
): UnreliableDelivery | null {
  if (duplicateShare === 0 && lossShare === 0 && gaps.length === 0) return null;
  const shareOf = (key: number, ordinal: number): number => mix32(key ^ Math.imul(ordinal, 0x9e3779b1)) / 2 ** 32;
  const lossKey = hash32(seed, `sensors/${hostName}/${table}/loss`);
  const repeatKey = hash32(seed, `sensors/${hostName}/${table}/repeat`);
  return {
    isLost: (ordinal, at) => gaps.some(({ from, to }) => at >= from && at < to) || shareOf(lossKey, ordinal) < lossShare,
    isRepeated: (ordinal) => shareOf(repeatKey, ordinal) < duplicateShare,
    repeatAfter: (ordinal) =>
      Math.floor((REPEAT_MIN_SECONDS + shareOf(repeatKey ^ 0x5bd1e995, ordinal) * REPEAT_SPREAD_SECONDS) * MICROS_PER_SECOND),
  };
}
