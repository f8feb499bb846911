import type { RandomStream } from "../../base/random-stream.ts";
import { addMicros, MICROS_PER_MINUTE, MICROS_PER_MS, type SimTime } from "../../base/sim-time.ts";
import type { ExchangeServer, HealthMailbox } from "../estate/estate.ts";
import { hasTwoSites } from "../exchange/applications.ts";
import { healthMailboxesOn } from "../exchange/database-copies.ts";
import { exchangeStateOf, handleRequest } from "../exchange/front-end.ts";
import { describeRequest, type ClientRequest } from "../exchange/request.ts";
import { eventKind } from "../kernel/event-kind.ts";
import { keepsTooth } from "../kernel/volume.ts";
import type { World } from "../kernel/world.ts";
import { ordinaryCause } from "../people/cause.ts";
import { LOCAL_AGENT, PROBES, type ProbeDefinition } from "./health-probe-definitions.ts";

export type ProbeTick = { readonly server: string; readonly minute: number };

/** Every minute the health service runs the probes that are due: a comb that never sleeps. */
export const runProbes = eventKind<ProbeTick>("health/probes", (world, { server: name, minute }, at) => {
  world.schedule(runProbes, addMicros(at, MICROS_PER_MINUTE), { server: name, minute: minute + 1 });
  const server = world.estate.exchangeServers.find(({ host }) => host.name === name);
  if (server === undefined || !hasTwoSites(server)) return;
  for (const [index, probe] of PROBES.entries()) {
    if (minute % probe.everyMinutes !== index % probe.everyMinutes) continue;
    const mounted = healthMailboxesOn(world, server);
    const databases = probe.isPerDatabase ? mounted : (mounted.length === 0 ? server.healthMailboxes : mounted).slice(0, 1);
    for (const [database, health] of databases.entries()) {
      const turn = Math.floor(minute / probe.everyMinutes);
      if (keepsTooth(world, turn, ((index * 7 + database * 3) % 20) / 20))
        sendProbe(world, server, probe, health, at, minute, index, database);
    }
  }
});

export const HEALTH_PROBE_KINDS = [runProbes];

function sendProbe(
  world: World,
  server: ExchangeServer,
  probe: ProbeDefinition,
  health: HealthMailbox,
  at: SimTime,
  minute: number,
  index: number,
  database: number,
): void {
  const draws = world.stream(`system/health/${server.host.name}/${probe.name}/${database}/${minute}`);
  // Each probe has its own second of the minute, and keeps to it.
  const second = (index * 11 + database * 29) % 57;
  const sendAt = addMicros(at, second * 1_000_000 + draws.below(240 * MICROS_PER_MS));
  const clientIp = draws.weighted([5, 2, 2]) === 0 ? "::1" : draws.chance(1, 2) ? "127.0.0.1" : server.host.linkLocal;
  const origin = {
    cause: ordinaryCause("system/health"),
    draws,
    clientIp,
    host: draws.chance(2, 3) ? "localhost" : server.host.fqdn.toLowerCase(),
    mailbox: probe.isAnonymous ? null : health,
  };
  const details = probe.requests({ host: server.host, build: exchangeStateOf(world, server).build }, health, draws);
  const requests = details.map((request) => describeRequest({ at: sendAt, userAgent: LOCAL_AGENT, stem: "/", ...origin, ...request }));
  if (probe.isAnonymous) for (const request of requests) handleRequest(world, server, request);
  else sendAsMailbox(world, server, health, requests, draws);
}

/** The first request is challenged; from then on the connection is known. */
function sendAsMailbox(
  world: World,
  server: ExchangeServer,
  health: HealthMailbox,
  requests: readonly ClientRequest[],
  draws: RandomStream,
): void {
  const [first] = requests;
  if (first === undefined) return;
  let next = handleRequest(world, server, { ...first, bodyBytes: 0, panelCommand: null }).endedAt;
  const isNewConnection = draws.chance(1, 3);
  const scheme = draws.chance(3, 4) ? "NTLM" : "Kerberos";
  for (const request of requests) {
    next = handleRequest(world, server, {
      ...request,
      at: addMicros(next, draws.between(800, 6_000)),
      credentials: {
        kind: "integrated",
        account: health.account,
        package: scheme,
        workstation: server.host.name,
        isNewConnection: isNewConnection && request === first,
      },
    }).endedAt;
  }
}
