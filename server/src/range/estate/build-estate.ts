import { RandomStream } from "../../base/random-stream.ts";
import type { Scenario } from "../../scenario/model.ts";
import { isAppliance } from "../../scenario/appliances.ts";
import type { AccountRef, HostRef } from "../activity.ts";
import { hostIn, parseNetwork } from "./addresses.ts";
import { buildActor } from "./build-actors.ts";
import { buildCastHost, buildExchangeServer, buildOrganisation } from "./build-hosts.ts";
import { buildPeople } from "./build-people.ts";
import { buildProvider } from "./provider.ts";
import { buildMailPartners } from "./mail-partners.ts";
import type { Estate, LoadBalancer, Organisation, Site, SystemAccounts } from "./estate.ts";

/**
 * The company of this scenario under this seed.
 * @throws RangeError when the cast has no Exchange server.
 */
export function buildEstate(scenario: Scenario, seed: number): Estate {
  const { cast } = scenario;
  const namedStream = (name: string): RandomStream => RandomStream.named(seed, name);
  const organisation = buildOrganisation(cast, seed);
  const allByRole = new Map(cast.hosts.map((host) => [host.role, buildCastHost(host, organisation, seed)]));
  const appliancesByRole = new Map([...allByRole].filter(([, host]) => isAppliance(host.role)));
  const appliances = [...appliancesByRole.values()];
  const hostsByRole = new Map([...allByRole].filter(([, host]) => !isAppliance(host.role)));
  const installed = cast.hosts.flatMap((host) => {
    const ref = hostsByRole.get(host.role);
    return host.exchange === null || ref === undefined ? [] : [{ ref, exchange: host.exchange }];
  });
  const exchangeServers = installed.map(({ ref, exchange }, index) => buildExchangeServer(ref, exchange, index, organisation, seed));
  if (exchangeServers.length === 0) throw new RangeError(`cast ${cast.id} has no Exchange server`);
  const hasWorkstationEdr = cast.hosts.some((host) => host.kind === "workstation" && host.hasEdr);
  const desks = new Map([...hostsByRole].filter(([, { role }]) => role === "workstation"));
  const people = buildPeople({ scenario, cast, seed, organisation, servers: exchangeServers, hasWorkstationEdr, desks, namedStream });
  const hosts = [...new Set([...hostsByRole.values(), ...people.map(({ workstation }) => workstation)])];
  const site = buildSite(scenario);
  const jumpHost = hosts.find(({ role }) => role === "jump-host");
  return {
    organisation,
    site,
    hosts,
    firewall: appliances.find(({ role }) => role === "firewall") ?? null,
    mailRelay: appliances.find(({ role }) => role === "mail-relay") ?? null,
    webProxy: appliances.find(({ role }) => role === "web-proxy") ?? null,
    loadBalancer: buildLoadBalancer(cast.hosts, appliancesByRole),
    backupServer: hosts.find(({ role }) => role === "backup-server") ?? null,
    provider:
      cast.provider === undefined || jumpHost === undefined
        ? null
        : buildProvider(cast.provider, jumpHost, organisation, namedStream("estate/provider")),
    hostsByRole,
    appliancesByRole,
    hostsByName: new Map([...hosts, ...appliances].map((host) => [host.name, host])),
    exchangeServers,
    serversByDatabase: new Map(exchangeServers.flatMap((server) => server.databases.map(({ guid }) => [guid, server] as const))),
    domainControllers: hosts.filter(({ role }) => role === "domain-controller"),
    people,
    peopleByKey: new Map(people.map((person) => [person.key, person])),
    peopleByRole: new Map(people.flatMap((person) => (person.role === null ? [] : [[person.role, person] as const]))),
    peopleBySid: new Map(people.map((person) => [person.account.sid, person])),
    peopleByAddress: new Map(people.map((person) => [person.mailbox.address, person])),
    partners: buildMailPartners(scenario, people.length, namedStream),
    system: buildSystemAccounts(hosts, organisation),
    actors: new Map(scenario.actors.map((actor) => [actor.id, buildActor(actor, site.natIp, namedStream(`estate/actor/${actor.id}`))])),
  };
}

function buildLoadBalancer(hosts: Scenario["cast"]["hosts"], appliancesByRole: ReadonlyMap<string, HostRef>): LoadBalancer | null {
  const balancer = hosts.find(({ kind }) => kind === "load-balancer");
  const host = balancer === undefined ? undefined : appliancesByRole.get(balancer.role);
  if (host === undefined) return null;
  return { host, hidesClients: balancer?.balancing?.hidesClients ?? true, forwardsClients: balancer?.balancing?.forwardsClients ?? false };
}

function buildSite(scenario: Scenario): Site {
  const { network, publicNetwork, mailHost, isHybrid } = scenario.cast.site;
  const parentDomain = mailHost.split(".").slice(1).join(".");
  return {
    network,
    publicNetwork,
    natIp: hostIn(parseNetwork(publicNetwork), 1),
    mailHost,
    autodiscoverHost: `autodiscover.${parentDomain}`,
    isHybrid,
  };
}

function buildSystemAccounts(hosts: readonly HostRef[], organisation: Organisation): SystemAccounts {
  const builtIn = (sid: string, name: string): AccountRef => ({ sid, name, domain: "NT AUTHORITY", upn: "" });
  const inDomain = (rid: number, name: string): AccountRef => ({
    sid: `${organisation.domainSid}-${rid}`,
    name,
    domain: organisation.netbios,
    upn: `${name}@${organisation.domain}`,
  });
  return {
    localSystem: builtIn("S-1-5-18", "SYSTEM"),
    networkService: builtIn("S-1-5-20", "NETWORK SERVICE"),
    localService: builtIn("S-1-5-19", "LOCAL SERVICE"),
    backup: inDomain(1131, "svc-backup"),
    monitoring: inDomain(1132, "svc-lookout"),
    connector: inDomain(1133, "svc-stockroom"),
    computers: new Map(hosts.map((host, index) => [host.name, inDomain(2001 + index, `${host.name}$`)])),
  };
}
