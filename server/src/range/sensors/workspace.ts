import { guidV4Of, hash128, hash32 } from "../../base/hash.ts";

import type { DomainController, Firewall } from "../../logs/log.ts";
import { hostIn, parseNetwork } from "../estate/addresses.ts";

export interface Workspace {
  readonly domain: string;
  readonly netbios: string;
  readonly workspaceId: string;
  readonly tenantId: string;
  /** FQDN of a domain controller that Exchange prefers; the first of the cast. */
  readonly domainController: string;
  readonly domainControllers: readonly DomainController[];
  readonly isHybrid: boolean;
  readonly logsForwardedFor: boolean;
  readonly firewall: Firewall | null;
}

export interface WorkspaceOwner {
  readonly organisation: { readonly domain: string; readonly netbios: string };
  readonly site: { readonly publicNetwork: string; readonly isHybrid: boolean };
  readonly provider?: { readonly pool: string } | undefined;
  readonly hosts: readonly {
    readonly name: string;
    readonly kind: string;
    readonly ip: string;
    readonly balancing?: { readonly forwardsClients: boolean } | undefined;
  }[];
}

/** The log workspace of an organisation under a seed: the ids that every row carries, the same as the world's cast quotes. */
export function workspaceOf(seed: number, { organisation, hosts, site, provider }: WorkspaceOwner): Workspace {
  const workspaceId = guidV4Of(hash128(seed, "organisation/workspace"));
  const firewall = hosts.find((host) => host.kind === "firewall");
  const domainControllers = hosts
    .filter((host) => host.kind === "domain-controller")
    .map(({ name, ip }) => ({ name: name.toUpperCase(), fqdn: `${name.toUpperCase()}.${organisation.domain}`, ip }));
  return {
    domain: organisation.domain,
    netbios: organisation.netbios,
    workspaceId,
    tenantId: guidV4Of(hash128(seed, "organisation/tenant")),
    domainController: domainControllers[0]?.fqdn ?? `DC01.${organisation.domain}`,
    domainControllers,
    isHybrid: site.isHybrid,
    logsForwardedFor: hosts.some(({ balancing }) => balancing?.forwardsClients === true),
    firewall:
      firewall === undefined
        ? null
        : {
            name: firewall.name.toUpperCase(),
            version: "v6.4.5",
            serial: `FGT60F${String(hash32(seed, "organisation/firewall") % 10 ** 10).padStart(10, "0")}`,
            publicIp: hostIn(parseNetwork(site.publicNetwork), 1),
            vpnPool: provider?.pool ?? "",
            workspaceId,
          },
  };
}

/** `_ResourceId` of a machine that is on-premises and connected by an agent. */
export function resourceIdOf(workspace: Workspace, hostName: string): string {
  return `/subscriptions/${workspace.tenantId}/resourcegroups/on-premises/providers/microsoft.hybridcompute/machines/${hostName.toLowerCase()}`;
}

/**
 * How far a host's clock is off, in microseconds: members of a domain follow its controller to within a third of a second.
 * Exchange's own clock is the measure, because its logs quote it inside their texts (message ids, device conversations).
 */
export function clockSkewOf(seed: number, hostName: string, kind: string | undefined): number {
  return kind === "exchange" ? 0 : (hash32(seed, `sensors/${hostName}/clock`) % 600_001) - 300_000;
}
