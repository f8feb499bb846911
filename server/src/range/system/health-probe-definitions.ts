import type { RandomStream } from "../../base/random-stream.ts";
import type { ExchangeServer, HealthMailbox } from "../estate/estate.ts";
import { padExchangeBuild } from "../estate/exchange-build.ts";
import { drawGuid } from "../estate/identity.ts";
import { drawCanary } from "../exchange/control-panel/urls.ts";
import type { ClientRequest } from "../exchange/request.ts";

export type ProbedServer = Pick<ExchangeServer, "host" | "build">;

/** One probe of Managed Availability: what it asks, and every how many minutes. */
export interface ProbeDefinition {
  readonly name: string;
  readonly everyMinutes: number;
  /** Runs once per mailbox database. */
  readonly isPerDatabase: boolean;
  /** What it sends, one after the other once it is known who asks. */
  readonly requests: (server: ProbedServer, health: HealthMailbox, draws: RandomStream) => readonly Partial<ClientRequest>[];
  /** Anonymous probes are answered at once; the others are challenged first. */
  readonly isAnonymous: boolean;
}

export const LOCAL_AGENT = "AMProbe/Local/ClientAccess";

const HEALTH_CHECK_STEMS = [
  "/owa/healthcheck.htm",
  "/ecp/healthcheck.htm",
  "/ews/healthcheck.htm",
  "/mapi/healthcheck.htm",
  "/oab/healthcheck.htm",
  "/autodiscover/healthcheck.htm",
  "/rpc/healthcheck.htm",
  "/Microsoft-Server-ActiveSync/healthcheck.htm",
  "/PowerShell/healthcheck.htm",
] as const;

/** Agents and paths as real web logs of 2016 servers show them. */
export const PROBES: readonly ProbeDefinition[] = [
  ...HEALTH_CHECK_STEMS.map((stem): ProbeDefinition => ({
    name: stem,
    everyMinutes: 1,
    isPerDatabase: false,
    isAnonymous: true,
    requests: () => [{ method: "GET", stem, userAgent: LOCAL_AGENT }],
  })),
  {
    name: "active-sync-self-test",
    everyMinutes: 1,
    isPerDatabase: false,
    isAnonymous: true,
    requests: () => [{ method: "GET", stem: "/Microsoft-Server-ActiveSync/default.eas", userAgent: LOCAL_AGENT }],
  },
  {
    name: "mapi",
    everyMinutes: 1,
    isPerDatabase: true,
    isAnonymous: false,
    requests: mapiSession,
  },
  {
    name: "web-services",
    everyMinutes: 1,
    isPerDatabase: true,
    isAnonymous: false,
    requests: ({ build }, _health, draws) => [
      {
        method: "POST",
        stem: "/EWS/Exchange.asmx",
        action: "ConvertId",
        userAgent: `Ews_AM_Probe/Local (ExchangeServicesClient/${padExchangeBuild(build)})`,
        bodyBytes: draws.between(700, 950),
      },
    ],
  },
  {
    name: "autodiscover",
    everyMinutes: 1,
    isPerDatabase: true,
    isAnonymous: false,
    requests: (_server, _health, draws) => [
      {
        method: "POST",
        stem: "/Autodiscover/Autodiscover.xml",
        userAgent: LOCAL_AGENT,
        bodyBytes: draws.between(420, 470),
      },
    ],
  },
  {
    name: "rpc-proxy",
    everyMinutes: 1,
    isPerDatabase: true,
    isAnonymous: false,
    requests: ({ host }) => [
      {
        method: "RPC_IN_DATA",
        stem: "/rpc/rpcproxy.dll",
        query: `${host.fqdn.toLowerCase()}:6001`,
        userAgent: "MSRPC",
        bodyBytes: 0,
      },
    ],
  },
  {
    name: "outlook-web",
    everyMinutes: 5,
    isPerDatabase: true,
    isAnonymous: true,
    requests: () => [{ method: "GET", stem: "/owa/", userAgent: LOCAL_AGENT }],
  },
  {
    name: "active-sync",
    everyMinutes: 5,
    isPerDatabase: true,
    isAnonymous: false,
    requests: (_server, health, draws) => [
      {
        method: "POST",
        stem: "/Microsoft-Server-ActiveSync/default.eas",
        query: `User=${health.address}&DeviceId=EASProbeDeviceId141&DeviceType=EASProbeDeviceType&Cmd=Settings`,
        action: "Settings",
        userAgent: "TestActiveSyncConnectivity",
        bodyBytes: draws.between(30, 60),
      },
    ],
  },
  {
    name: "control-panel",
    everyMinutes: 5,
    isPerDatabase: false,
    isAnonymous: false,
    requests: (_server, _health, draws) => [
      {
        method: "POST",
        stem: "/ecp/RulesEditor/InboxRules.svc/GetList",
        query: `msExchEcpCanary=${drawCanary(draws)}`,
        userAgent: LOCAL_AGENT,
        bodyBytes: 32,
        panelCommand: { kind: "read-grid", cmdlets: ["Get-InboxRule"], schema: "" },
      },
    ],
  },
  {
    name: "power-shell",
    everyMinutes: 5,
    isPerDatabase: false,
    isAnonymous: false,
    requests: ({ build }, _health, draws) => [
      {
        method: "POST",
        stem: "/powershell",
        query: `clientApplication=ActiveMonitor;PSVersion=5.1.14393.4467&sessionID=Version_${build.major}.${build.minor}_(Build_${build.build - 1}.0)=${drawCanary(draws).slice(0, 20)}`,
        action: draws.pick(["New-PSSession:Receive", "Get-Mailbox:Command", "Remove-PSSession:Receive"]),
        cmdletParameters: [{ name: "ResultSize", value: "1" }],
        userAgent: "Microsoft WinRM Client",
        bodyBytes: draws.between(1_200, 7_000),
      },
    ],
  },
  {
    name: "odata",
    everyMinutes: 5,
    isPerDatabase: false,
    isAnonymous: false,
    requests: () => [{ method: "GET", stem: "/api/v1.0/$metadata", userAgent: "Odata_PC_Probe/Local" }],
  },
];

/**
 * A session as the health service makes it, in the address book or in the mailbox: GUIDs in lower case and without braces, the calls
 * counted, another client instance in each (source: real lines of 2016 CU22).
 */
function mapiSession(_server: ProbedServer, health: HealthMailbox, draws: RandomStream): readonly Partial<ClientRequest>[] {
  const [session, client] = [drawGuid(draws), drawGuid(draws)];
  const [stem, actions] = draws.chance(1, 3)
    ? ["/mapi/nspi/", ["Bind", "QueryRows", "Unbind"]]
    : ["/mapi/emsmdb/", ["Connect", "Execute", "Disconnect"]];
  return actions.map((action, index) => ({
    method: "POST",
    stem,
    query: `mailboxId=${health.mailboxGuid}@${health.address.split("@")[1] ?? ""}`,
    action,
    userAgent: "MapiHttpClient",
    clientRequestId: `R:${session}:${index + 1};RT:${action};CI:${client}:1;CID:${drawGuid(draws)}`,
    bodyBytes: index === 2 ? 4 : draws.between(250, 400),
  }));
}
