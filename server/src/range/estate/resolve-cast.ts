import { formatExchangeBuild } from "./exchange-build.ts";
import type { Estate } from "./estate.ts";
import type { ResolvedCast } from "../run.ts";

/**
 * Values that texts, hints and grading quote: `org.*`, `host.<role>.*`, `person.<role>.*`, `actor.<id>.*`, and what the
 * story chose (`story.<stepId>.<yield>`).
 */
export function resolveCast(estate: Estate, storyValues: ReadonlyMap<string, string>): ResolvedCast {
  const { organisation } = estate;
  return {
    values: new Map([
      ...organisationValues(estate),
      ...hostValues(estate),
      ...personValues(estate),
      ...actorValues(estate),
      ...storyValues,
    ]),
    organisation: {
      name: organisation.name,
      domain: organisation.domain,
      netbios: organisation.netbios,
      tenantId: organisation.tenantId,
      workspaceId: organisation.workspaceId,
    },
  };
}

type Pair = readonly [string, string];

function organisationValues({ organisation, site }: Estate): Pair[] {
  return [
    ["org.name", organisation.name],
    ["org.domain", organisation.domain],
    ["org.netbios", organisation.netbios],
    ["org.mailHost", site.mailHost],
    ["org.autodiscoverHost", site.autodiscoverHost],
    ["org.publicIp", site.natIp],
    ["org.network", site.network],
  ];
}

function hostValues(estate: Estate): Pair[] {
  return [...estate.hostsByRole, ...estate.appliancesByRole].flatMap(([role, host]): Pair[] => [
    [`host.${role}.name`, host.name],
    [`host.${role}.fqdn`, host.fqdn],
    [`host.${role}.ip`, host.ip],
    ...(estate.hostsByRole.has(role) ? [[`host.${role}.account`, `${host.domainNetbios}\\${host.name}$`] as const] : []),
    ...(host.exchange === null ? [] : [[`host.${role}.build`, formatExchangeBuild(host.exchange)] as const]),
  ]);
}

function personValues(estate: Estate): Pair[] {
  return [...estate.peopleByRole].flatMap(([role, person]): Pair[] => [
    [`person.${role}.name`, person.displayName],
    [`person.${role}.givenName`, person.givenName],
    [`person.${role}.title`, person.title],
    [`person.${role}.account`, `${person.account.domain}\\${person.account.name}`],
    [`person.${role}.accountName`, person.account.name],
    [`person.${role}.upn`, person.account.upn],
    [`person.${role}.sid`, person.account.sid],
    [`person.${role}.mailbox`, person.mailbox.address],
    [`person.${role}.mailboxGuid`, person.mailbox.guid],
    [`person.${role}.workstation`, person.workstation.name],
    [`person.${role}.ip`, person.workstation.ip],
  ]);
}

function actorValues(estate: Estate): Pair[] {
  return [...estate.actors.values()].flatMap((actor): Pair[] => [
    [`actor.${actor.id}.coverName`, actor.coverName],
    ...actor.ips.map((ip, index): Pair => [index === 0 ? `actor.${actor.id}.ip` : `actor.${actor.id}.ip${index + 1}`, ip]),
    ...actor.userAgents.map((agent, index): Pair => [`actor.${actor.id}.userAgent${index === 0 ? "" : index + 1}`, agent]),
  ]);
}
