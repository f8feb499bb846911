import type { RandomStream } from "../../base/random-stream.ts";
import { addMicros, MICROS_PER_MINUTE, MICROS_PER_MS, type SimTime } from "../../base/sim-time.ts";
import type { Cause, ProcessRef } from "../activity.ts";
import type { Person } from "../estate/estate.ts";
import { eventKind } from "../kernel/event-kind.ts";
import { scaleCount } from "../kernel/volume.ts";
import type { World } from "../kernel/world.ts";
import { ASSETS, CERTIFICATE_CHECKS, PAGES } from "../network/web-sites.ts";
import { visitSite } from "../network/web-visit.ts";
import { ordinaryCause } from "./cause.ts";

/** How often somebody takes to the browser on a working day, at full volume. */
const SITTINGS_PER_DAY = 14;

const SITTING_MICROS_MAX = 40 * MICROS_PER_MINUTE;

type BrowsePayload = { readonly personKey: string; readonly name: string };

/** Somebody without a sensor on the PC looks something up: the edge or the proxy has seen it, the host has not. */
export const browse = eventKind<BrowsePayload>("people/browse", (world, { personKey, name }, at) => {
  const person = world.estate.peopleByKey.get(personKey);
  if (person === undefined) return;
  const until = addMicros(at, SITTING_MICROS_MAX);
  openPages(world, { person, at, draws: world.stream(name), cause: ordinaryCause(`people/${personKey}`), process: null, until });
});

export const BROWSING_KINDS = [browse];

/** A day at a PC whose browser is not watched; nothing where nobody stands between it and the internet. */
export function planBrowsing(world: World, { key }: Person, name: string, start: SimTime, end: SimTime): void {
  if (world.estate.firewall === null && world.estate.webProxy === null) return;
  for (const { at, name: sitting } of sittingsOf(world, name, start, Math.max(1, end - start)))
    if (at >= world.now) world.schedule(browse, at, { personKey: key, name: sitting });
}

/** When somebody takes to the browser on this day, and the stream that each time draws from. */
export function sittingsOf(
  world: World,
  name: string,
  from: SimTime,
  spanMicros: number,
): readonly { readonly at: SimTime; readonly name: string; readonly draws: RandomStream }[] {
  const draws = world.stream(`${name}/browsing`);
  return Array.from({ length: scaleCount(world, SITTINGS_PER_DAY, draws) }, (_, index) => {
    const sitting = `${name}/browsing/${index}`;
    return { at: addMicros(from, draws.belowBig(spanMicros)), name: sitting, draws: world.stream(sitting) };
  });
}

export interface Sitting {
  readonly person: Person;
  readonly at: SimTime;
  readonly draws: RandomStream;
  readonly cause: Cause;
  /** The browser; null where no sensor watches it. */
  readonly process: ProcessRef | null;
  /** Nothing is opened any more from then on. */
  readonly until: SimTime;
}

/** A few pages one after the other, each with what it loads from elsewhere. */
export function openPages(world: World, sitting: Sitting): void {
  const { draws } = sitting;
  let at = addMicros(sitting.at, draws.between(300, 4_000) * MICROS_PER_MS);
  for (let pages = draws.weighted([0, 5, 3, 2, 1]); pages > 0 && at < sitting.until; pages--) {
    // The square draws the popular ones more often.
    const page = PAGES[Math.floor((draws.below(PAGES.length) * draws.below(PAGES.length)) / PAGES.length)];
    if (page === undefined) return;
    const loaded = draws.shuffled(ASSETS).slice(0, draws.between(0, 4));
    const checked = draws.chance(1, 4) ? [draws.pick(CERTIFICATE_CHECKS)] : [];
    for (const site of [page, ...loaded, ...checked]) {
      visitSite(world, { ...sitting, site, at });
      at = addMicros(at, draws.between(15, 420) * MICROS_PER_MS);
    }
    at = addMicros(at, draws.between(4_000, 140_000) * MICROS_PER_MS);
  }
}
