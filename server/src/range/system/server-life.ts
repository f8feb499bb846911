import type { RandomStream } from "../../base/random-stream.ts";
import { addMicros, MICROS_PER_MINUTE, MICROS_PER_SECOND, type SimTime } from "../../base/sim-time.ts";
import type { Cause, HostRef } from "../activity.ts";
import { eventKind } from "../kernel/event-kind.ts";
import { scaleCount } from "../kernel/volume.ts";
import type { World } from "../kernel/world.ts";
import { ordinaryCause } from "../people/cause.ts";
import { recordManifestEvent } from "../windows/application-events.ts";
import { recordServiceTicket, recordTicketGranting } from "../windows/domain-controller.ts";
import { computerAccountOf, recordNetworkLogon } from "../windows/logons.ts";
import { recordServiceLogon } from "../windows/service-logon.ts";
import { openConnection } from "./server-connections.ts";

const TURN_MICROS = 10 * MICROS_PER_MINUTE;
const FLAPPING_SERVICES = [
  "WMI Performance Adapter",
  "WMI Performance Adapter",
  "WinHTTP Web Proxy Auto-Discovery Service",
  "Windows Modules Installer",
  "Software Protection",
] as const;

/** What servers do among themselves, ten minutes at a time: services come and go, tickets are renewed, connections opened. */
export const liveOn = eventKind<{ readonly hostName: string; readonly n: number }>("system/server-life", (world, { hostName, n }, at) => {
  world.schedule(liveOn, addMicros(at, TURN_MICROS), { hostName, n: n + 1 });
  const host = world.estate.hostsByName.get(hostName);
  if (host === undefined) return;
  const draws = world.stream(`system/server-life/${hostName}/${n}`);
  const cause = ordinaryCause("system/windows");
  const moment = (): SimTime => addMicros(at, draws.below(TURN_MICROS - 60 * MICROS_PER_SECOND));
  for (let flaps = scaleCount(world, 8, draws); flaps > 0; flaps--) flapService(world, host, moment(), cause, draws);
  for (let logons = scaleCount(world, 10, draws); logons > 0; logons--) recordServiceLogon(world, host, moment(), cause, draws);
  if (host.role !== "domain-controller")
    for (let talks = scaleCount(world, 30, draws); talks > 0; talks--) talkToController(world, host, moment(), cause, draws);
  const server = world.estate.exchangeServers.find((candidate) => candidate.host === host);
  if (server !== undefined)
    for (let calls = scaleCount(world, 90, draws); calls > 0; calls--) openConnection(world, server, moment(), cause, draws);
  if (n % 60 === 7) recordTicketGranting(world, { at: moment(), cause, draws, account: computerAccountOf(world, host), clientIp: host.ip });
});

export const SERVER_LIFE_KINDS = [liveOn];

function flapService(world: World, host: HostRef, at: SimTime, cause: Cause, draws: RandomStream): void {
  const service = draws.pick(FLAPPING_SERVICES);
  for (const [index, state] of (["running", "stopped"] as const).entries()) {
    recordManifestEvent(world, host, addMicros(at, index * draws.between(5, 50) * MICROS_PER_SECOND), cause, {
      channel: "System",
      provider: "Service Control Manager",
      eventId: 7036,
      level: 4,
      named: { param1: service, param2: state },
      message: `The ${service} service entered the ${state} state.`,
    });
  }
}

/** A computer talks to its domain controller: a ticket, and a network logon of the computer account there. */
function talkToController(world: World, host: HostRef, at: SimTime, cause: Cause, draws: RandomStream): void {
  const { domainControllers } = world.estate;
  if (domainControllers.length === 0) return;
  const controller = draws.pick(domainControllers);
  const account = computerAccountOf(world, host);
  const session = recordNetworkLogon(world, {
    host: controller,
    account,
    at: addMicros(at, 4_000),
    cause,
    draws,
    sourceIp: host.ip,
    isElevated: false,
    durationMicros: draws.chance(3, 4) ? draws.between(1, 300) * MICROS_PER_SECOND : null,
  });
  if (draws.chance(1, 4))
    recordServiceTicket(world, { at, cause, draws, account, serviceHost: controller, clientIp: host.ip, logonGuid: session.logonGuid });
}
