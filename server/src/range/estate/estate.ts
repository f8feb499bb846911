import type { Balancing, ShellDialect } from "../../scenario/model.ts";
import type { AccountRef, ExchangeBuild, HostRef } from "../activity.ts";
import type { MailPartner } from "./mail-partners.ts";
import type { Provider } from "./provider.ts";
import type { Whereabouts } from "./whereabouts.ts";

/** Everything about the company that does not change while a world runs. Built from the cast and the seed. */
export interface Estate {
  readonly organisation: Organisation;
  readonly site: Site;
  /** Machines with Windows on them. */
  readonly hosts: readonly HostRef[];
  /** Null where the scenario's cast has none: what it would have seen is then not recorded. */
  readonly firewall: HostRef | null;
  /** Through which all mail from and to the internet goes; null: Exchange deals with the internet itself. */
  readonly mailRelay: HostRef | null;
  /** Through which people's browsers go out; null: they do so themselves. */
  readonly webProxy: HostRef | null;
  /** In front of the Exchange servers' web sites; null: clients reach the servers themselves. */
  readonly loadBalancer: LoadBalancer | null;
  /** Starts the backup of the others and keeps it; null: every Exchange server's own agent does, by the clock. */
  readonly backupServer: HostRef | null;
  /** Looks after the servers from outside; null: nobody does. */
  readonly provider: Provider | null;
  /** Windows machines that the cast names, by cast role. */
  readonly hostsByRole: ReadonlyMap<string, HostRef>;
  /** Machines without Windows, by cast role. */
  readonly appliancesByRole: ReadonlyMap<string, HostRef>;
  /** Every machine, appliances too. */
  readonly hostsByName: ReadonlyMap<string, HostRef>;
  readonly exchangeServers: readonly ExchangeServer[];
  /** By GUID of a database: the server on which its active copy is at home. */
  readonly serversByDatabase: ReadonlyMap<string, ExchangeServer>;
  readonly domainControllers: readonly HostRef[];
  readonly people: readonly Person[];
  readonly peopleByKey: ReadonlyMap<string, Person>;
  /** By cast role. */
  readonly peopleByRole: ReadonlyMap<string, Person>;
  readonly peopleByAddress: ReadonlyMap<string, Person>;
  /** By the SID of their account. */
  readonly peopleBySid: ReadonlyMap<string, Person>;
  /** With whom the company exchanges mail, the closest first. */
  readonly partners: readonly MailPartner[];
  readonly system: SystemAccounts;
  /** Actor id → what it comes with. */
  readonly actors: ReadonlyMap<string, ActorIdentity>;
}

export interface Organisation {
  readonly name: string;
  readonly domain: string;
  readonly netbios: string;
  readonly tenantId: string;
  readonly workspaceId: string;
  readonly domainSid: string;
  /** `corp.example/Users` and the like are canonical names below this. */
  readonly canonicalRoot: string;
  /** `DC=corp,DC=example`. */
  readonly rootDn: string;
}

export interface Site {
  readonly network: string;
  readonly publicNetwork: string;
  /** Public address behind which the company's own people browse. */
  readonly natIp: string;
  readonly mailHost: string;
  readonly autodiscoverHost: string;
  readonly isHybrid: boolean;
}

export interface LoadBalancer extends Balancing {
  readonly host: HostRef;
}

/** An Exchange server as it was installed. */
export interface ExchangeServer {
  readonly host: HostRef;
  readonly product: "2010" | "2013" | "2016" | "2019";
  readonly build: ExchangeBuild;
  /** Name of its database availability group; empty for a server that stands alone. */
  readonly availabilityGroup: string;
  readonly databases: readonly { readonly name: string; readonly guid: string }[];
  /** `C:\Program Files\Microsoft\Exchange Server\V15`; `V14` for 2010. */
  readonly installPath: string;
  readonly oabVirtualDirectoryGuid: string;
  readonly oabGuid: string;
  readonly healthMailboxes: readonly HealthMailbox[];
}

/** Mailbox that Managed Availability probes with. */
export interface HealthMailbox {
  readonly account: AccountRef;
  readonly address: string;
  readonly mailboxGuid: string;
  readonly databaseGuid: string;
}

export interface Person extends Whereabouts {
  /** Stable within the estate: the cast role, or `sales-3`. */
  readonly key: string;
  readonly role: string | null;
  readonly displayName: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly title: string;
  readonly department: string;
  readonly isAdministrator: boolean;
  readonly account: AccountRef;
  readonly canonicalName: string;
  readonly mailbox: Mailbox;
  readonly workstation: HostRef;
  readonly homeIp: string;
  readonly outlook: OutlookClient | null;
  readonly browserUserAgent: string;
  readonly usesOwa: boolean;
  readonly phone: Phone | null;
  /** Local hours. */
  readonly hours: { readonly start: number; readonly end: number };
  /** Local hours at which this person's shift begins, week after week in turn; empty: as `hours` says. */
  readonly shifts: readonly number[];
  readonly mailsPerDay: number;
}

export interface Mailbox {
  readonly address: string;
  readonly guid: string;
  readonly databaseGuid: string;
}

export interface OutlookClient {
  readonly userAgent: string;
  readonly clientInfoId: string;
}

export interface Phone {
  readonly deviceId: string;
  readonly clientId: string;
  readonly deviceType: string;
  readonly userAgent: string;
  readonly networks: readonly string[];
  readonly heartbeatSeconds: number;
  /** It still offers the password from before the last change, until somebody notices. */
  readonly hasStalePassword: boolean;
}

export interface SystemAccounts {
  readonly localSystem: AccountRef;
  readonly networkService: AccountRef;
  readonly localService: AccountRef;
  readonly backup: AccountRef;
  /** Reads the admin centre for the provider's dashboard. */
  readonly monitoring: AccountRef;
  /** Reads mailboxes for line-of-business software. */
  readonly connector: AccountRef;
  /** Computer account of each host, by NetBIOS name. */
  readonly computers: ReadonlyMap<string, AccountRef>;
}

export interface ActorIdentity {
  readonly id: string;
  readonly coverName: string;
  readonly kind: "intruder" | "staff" | "third-party" | "scanner";
  readonly ips: readonly string[];
  readonly userAgents: readonly string[];
  /** A new address for each step, instead of one throughout. */
  readonly rotatesAddresses: boolean;
  /** Static names below the front end that its tool asks for; empty: any of the known ones. */
  readonly staticNames: readonly string[];
  readonly shellDialect: ShellDialect;
  readonly endpoints: readonly ActorEndpoint[];
}

/** A host of an intruder's on the internet. */
export interface ActorEndpoint {
  readonly purpose: "c2" | "download" | "upload" | "relay" | "pool";
  readonly ip: string;
  /** Empty: it is known by its number only. */
  readonly name: string;
  readonly port: number;
}
