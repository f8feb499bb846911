import type { RandomStream } from "../../base/random-stream.ts";
import { addMicros, MICROS_PER_MINUTE, MICROS_PER_MS, type SimTime } from "../../base/sim-time.ts";
import type { ExchangeServer, HealthMailbox } from "../estate/estate.ts";
import { padExchangeBuild } from "../estate/exchange-build.ts";
import { drawGuid } from "../estate/identity.ts";
import { drawCanary } from "../exchange/control-panel/urls.ts";
import { hasTwoSites } from "../exchange/applications.ts";
import { healthMailboxesOn } from "../exchange/database-copies.ts";
import { exchangeStateOf, handleRequest } from "../exchange/front-end.ts";
import { describeRequest, type ClientRequest } from "../exchange/request.ts";
import { eventKind } from "../kernel/event-kind.ts";
import { keepsTooth } from "../kernel/volume.ts";
import type { World } from "../kernel/world.ts";
import { ordinaryCause } from "../people/cause.ts";

/** One probe of Managed Availability: what it asks, and every how many minutes. */
interface ProbeDefinition {
  readonly name: string;
  readonly everyMinutes: number;
  /** Runs once per mailbox database. */
  readonly isPerDatabase: boolean;
  readonly request: (server: Pick<ExchangeServer, "host" | "build">, health: HealthMailbox, draws: RandomStream) => Partial<ClientRequest>;
  /** Anonymous probes are answered at once; the others are challenged first. */
  readonly isAnonymous: boolean;
}

const LOCAL_AGENT = "AMProbe/Local/ClientAccess";

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
const PROBES: readonly ProbeDefinition[] = [
  ...HEALTH_CHECK_STEMS.map((stem): ProbeDefinition => ({
    name: stem,
    everyMinutes: 1,
    isPerDatabase: false,
    isAnonymous: true,
    request: () => ({ method: "GET", stem, userAgent: LOCAL_AGENT }),
  })),
  {
    name: "active-sync-self-test",
    everyMinutes: 1,
    isPerDatabase: false,
    isAnonymous: true,
    request: () => ({ method: "GET", stem: "/Microsoft-Server-ActiveSync/default.eas", userAgent: LOCAL_AGENT }),
  },
  {
    name: "mapi",
    everyMinutes: 1,
    isPerDatabase: true,
    isAnonymous: false,
    request: (_server, health, draws) => ({
      method: "POST",
      stem: draws.chance(1, 3) ? "/mapi/nspi/" : "/mapi/emsmdb/",
      query: `MailboxId=${health.mailboxGuid}@${health.address.split("@")[1] ?? ""}`,
      action: draws.pick(["Connect", "Execute", "Disconnect"]),
      userAgent: "MapiHttpClient",
      clientRequestId: `${drawGuid(draws)}:1;RT:Connect;CI:${drawGuid(draws)}:1`,
      bodyBytes: draws.between(80, 400),
    }),
  },
  {
    name: "web-services",
    everyMinutes: 1,
    isPerDatabase: true,
    isAnonymous: false,
    request: ({ build }, _health, draws) => ({
      method: "POST",
      stem: "/EWS/Exchange.asmx",
      action: "ConvertId",
      userAgent: `Ews_AM_Probe/Local (ExchangeServicesClient/${padExchangeBuild(build)})`,
      bodyBytes: draws.between(700, 950),
    }),
  },
  {
    name: "autodiscover",
    everyMinutes: 1,
    isPerDatabase: true,
    isAnonymous: false,
    request: (_server, _health, draws) => ({
      method: "POST",
      stem: "/Autodiscover/Autodiscover.xml",
      userAgent: LOCAL_AGENT,
      bodyBytes: draws.between(420, 470),
    }),
  },
  {
    name: "rpc-proxy",
    everyMinutes: 1,
    isPerDatabase: true,
    isAnonymous: false,
    request: ({ host }) => ({
      method: "RPC_IN_DATA",
      stem: "/rpc/rpcproxy.dll",
      query: `${host.fqdn.toLowerCase()}:6001`,
      userAgent: "MSRPC",
      bodyBytes: 0,
    }),
  },
  {
    name: "outlook-web",
    everyMinutes: 5,
    isPerDatabase: true,
    isAnonymous: true,
    request: () => ({ method: "GET", stem: "/owa/", userAgent: LOCAL_AGENT }),
  },
  {
    name: "active-sync",
    everyMinutes: 5,
    isPerDatabase: true,
    isAnonymous: false,
    request: (_server, health, draws) => ({
      method: "POST",
      stem: "/Microsoft-Server-ActiveSync/default.eas",
      query: `User=${health.address}&DeviceId=EASProbeDeviceId141&DeviceType=EASProbeDeviceType&Cmd=Settings`,
      action: "Settings",
      userAgent: "TestActiveSyncConnectivity",
      bodyBytes: draws.between(30, 60),
    }),
  },
  {
    name: "control-panel",
    everyMinutes: 5,
    isPerDatabase: false,
    isAnonymous: false,
    request: (_server, _health, draws) => ({
      method: "POST",
      stem: "/ecp/RulesEditor/InboxRules.svc/GetList",
      query: `msExchEcpCanary=${drawCanary(draws)}`,
      userAgent: LOCAL_AGENT,
      bodyBytes: 32,
      panelCommand: { kind: "read-grid", cmdlets: ["Get-InboxRule"], schema: "" },
    }),
  },
  {
    name: "power-shell",
    everyMinutes: 5,
    isPerDatabase: false,
    isAnonymous: false,
    request: ({ build }, _health, draws) => ({
      method: "POST",
      stem: "/powershell",
      query: `clientApplication=ActiveMonitor;PSVersion=5.1.14393.4467&sessionID=Version_${build.major}.${build.minor}_(Build_${build.build - 1}.0)=${drawCanary(draws).slice(0, 20)}`,
      action: draws.pick(["New-PSSession:Receive", "Get-Mailbox:Command", "Remove-PSSession:Receive"]),
      cmdletParameters: [{ name: "ResultSize", value: "1" }],
      userAgent: "Microsoft WinRM Client",
      bodyBytes: draws.between(1_200, 7_000),
    }),
  },
  {
    name: "odata",
    everyMinutes: 5,
    isPerDatabase: false,
    isAnonymous: false,
    request: () => ({ method: "GET", stem: "/api/v1.0/$metadata", userAgent: "Odata_PC_Probe/Local" }),
  },
];

