import { hash32 } from "../../base/hash.ts";
import { addMicros, MICROS_PER_SECOND, type SimTime } from "../../base/sim-time.ts";
import type { Cause, HttpRequest } from "../activity.ts";
import { outageWithin } from "../exchange/outages.ts";
import { eventKind } from "../kernel/event-kind.ts";
import type { World } from "../kernel/world.ts";

/** A client's connection that nobody will close before the server's timer does. Plain data. */
export interface IdleConnection {
  readonly hostName: string;
  readonly cause: Cause;
  readonly clientIp: string;
  readonly clientPort: number;
  readonly serverIp: string;
  readonly port: number;
  lastAt: SimTime;
}

/** The default `connectionTimeout` of IIS: two minutes. The driver looks every few seconds. */
const IDLE_MICROS = 120 * MICROS_PER_SECOND;
const LOOK_MICROS = 8 * MICROS_PER_SECOND;
/** Most clients close a connection themselves, or are gone without a word; one in so many leaves it to the server. */
const LEFT_OPEN_ODDS = 6;

/** The request keeps its client's connection busy, if that is one which will be left open. */
export function keepConnection(world: World, request: HttpRequest): void {
  const { host, clientIp, clientPort, serverIp, port, cause, id, at } = request;
  const key = `${cause.story?.actorId ?? ""}/${host.name}/${clientIp}:${clientPort}`;
  const open = world.state.idleConnections[key];
  if (open !== undefined) {
    if (at > open.lastAt) open.lastAt = at;
    return;
  }
  if (hash32(world.seed, key) % LEFT_OPEN_ODDS !== 0) return;
  const opened = { hostName: host.name, cause: { ...cause, parentId: id }, clientIp, clientPort, serverIp, port, lastAt: at };
  world.state.idleConnections[key] = opened;
  world.schedule(endIdleConnection, timerOf(world, key, at), { key });
}

/** It was idle for long enough, or it is not yet. */
export const endIdleConnection = eventKind<{ readonly key: string }>("network/idle-connection", (world, { key }, at) => {
  const open = world.state.idleConnections[key];
  if (open === undefined) return;
  const due = timerOf(world, key, open.lastAt);
  if (due > at) {
    world.schedule(endIdleConnection, due, { key });
    return;
  }
  delete world.state.idleConnections[key];
  const host = world.estate.hostsByName.get(open.hostName);
  const state = world.state.exchange[open.hostName];
  // A server that went down meanwhile closed everything without a line.
  if (host === undefined || state === undefined || outageWithin(state, open.lastAt, at) !== null) return;
  const { cause, clientIp, clientPort, serverIp, port } = open;
  world.emit({ kind: "connection-idled", id: world.claimId(cause), at, host, cause, clientIp, clientPort, serverIp, port });
});

function timerOf({ seed }: World, key: string, lastAt: SimTime): SimTime {
  return addMicros(lastAt, IDLE_MICROS + (hash32(seed ^ (lastAt % 65_536), key) % LOOK_MICROS));
}
