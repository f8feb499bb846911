import { hash32 } from "../../base/hash.ts";
import { addMicros, MICROS_PER_MINUTE, MICROS_PER_SECOND, type SimTime } from "../../base/sim-time.ts";
import { hasTwoSites } from "../exchange/applications.ts";
import type { ExchangeServer } from "../estate/estate.ts";
import { outageAt } from "../exchange/outages.ts";
import type { ClientRequest } from "../exchange/request.ts";
import type { World } from "../kernel/world.ts";

/** A client goes on with the connection that it has, and so with its server; after some minutes it has another. */
const CONNECTION_LIFE_MICROS = 10 * MICROS_PER_MINUTE;

/** Three questions of five seconds without an answer. */
const NOTICED_AFTER_MICROS = 15 * MICROS_PER_SECOND;

export interface Balanced {
  readonly server: ExchangeServer;
  /** As that server sees it. */
  readonly request: ClientRequest;
}

/**
 * Where a request ends up: a balancer gives each connection for the company's public names to any server that is in service, without
 * affinity, as Exchange 2013 and later allow. Requests for a server's own name or address do not pass it.
 */
export function throughBalancer(world: World, addressed: ExchangeServer, request: ClientRequest): Balanced {
  const { loadBalancer, site, exchangeServers } = world.estate;
  if (loadBalancer === null || !isPublic(site, request.host)) return { server: addressed, request };
  // Beside later servers, those of 2010 are reached through them.
  const later = exchangeServers.filter(hasTwoSites);
  const pool = later.length === 0 ? exchangeServers : later;
  const inService = pool.filter(({ host }) => isInService(world, host.name, request.at));
  const members = inService.length === 0 ? pool : inService;
  const { clientIp, userAgent, connection, at } = request;
  const slot = Math.floor(at / CONNECTION_LIFE_MICROS);
  const turn = hash32(world.seed ^ slot, `balancer/${clientIp}/${userAgent}/${connection}`);
  const server = members[turn % members.length] ?? addressed;
  return {
    server,
    request: {
      ...request,
      originIp: clientIp,
      clientIp: loadBalancer.hidesClients ? loadBalancer.host.ip : clientIp,
      forwardedFor: loadBalancer.forwardsClients ? clientIp : "",
    },
  };
}

function isPublic({ mailHost, autodiscoverHost, natIp }: World["estate"]["site"], host: string): boolean {
  return host === mailHost || host === autodiscoverHost || host === natIp;
}

/** The balancer asks for the health page of Outlook on the web, and believes it. */
function isInService(world: World, hostName: string, at: SimTime): boolean {
  const state = world.state.exchange[hostName];
  if (state?.pools["MSExchangeOWAAppPool"].isStopped !== false) return false;
  const outage = outageAt(state, at);
  return outage === null || at < addMicros(outage.from, NOTICED_AFTER_MICROS);
}
