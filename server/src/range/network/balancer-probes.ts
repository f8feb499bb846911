import { addMicros, MICROS_PER_SECOND } from "../../base/sim-time.ts";
import { hasTwoSites } from "../exchange/applications.ts";
import { handleRequest } from "../exchange/front-end.ts";
import { describeRequest } from "../exchange/request.ts";
import { eventKind } from "../kernel/event-kind.ts";
import { stretchInterval } from "../kernel/volume.ts";
import { ordinaryCause } from "../people/cause.ts";

/** One question per server in so many seconds, each time of the next application. */
const EVERY_MICROS = 5 * MICROS_PER_SECOND;
const STEMS = ["owa", "ecp", "ews", "mapi", "oab", "autodiscover", "rpc", "Microsoft-Server-ActiveSync"] as const;

/** The balancer asks every server, at its own address and without a name, whether each application is well. */
export const probeServer = eventKind<{ readonly server: string; readonly n: number }>(
  "balancer/probe",
  (world, { server: name, n }, at) => {
    world.schedule(probeServer, addMicros(at, stretchInterval(world, EVERY_MICROS)), { server: name, n: n + 1 });
    const server = world.estate.exchangeServers.find(({ host }) => host.name === name);
    const balancer = world.estate.loadBalancer;
    if (server === undefined || balancer === null || !hasTwoSites(server)) return;
    const draws = world.stream(`balancer/${name}/probe/${n}`);
    const sentAt = addMicros(at, draws.between(500, 40_000));
    const stem = `/${STEMS[n % STEMS.length] ?? "owa"}/healthcheck.htm`;
    const cause = ordinaryCause("system/balancer");
    const request = { at: sentAt, cause, draws, clientIp: balancer.host.ip, userAgent: "", host: server.host.ip, stem };
    handleRequest(world, server, describeRequest(request));
  },
);
