import type { Cast, CastHost } from "../../scenario/model.ts";
import type { ExchangeBuild, HostRef } from "../activity.ts";
import type { ExchangeServer, HealthMailbox, Organisation } from "./estate.ts";
import { parseExchangeBuild } from "./exchange-build.ts";
import { domainSidFor, guidFor, hexFor, linkLocalFor } from "./identity.ts";

/** Windows builds, firmware and kernel that were current in early 2021. */
const OS_BUILDS = {
  exchange: "10.0.14393.4225",
  "domain-controller": "10.0.17763.1757",
  "member-server": "10.0.17763.1757",
  "backup-server": "10.0.17763.1757",
  "jump-host": "10.0.17763.1757",
  workstation: "10.0.19042.804",
  firewall: "v6.4.5",
  "mail-relay": "5.4.0-66-generic",
  "load-balancer": "7.2.52.0",
  "web-proxy": "5.4.0-66-generic",
} as const;

/** Exchange 2010 never ran on anything later than Windows Server 2012 R2; this is 2008 R2. */
const WINDOWS_OF_2010 = "6.1.7601.24545";

const DATABASES_PER_SERVER = 2;
/** The sixteen members that a group may have at most fit before the first person. */
const FIRST_HEALTH_RID = 1140;

export function buildOrganisation(cast: Cast, seed: number): Organisation {
  const { name, domain, netbios } = cast.organisation;
  return {
    name,
    domain,
    netbios,
    tenantId: guidFor(seed, "organisation/tenant"),
    workspaceId: guidFor(seed, "organisation/workspace"),
    domainSid: domainSidFor(seed, domain),
    canonicalRoot: domain,
    rootDn: domain
      .split(".")
      .map((label) => `DC=${label}`)
      .join(","),
  };
}

export interface HostDraft {
  readonly name: string;
  readonly ip: string;
  readonly role: HostRef["role"];
  readonly exchange: ExchangeBuild | null;
  readonly hasEdr: boolean;
}

export function buildHost(draft: HostDraft, organisation: Organisation, seed: number): HostRef {
  return {
    name: draft.name.toUpperCase(),
    fqdn: `${draft.name.toUpperCase()}.${organisation.domain}`,
    domainNetbios: organisation.netbios,
    ip: draft.ip,
    linkLocal: linkLocalFor(seed, draft.name),
    role: draft.role,
    exchange: draft.exchange,
    osBuild: draft.exchange?.major === 14 ? WINDOWS_OF_2010 : OS_BUILDS[draft.role],
    deviceId: draft.hasEdr ? hexFor(seed, `device/${draft.name}`, 40) : null,
  };
}

export function buildCastHost(host: CastHost, organisation: Organisation, seed: number): HostRef {
  const exchange = host.exchange === null ? null : parseExchangeBuild(host.exchange.build);
  return buildHost({ name: host.name, ip: host.ip, role: host.kind, exchange, hasEdr: host.hasEdr }, organisation, seed);
}

export function buildExchangeServer(
  host: HostRef,
  { product, availabilityGroup }: NonNullable<CastHost["exchange"]>,
  index: number,
  organisation: Organisation,
  seed: number,
): ExchangeServer {
  const name = `exchange/${host.name}`;
  const databases = Array.from({ length: DATABASES_PER_SERVER }, (_, index) => ({
    name: `${host.name}-DB${String(index + 1).padStart(2, "0")}`,
    guid: guidFor(seed, `${name}/database/${index}`),
  }));
  return {
    host,
    product,
    availabilityGroup: availabilityGroup ?? "",
    build: host.exchange ?? { major: 15, minor: 1, build: 2176, revision: 2 },
    databases,
    installPath: `C:\\Program Files\\Microsoft\\Exchange Server\\${product === "2010" ? "V14" : "V15"}`,
    oabVirtualDirectoryGuid: guidFor(seed, `${name}/oab-virtual-directory`),
    oabGuid: guidFor(seed, "organisation/oab"),
    // The health service came with 2013.
    healthMailboxes: (product === "2010" ? [] : databases).map((database, number) =>
      buildHealthMailbox(
        name,
        { number, rid: FIRST_HEALTH_RID + index * DATABASES_PER_SERVER + number },
        database.guid,
        organisation,
        seed,
      ),
    ),
  };
}

function buildHealthMailbox(
  name: string,
  { number, rid }: { readonly number: number; readonly rid: number },
  databaseGuid: string,
  organisation: Organisation,
  seed: number,
): HealthMailbox {
  const hex = hexFor(seed, `${name}/health/${number}`, 32);
  const address = `HealthMailbox${hex}@${organisation.domain}`;
  return {
    address,
    mailboxGuid: guidFor(seed, `${name}/health/${number}/mailbox`),
    databaseGuid,
    account: {
      sid: `${organisation.domainSid}-${rid}`,
      name: `HealthMailbox${hex.slice(0, 7)}`,
      domain: organisation.netbios,
      upn: address,
    },
  };
}
