import type { RandomStream } from "../../base/random-stream.ts";
import type { SimTime } from "../../base/sim-time.ts";
import type { Cause, NetworkConnection, ProcessRef } from "../activity.ts";
import type { ExchangeServer, Person } from "../estate/estate.ts";
import { hasTwoSites } from "../exchange/applications.ts";
import { exchangeStateOf } from "../exchange/front-end.ts";
import { hasUnifiedMessaging } from "../exchange/unified-messaging.ts";
import { poolProcess } from "../exchange/pool-process.ts";
import type { World } from "../kernel/world.ts";
import { officeHours } from "../people/office-hours.ts";
import { lsassProcess } from "../windows/known-processes.ts";
import { serviceProcess, systemProcess } from "../windows/standing-processes.ts";

type Ends = Pick<NetworkConnection, "direction" | "remoteIp" | "remotePort" | "remoteName"> & {
  readonly process: ProcessRef;
  readonly localPort: number;
};

/** Connections as an endpoint sensor sees them: HTTP.sys accepts as `System`, web workers ask directories and themselves. */
export function openConnection(world: World, server: ExchangeServer, at: SimTime, cause: Cause, draws: RandomStream): void {
  const { host } = server;
  const ends = drawEnds(world, server, at, draws);
  world.emit({
    kind: "network-connection",
    id: world.claimId(cause),
    at,
    host,
    cause,
    direction: ends.direction,
    outcome: ends.direction === "outbound" && draws.chance(1, 90) ? "failed" : "success",
    localIp: host.ip,
    localPort: ends.localPort,
    remoteIp: ends.remoteIp,
    remotePort: ends.remotePort,
    remoteName: ends.remoteName,
    protocol: "Tcp",
    traffic: null,
    process: ends.process,
  });
}

const TRIES = 6;

/** Null: whoever was thought of is not in the office at this hour. */
function personAtWork(world: World, at: SimTime, draws: RandomStream): Person | null {
  const day = world.calendar.dayOf(at);
  const hour = world.calendar.hourOf(at);
  if (day.kind !== "workday") return null;
  for (let tries = 0; tries < TRIES; tries++) {
    const person = draws.pick(world.estate.people);
    const { start, end } = officeHours(person, day);
    if (hour >= start && hour < end) return person;
  }
  return null;
}

function drawEnds(world: World, server: ExchangeServer, at: SimTime, draws: RandomStream): Ends {
  const { host } = server;
  const ephemeral = draws.between(49_152, 65_535);
  const worker = poolProcess(
    world,
    server,
    exchangeStateOf(world, server),
    draws.pick(["MSExchangeOWAAppPool", "MSExchangeServicesAppPool", "MSExchangeECPAppPool"]),
  );
  const { domainControllers } = world.estate;
  const directory = domainControllers.length === 0 ? host : draws.pick(domainControllers);
  switch (draws.weighted([5, 3, 3, 2, 1, 1])) {
    case 0: {
      return {
        direction: "inbound",
        process: systemProcess(world, host),
        localPort: 443,
        // Out of hours only the server's own health service still calls.
        remoteIp: personAtWork(world, at, draws)?.workstation.ip ?? draws.pick(["127.0.0.1", host.ip]),
        remotePort: ephemeral,
        remoteName: "",
      };
    }
    case 1:
      return {
        direction: "outbound",
        process: worker,
        localPort: ephemeral,
        remoteIp: host.ip,
        remotePort: 444,
        remoteName: host.fqdn.toLowerCase(),
      };
    case 2:
      return {
        direction: "outbound",
        process: worker,
        localPort: ephemeral,
        remoteIp: directory.ip,
        remotePort: draws.pick([389, 3268]),
        remoteName: directory.fqdn.toLowerCase(),
      };
    case 3:
      return {
        direction: "outbound",
        process: lsassProcess(world, host),
        localPort: ephemeral,
        remoteIp: directory.ip,
        remotePort: 88,
        remoteName: directory.fqdn.toLowerCase(),
      };
    case 4:
      return healthProbe(world, server, draws);
    default: {
      const path = `${server.installPath}\\Bin\\EdgeTransport.exe`;
      const transport = serviceProcess(
        world,
        host,
        { path, commandLine: `"${path}" -pipe:1244 -stopkey:Global\\ExchangeStopKey-EdgeTransport` },
        world.estate.system.networkService,
      );
      const peer = draws.pick(draws.pick(world.estate.partners).servers);
      return { direction: "outbound", process: transport, localPort: ephemeral, remoteIp: peer.ip, remotePort: 25, remoteName: peer.name };
    }
  }
}

/** Front-end transport, client submission, outbound proxy, hub, mailbox delivery. */
const PROBED_PORTS = [25, 587, 717, 2525, 475] as const;
const CALL_PORT = 5060;

/** The health worker tries every door of its own server (source: a lab trace, OTRF Security-Datasets); in 2010 transport looks after itself. */
function healthProbe(world: World, server: ExchangeServer, draws: RandomStream): Ends {
  const { host } = server;
  const image = hasTwoSites(server) ? "MSExchangeHMWorker.exe" : "MSExchangeTransport.exe";
  const path = `${server.installPath}\\Bin\\${image}`;
  const process = serviceProcess(world, host, { path, commandLine: `"${path}" -pipe:1312 -stopkey:Global\\ExchangeStopKey` });
  const doors = hasUnifiedMessaging(server) ? [...PROBED_PORTS, CALL_PORT] : PROBED_PORTS;
  const isNamed = draws.chance(1, 2);
  return {
    direction: "outbound",
    process,
    localPort: draws.between(49_152, 65_535),
    remoteIp: isNamed ? host.ip : "127.0.0.1",
    remotePort: draws.pick(doors),
    remoteName: isNamed ? host.fqdn.toLowerCase() : "",
  };
}
