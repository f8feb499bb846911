import { hash32 } from "../../base/hash.ts";
import type { RandomStream } from "../../base/random-stream.ts";
import { addMicros, MICROS_PER_DAY, MICROS_PER_SECOND, toTicks, type SimTime } from "../../base/sim-time.ts";
import type { HostRef } from "../activity.ts";
import { hex32 } from "../estate/identity.ts";
import type { World } from "../kernel/world.ts";

/** GUID whose last twelve digits are the top 48 bits of the .NET ticks at which it was made (verified on real rows). */
export function tickGuid(at: SimTime, draws: RandomStream): string {
  const stamp = (toTicks(at) >> 16n).toString(16).padStart(12, "0");
  const a = hex32(draws.uint32());
  const b = hex32(draws.uint32());
  const c = hex32(draws.uint32());
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-${c.slice(0, 4)}-${stamp}`;
}

const SECONDS_PER_DAY = MICROS_PER_DAY / MICROS_PER_SECOND;

/** Transport services of a server; each counts its own sessions. They start seconds apart. */
export type TransportService = "hub" | "front-end" | "delivery";
const START_AFTER_SECONDS: Readonly<Record<TransportService, number>> = { "front-end": 0, hub: 11, delivery: 19 };

/** Sessions of one service lifetime count up from the ticks of its start, several a second on a busy server. */
export function smtpSessionId(world: World, host: HostRef, at: SimTime, service: TransportService = "hub"): string {
  const startedAt = addMicros(transportStart(world, host, at), START_AFTER_SECONDS[service] * MICROS_PER_SECOND);
  const count = Math.max(0, Math.floor((at - startedAt) / 20_000));
  return (toTicks(startedAt) + BigInt(count)).toString(16).toUpperCase().padStart(16, "0");
}

/** Grows for as long as the server's own queue database lives. */
export function internalMessageId(world: World, host: HostRef, at: SimTime, draws: RandomStream): string {
  return String(70_912_000_000_000 + Math.floor((at - serviceStart(world, host)) / 4_000) * 16 + draws.below(16));
}

/** Mailbox submission counts what it takes out of the mailboxes by itself, from its start on. */
export function submissionId(world: World, host: HostRef, at: SimTime): string {
  return String(1 + Math.floor((at - transportStart(world, host, at)) / 350_000));
}

/** After an update or a cut the services begin to count anew. */
function transportStart(world: World, host: HostRef, at: SimTime): SimTime {
  const outages = world.state.exchange[host.name]?.outages ?? [];
  const last = outages.findLast(({ until, stopsTransport }) => stopsTransport && until <= at);
  return last === undefined ? serviceStart(world, host) : addMicros(last.until, -40 * MICROS_PER_SECOND);
}

/** Servers were last started within some days of each other. */
function serviceStart(world: World, { name }: HostRef): SimTime {
  const apart = hash32(world.seed, `transport/${name}`) % (3 * SECONDS_PER_DAY);
  return addMicros(world.window.historyStart, -5 * MICROS_PER_DAY - apart * MICROS_PER_SECOND);
}
