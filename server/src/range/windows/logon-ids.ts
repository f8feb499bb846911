import { hash32, mix32 } from "../../base/hash.ts";
import { addMicros, MICROS_PER_HOUR, type SimTime } from "../../base/sim-time.ts";
import type { Cause, HostRef } from "../activity.ts";
import type { World } from "../kernel/world.ts";
import { bootTime } from "./standing-processes.ts";

/**
 * Pairs of locally unique ids that a host gives out in a busy hour. Sessions take a few of them; tokens, handles to services and
 * everything else that wants to be told apart take the rest, on a server that talks to everybody more than on a PC.
 */
const PAIRS_PER_HOUR: Partial<Record<HostRef["role"], number>> = {
  exchange: 640_000,
  "domain-controller": 260_000,
  "backup-server": 90_000,
  "member-server": 70_000,
  workstation: 24_000,
};
const PAIRS_PER_HOUR_ELSEWHERE = 40_000;

/** What Windows itself has taken when it lets the first one in; below lie the ids that always stand (0x3e7 and the like). */
const TAKEN_AT_BOOT = 0x6800;

/** In a hundredth: of a working day's hours most, of nights and of days off little. */
const BUSY_PERCENT = 100;
const QUIET_PERCENT = 38;

/**
 * Id of a session that begins at `at`: locally unique ids start small with each boot and grow with what the host does, never evenly.
 * Sessions of one instant take the next ones. Ordinary sessions and the story's take different halves of the pairs, so that neither
 * moves the other's; which half is which changes from pair to pair.
 */
export function claimLogonId(world: World, host: HostRef, at: SimTime, cause: Cause): string {
  const isOrdinary = cause.story === null;
  const key = isOrdinary ? host.name : `${host.name}/story`;
  const behind = pairAt(world, host, world.now);
  const taken = (world.state.logonPairs[key] ?? []).filter((pair) => pair >= behind);
  let pair = pairAt(world, host, at);
  while (taken.includes(pair)) pair += 1;
  world.state.logonPairs[key] = [...taken, pair];
  const half = mix32(hash32(world.seed, host.name) ^ pair) & 1;
  return `0x${(2 * pair + (isOrdinary ? half : 1 - half)).toString(16)}`;
}

function pairAt(world: World, host: HostRef, at: SimTime): number {
  const bootedAt = world.state.boots[host.name] ?? bootTime(world, host);
  const since = Math.max(0, at - bootedAt);
  const hour = Math.floor(since / MICROS_PER_HOUR);
  const before = pairsBefore(world, host, bootedAt, hour);
  const inHour = pairsBefore(world, host, bootedAt, hour + 1) - before;
  return before + Math.floor((inHour * (since - hour * MICROS_PER_HOUR)) / MICROS_PER_HOUR);
}

/** Pairs given out before each hour of a host's uptime. Only a cache of what follows from facts. */
const sums = new WeakMap<World["estate"], Map<string, number[]>>();

function pairsBefore(world: World, host: HostRef, bootedAt: SimTime, hour: number): number {
  const known = sums.get(world.estate) ?? new Map<string, number[]>();
  if (!sums.has(world.estate)) sums.set(world.estate, known);
  const key = `${host.name}/${bootedAt}`;
  const hours = known.get(key) ?? [TAKEN_AT_BOOT];
  if (!known.has(key)) known.set(key, hours);
  for (let next = hours.length; next <= hour; next++)
    hours.push((hours[next - 1] ?? 0) + pairsIn(world, host, addMicros(bootedAt, (next - 1) * MICROS_PER_HOUR), `${key}/${next}`));
  return hours[hour] ?? 0;
}

function pairsIn({ calendar, seed }: World, { role }: HostRef, from: SimTime, name: string): number {
  const localHour = calendar.hourOf(from);
  const isBusy = calendar.dayOf(from).kind === "workday" && localHour >= 7 && localHour < 18;
  const percent = (isBusy ? BUSY_PERCENT : QUIET_PERCENT) - 15 + (hash32(seed, `luids/${name}`) % 31);
  return Math.floor(((PAIRS_PER_HOUR[role] ?? PAIRS_PER_HOUR_ELSEWHERE) * percent) / 100);
}
