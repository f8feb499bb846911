import { hash32 } from "../../base/hash.ts";
import { addMicros, MICROS_PER_HOUR, MICROS_PER_MINUTE, type SimTime } from "../../base/sim-time.ts";
import { guidFor } from "../estate/identity.ts";
import type { World } from "../kernel/world.ts";

/** The assistant makes the address book anew every eight hours. */
const GENERATION_MICROS = 8 * MICROS_PER_HOUR;

/** When the book of this generation is there; 0 is the first one of the history. */
export function generatedAt({ seed, window }: Pick<World, "seed" | "window">, generation: number): SimTime {
  const minutes = hash32(seed, "organisation/oab/hour") % (8 * 60);
  return addMicros(window.historyStart, minutes * MICROS_PER_MINUTE + generation * GENERATION_MICROS);
}

/** A part of the offline address book as it is offered at `at`: `<guid>-data-57.lzx`. The number counts generations. */
export function addressBookPart(world: Pick<World, "seed" | "window">, kind: string, at: SimTime): string {
  const before = 30 + (hash32(world.seed, "organisation/oab/generations") % 400);
  const generation = before + Math.floor((at - generatedAt(world, 0)) / GENERATION_MICROS);
  return `${guidFor(world.seed, "organisation/oab/list")}-${kind}-${generation}.lzx`;
}
