import type { ProxyProtocol } from "../activity.ts";
import type { ExchangeServer } from "../estate/estate.ts";

/** IIS application pools of an Exchange server that matter here; one worker process each. */
export const APP_POOLS = [
  "MSExchangeOWAAppPool",
  "MSExchangeECPAppPool",
  "MSExchangeServicesAppPool",
  "MSExchangeMapiFrontEndAppPool",
  "MSExchangeMapiMailboxAppPool",
  "MSExchangeAutodiscoverAppPool",
  "MSExchangeOABAppPool",
  "MSExchangeSyncAppPool",
  "MSExchangePowerShellFrontEndAppPool",
  "MSExchangePowerShellAppPool",
  "MSExchangeRpcProxyFrontEndAppPool",
  "MSExchangeRpcProxyAppPool",
  "MSExchangeRestFrontEndAppPool",
  "MSExchangeOWACalendarAppPool",
] as const;
export type AppPool = (typeof APP_POOLS)[number];

/** One application of the front-end site: which proxy module answers below which path. */
export interface Application {
  readonly prefix: string;
  readonly protocol: ProxyProtocol;
  readonly pool: AppPool;
  /** As `MSExchange Front End HTTP Proxy` prints it: `[Owa] Application starting.` */
  readonly label: string;
  /** OWA and ECP log `&encoding=;` and use forms authentication. */
  readonly usesForms: boolean;
}

const APPLICATIONS: readonly Application[] = [
  { prefix: "/owa/calendar", protocol: "OwaCalendar", pool: "MSExchangeOWACalendarAppPool", label: "OwaCalendar", usesForms: false },
  { prefix: "/owa", protocol: "Owa", pool: "MSExchangeOWAAppPool", label: "Owa", usesForms: true },
  { prefix: "/ecp", protocol: "Ecp", pool: "MSExchangeECPAppPool", label: "Ecp", usesForms: true },
  { prefix: "/ews", protocol: "Ews", pool: "MSExchangeServicesAppPool", label: "Ews", usesForms: false },
  { prefix: "/mapi", protocol: "Mapi", pool: "MSExchangeMapiFrontEndAppPool", label: "Mapi", usesForms: false },
  { prefix: "/autodiscover", protocol: "Autodiscover", pool: "MSExchangeAutodiscoverAppPool", label: "Autodiscover", usesForms: false },
  { prefix: "/oab", protocol: "Oab", pool: "MSExchangeOABAppPool", label: "Oab", usesForms: false },
  { prefix: "/microsoft-server-activesync", protocol: "Eas", pool: "MSExchangeSyncAppPool", label: "Eas", usesForms: false },
  { prefix: "/powershell", protocol: "PowerShell", pool: "MSExchangePowerShellFrontEndAppPool", label: "PowerShell", usesForms: false },
  { prefix: "/rpc", protocol: "RpcHttp", pool: "MSExchangeRpcProxyFrontEndAppPool", label: "RpcHttp", usesForms: false },
  { prefix: "/api", protocol: "Rest", pool: "MSExchangeRestFrontEndAppPool", label: "Rest", usesForms: false },
];

/** Whether front end and back end are sites of their own. Exchange 2010 has one site, in which each application does its own work. */
export function hasTwoSites({ product }: Pick<ExchangeServer, "product">): boolean {
  return product !== "2010";
}

const ABSENT_IN_2010: ReadonlySet<ProxyProtocol> = new Set(["Mapi", "Rest"]);

/** Pools that a server of this product has. */
export function poolsOf(server: Pick<ExchangeServer, "product">): readonly AppPool[] {
  return hasTwoSites(server) ? APP_POOLS : APP_POOLS.filter((pool) => !/FrontEnd|Mapi|Rest|Calendar|RpcProxy/.test(pool));
}

/** The same for a server: one of 2010 has fewer. */
export function applicationAt(server: Pick<ExchangeServer, "product">, stem: string): Application | null {
  const application = findApplication(stem);
  return application !== null && !hasTwoSites(server) && ABSENT_IN_2010.has(application.protocol) ? null : application;
}

/** Null: no application answers there, IIS serves files of `C:\inetpub\wwwroot`. */
export function findApplication(stem: string): Application | null {
  const path = stem.toLowerCase();
  return APPLICATIONS.find(({ prefix }) => path === prefix || path.startsWith(`${prefix}/`)) ?? null;
}

/** Pools of the back-end site that differ from those of the front end. */
const BACK_END_POOLS: Readonly<Partial<Record<ProxyProtocol, AppPool>>> = {
  Mapi: "MSExchangeMapiMailboxAppPool",
  PowerShell: "MSExchangePowerShellAppPool",
  RpcHttp: "MSExchangeRpcProxyAppPool",
};

/** The pool whose worker does the work behind a path; paths that lead nowhere end in the one of Outlook on the web. */
export function backEndPoolOf(stem: string): AppPool {
  const application = findApplication(stem);
  if (application === null) return "MSExchangeOWAAppPool";
  return BACK_END_POOLS[application.protocol] ?? application.pool;
}

export function applicationOf(protocol: ProxyProtocol): Application {
  const found = APPLICATIONS.find((application) => application.protocol === protocol);
  if (found === undefined) throw new RangeError(`no application for ${protocol}`);
  return found;
}
