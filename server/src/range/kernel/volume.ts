import type { RandomStream } from "../../base/random-stream.ts";
import type { World } from "./world.ts";

/** `count` scaled to the scenario's volume; a fraction becomes a chance. Planted evidence never passes through here. */
export function scaleCount(world: World, count: number, draws: RandomStream): number {
  const thousandths = Math.round(count * world.scenario.volume * 1000);
  return Math.floor(thousandths / 1000) + (draws.chance(thousandths % 1000, 1000) ? 1 : 0);
}

/** `micros` between two occurrences, stretched as volume shrinks. */
export function stretchInterval(world: World, micros: number): number {
  return Math.round(micros / world.scenario.volume);
}

/**
 * Whether the n-th tooth of a comb is kept: of many regular occurrences an even share remains, so that regularity stays
 * visible at any volume. `phase` spreads several combs over different teeth.
 */
export function keepsTooth(world: World, n: number, phase: number): boolean {
  const share = world.scenario.volume;
  return Math.floor((n + 1) * share + phase) > Math.floor(n * share + phase);
}
