import type { RandomStream } from "../../base/random-stream.ts";
import { addMicros, MICROS_PER_MINUTE, type SimTime } from "../../base/sim-time.ts";
import type { ProcessRef } from "../activity.ts";
import type { ExchangeServer } from "../estate/estate.ts";
import { groupPeersOf } from "../exchange/database-copies.ts";
import { eventKind } from "../kernel/event-kind.ts";
import { stretchInterval } from "../kernel/volume.ts";
import type { World } from "../kernel/world.ts";
import { connectInside, type ConnectionEnd } from "../network/both-ends.ts";
import { ordinaryCause } from "../people/cause.ts";
import { serviceProcess } from "../windows/standing-processes.ts";

const EVERY_MICROS = 2 * MICROS_PER_MINUTE;

/** What the members of an availability group say to each other, and over which port (Microsoft's defaults). */
const TALKS = [
  { port: 64_327, protocol: "Tcp", service: replicationService },
  { port: 3_343, protocol: "Udp", service: clusterService },
] as const;

/** Logs are shipped from the active copies to the others, and the cluster looks who is still there, day and night. */
export const talkToGroup = eventKind<{ readonly server: string; readonly n: number }>(
  "system/group-life",
  (world, { server: name, n }, at) => {
    world.schedule(talkToGroup, addMicros(at, stretchInterval(world, EVERY_MICROS)), { server: name, n: n + 1 });
    const server = world.estate.exchangeServers.find(({ host }) => host.name === name);
    if (server === undefined) return;
    const draws = world.stream(`system/group-life/${name}/${n}`);
    const peers = groupPeersOf(world, server);
    if (peers.length > 0) connect(world, server, draws.pick(peers), addMicros(at, draws.below(EVERY_MICROS)), draws);
  },
);

function connect(world: World, from: ExchangeServer, to: ExchangeServer, at: SimTime, draws: RandomStream): void {
  const { port, protocol, service } = TALKS[draws.weighted([4, 1])] ?? TALKS[0];
  const cause = ordinaryCause("system/availability-group");
  const end = (server: ExchangeServer): ConnectionEnd => ({ host: server.host, process: service(world, server) });
  connectInside(world, { from: end(from), to: end(to), port, protocol, at, cause, draws });
}

export function replicationService(world: World, { host, installPath }: ExchangeServer): ProcessRef {
  const path = `${installPath}\\Bin\\msexchangerepl.exe`;
  return serviceProcess(world, host, { path, commandLine: `"${path}"` });
}

function clusterService(world: World, { host }: ExchangeServer): ProcessRef {
  return serviceProcess(world, host, {
    path: "C:\\Windows\\Cluster\\clussvc.exe",
    commandLine: "C:\\Windows\\Cluster\\clussvc.exe -s",
  });
}