export type ProbeTick = { readonly server: string; readonly minute: number };

/** Every minute the health service runs the probes that are due: a comb that never sleeps. */
export const runProbes = eventKind<ProbeTick>("health/probes", (world, { server: name, minute }, at) => {
  world.schedule(runProbes, addMicros(at, MICROS_PER_MINUTE), { server: name, minute: minute + 1 });
  const server = world.estate.exchangeServers.find(({ host }) => host.name === name);
  if (server === undefined || !hasTwoSites(server)) return;
  for (const [index, probe] of PROBES.entries()) {
    if (minute % probe.everyMinutes !== index % probe.everyMinutes) continue;
    const mounted = healthMailboxesOn(world, server);
    const databases = probe.isPerDatabase ? mounted : (mounted.length === 0 ? server.healthMailboxes : mounted).slice(0, 1);
    for (const [database, health] of databases.entries()) {
      const turn = Math.floor(minute / probe.everyMinutes);
      if (keepsTooth(world, turn, ((index * 7 + database * 3) % 20) / 20))
        sendProbe(world, server, probe, health, at, minute, index, database);
    }
  }
});

export const HEALTH_PROBE_KINDS = [runProbes];

function sendProbe(
  world: World,
  server: ExchangeServer,
  probe: ProbeDefinition,
  health: HealthMailbox,
  at: SimTime,
  minute: number,
  index: number,
  database: number,
): void {
  const draws = world.stream(`system/health/${server.host.name}/${probe.name}/${database}/${minute}`);
  // Each probe has its own second of the minute, and keeps to it.
  const second = (index * 11 + database * 29) % 57;
  const sendAt = addMicros(at, second * 1_000_000 + draws.below(240 * MICROS_PER_MS));
  const clientIp = draws.weighted([5, 2, 2]) === 0 ? "::1" : draws.chance(1, 2) ? "127.0.0.1" : server.host.linkLocal;
  const base = describeRequest({
    at: sendAt,
    cause: ordinaryCause("system/health"),
    draws,
    clientIp,
    userAgent: LOCAL_AGENT,
    host: draws.chance(2, 3) ? "localhost" : server.host.fqdn.toLowerCase(),
    stem: "/",
    mailbox: probe.isAnonymous ? null : health,
    ...probe.request({ host: server.host, build: exchangeStateOf(world, server).build }, health, draws),
  });
  if (probe.isAnonymous) {
    handleRequest(world, server, base);
    return;
  }
  const challenged = handleRequest(world, server, { ...base, bodyBytes: 0, panelCommand: null });
  const isNewConnection = draws.chance(1, 3);
  handleRequest(world, server, {
    ...base,
    at: addMicros(challenged.endedAt, draws.between(800, 6_000)),
    credentials: {
      kind: "integrated",
      account: health.account,
      package: draws.chance(3, 4) ? "NTLM" : "Kerberos",
      workstation: server.host.name,
      isNewConnection,
    },
  });
}
