import { hash32 } from "../../base/hash.ts";
import type { RandomStream } from "../../base/random-stream.ts";
import type { LocalDay } from "../estate/calendar.ts";
import type { Person } from "../estate/estate.ts";
import { isEmployedOn } from "../estate/whereabouts.ts";
import type { World } from "../kernel/world.ts";

/** The stream that decides somebody's day begins with this draw. */
export function dayStream(personKey: string, { date }: LocalDay): string {
  return `people/${personKey}/day/${date}`;
}

/** One workday in twelve is a day off; one in seven weekend days somebody looks in. */
export function drawDayOff({ kind }: LocalDay, draws: RandomStream): boolean {
  return kind === "workday" ? draws.chance(1, 12) : !draws.chance(1, 7);
}

/** Whether somebody is away on a workday and has their mailbox say so: two of three remember to. */
export function isAwayWithNotice(world: World, person: Person, day: LocalDay): boolean {
  if (day.kind !== "workday" || !isEmployedOn(person, day.date)) return false;
  if (hash32(world.seed, `${dayStream(person.key, day)}/notice`) % 3 === 0) return false;
  return drawDayOff(day, world.stream(dayStream(person.key, day)));
}
