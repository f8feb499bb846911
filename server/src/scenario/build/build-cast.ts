import type { ActorFile, CastFile } from "../files/cast-file.ts";
import type { ActorProfile, Cast } from "../model.ts";

export function buildCast(id: string, file: CastFile): Cast {
  return {
    id,
    organisation: { ...file.organisation, facts: file.organisation.facts ?? [] },
    site: {
      city: file.site.city,
      network: file.site.network,
      publicNetwork: file.site.publicNetwork,
      mailHost: file.site.mailHost,
      isHybrid: file.site.hybrid ?? false,
    },
    hosts: file.hosts.map((host) => ({
      role: host.role,
      kind: host.kind,
      name: host.name,
      ip: host.ip,
      exchange: host.exchange ?? null,
      hasEdr: host.edr,
      ...(host.balancing === undefined ? {} : { balancing: host.balancing }),
    })),
    ...(file.provider === undefined ? {} : { provider: file.provider }),
    people: file.people.map((person) => ({
      role: person.role,
      department: person.department,
      title: person.title,
      isAdministrator: person.administrator ?? false,
      habits: person.habits ?? null,
    })),
    departments: file.departments,
  };
}

export function buildActor(id: string, file: ActorFile): ActorProfile {
  return {
    id,
    coverName: file.coverName,
    kind: file.kind,
    description: file.description.trim(),
    networks: file.networks,
    userAgents: file.userAgents,
    autonomousSystem: file.autonomousSystem ?? "",
    modelledOn: file.modelledOn ?? "",
    workingHours: file.workingHours ?? null,
    tooling: { staticNames: file.tooling?.staticNames ?? [], shell: file.tooling?.shell ?? "chopper" },
    infrastructure: {
      rotatesAddresses: file.infrastructure?.rotatesAddresses ?? false,
      endpoints: (file.infrastructure?.endpoints ?? []).map((endpoint) => ({ ...endpoint, name: endpoint.name ?? "" })),
    },
    features: file.features ?? [],
  };
}
