import { formatSimTime, type SimTime } from "../base/sim-time.ts";
import type { WallMs } from "../state/ids.ts";

/** Exercise time on the wire, to the microsecond. */
export function presentSimTime(at: SimTime): string {
  return formatSimTime(at, 6);
}

/** Wall time on the wire, to the millisecond. */
export function presentWallTime(at: WallMs): string {
  return new Date(at).toISOString();
}

/** Fills the `{{references}}` of an authored text with what this run generated. */
export type RenderText = (text: string) => string;
