import type { RandomStream } from "../../base/random-stream.ts";
import { addMicros, MICROS_PER_MINUTE, type SimTime } from "../../base/sim-time.ts";
import type { NetworkConnection, ProcessRef } from "../activity.ts";
import type { ExchangeServer } from "../estate/estate.ts";
import { groupPeersOf } from "../exchange/database-copies.ts";
import { eventKind } from "../kernel/event-kind.ts";
import { stretchInterval } from "../kernel/volume.ts";
import type { World } from "../kernel/world.ts";
import { ordinaryCause } from "../people/cause.ts";
import { serviceProcess } from "../windows/processes.ts";

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

/** Both ends have a sensor, and both see the same connection. */
function connect(world: World, from: ExchangeServer, to: ExchangeServer, at: SimTime, draws: RandomStream): void {
  const talk = TALKS[draws.weighted([4, 1])] ?? TALKS[0];
  const ephemeral = draws.between(49_152, 65_535);
  const end = (own: ExchangeServer, other: ExchangeServer, direction: NetworkConnection["direction"]): void => {
    const isOut = direction === "outbound";
    const cause = ordinaryCause("system/availability-group");
    world.emit({
      kind: "network-connection",
      id: world.claimId(cause),
      at: isOut ? at : addMicros(at, draws.between(200, 1_500)),
      host: own.host,
      cause,
      direction,
      outcome: "success",
      localIp: own.host.ip,
      localPort: isOut ? ephemeral : talk.port,
      remoteIp: other.host.ip,
      remotePort: isOut ? talk.port : ephemeral,
      remoteName: isOut ? other.host.fqdn.toLowerCase() : "",
      protocol: talk.protocol,
      traffic: null,
      process: talk.service(world, own),
    });
  };
  end(from, to, "outbound");
  end(to, from, "inbound");
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
