import type { HostRef, ProcessRef } from "../../activity.ts";
import { hash32 } from "../../../base/hash.ts";
import { formatSimTime } from "../../../base/sim-time.ts";
import { drawGuid, hex32 } from "../../estate/identity.ts";
import type { ExchangeServer } from "../../estate/estate.ts";
import { exchangeStateOf } from "../../exchange/front-end.ts";
import { APP_POOLS, type AppPool } from "../../exchange/applications.ts";
import { poolProcess } from "../../exchange/pool-process.ts";
import type { World } from "../../kernel/world.ts";
import { serviceProcess, systemProcess } from "../../windows/standing-processes.ts";
import { during, recordImageLoad, toolChangesFile } from "../../windows/tool-acts.ts";
import type { Routine } from "./routine.ts";

const EXCHANGE = ["exchange"] as const;
const COMPRESSED = "C:\\inetpub\\temp\\IIS Temporary Compressed Files";
const SCRIPTS = ["BOOT.WORLDWIDE.0.MOUSE.JS", "BOOT.WORLDWIDE.1.MOUSE.JS", "BOOT.0.MOUSE.CSS", "FLOGON.JS", "FABRIC.MDL2.CSS"] as const;
const PAGING_BYTES = 32_768;

/** Services written for .NET, and what .NET translated of its own libraries on the machine: nobody signs that. */
const MANAGED = [
  "MSExchangeTransport.exe",
  "MSExchangeFrontendTransport.exe",
  "MSExchangeDelivery.exe",
  "MSExchangeSubmission.exe",
  "MSExchangeMailboxAssistants.exe",
  "MSExchangeThrottling.exe",
  "MSExchangeHMWorker.exe",
  "Microsoft.Exchange.Diagnostics.Service.exe",
  "Microsoft.Exchange.RpcClientAccess.Service.exe",
  "Microsoft.Exchange.Search.Service.exe",
] as const;
const NATIVE_IMAGES = ["System.Xml.Linq", "System.Data", "System.ServiceModel", "System.Runtime.Caching", "System.Transactions"] as const;
const NATIVE_FOLDER = "C:\\Windows\\assembly\\NativeImages_v4.0.30319_64";

/** What Exchange's own services write around the clock. */
export const EXCHANGE_ROUTINES: readonly Routine[] = [
  {
    name: "performance-log",
    hosts: EXCHANGE,
    weight: 4,
    by: (world, host) => serviceOf(world, host, "Microsoft.Exchange.Diagnostics.Service.exe"),
    tool: (world, host, draws) => ({
      runsMs: 1_400,
      acts: (tool) => {
        const folder = `${installPath(world, host)}\\Logging\\Diagnostics\\DailyPerformanceLogs`;
        const digits = formatSimTime(tool.startedAt, 0).replaceAll(/\D/g, "").slice(2, 14);
        const name = `ExchangeDiagnosticsDailyPerformanceLog_${digits}.blg`;
        toolChangesFile(tool, { path: `${folder}\\${name}`, size: PAGING_BYTES * draws.between(4, 90), share: 0.2 });
        if (draws.chance(1, 2)) toolChangesFile(tool, { path: `${folder}\\${name}.csv`, size: draws.between(8_000, 640_000), share: 0.6 });
      },
    }),
  },
  {
    name: "compressed-answer",
    hosts: EXCHANGE,
    weight: 4,
    by: (world, host) => workerOf(world, host, "MSExchangeOWAAppPool"),
    tool: (_world, _host, draws) => ({
      runsMs: 90,
      acts: (tool) => {
        const name = `$^_gzip_C^_PROGRAM FILES^_MICROSOFT^_EXCHANGE SERVER^_V15^_CLIENTACCESS^_OWA^_${draws.pick(SCRIPTS)}`;
        toolChangesFile(tool, { path: `${COMPRESSED}\\MSExchangeOWAAppPool\\${name}`, size: draws.between(9_000, 320_000) });
      },
    }),
  },
  {
    name: "message-part",
    hosts: EXCHANGE,
    weight: 3,
    by: (world, host) => serviceOf(world, host, "EdgeTransport.exe"),
    tool: (world, host, draws) => ({
      runsMs: 400,
      acts: (tool) => {
        const path = `${installPath(world, host)}\\TransportRoles\\data\\Temp\\${drawGuid(draws)}.tmp`;
        const size = draws.between(4_000, 4_800_000);
        toolChangesFile(tool, { path, size, share: 0.1 });
        toolChangesFile(tool, { path, size, share: 0.9, change: "deleted" });
      },
    }),
  },
  {
    name: "late-library",
    hosts: EXCHANGE,
    weight: 3,
    // A library is loaded when it is first needed, which may be days after the service's start.
    by: (world, host, draws) =>
      draws.chance(1, 4) ? workerOf(world, host, draws.pick(APP_POOLS)) : serviceOf(world, host, draws.pick(MANAGED)),
    tool: (_world, host, draws) => ({
      runsMs: 900,
      acts: (tool) => {
        const assembly = draws.pick(NATIVE_IMAGES);
        const build = hex32(hash32(0, `${host.osBuild}/${assembly}`));
        recordImageLoad(tool, tool.process, during(tool, 0.5), `${NATIVE_FOLDER}\\${assembly}\\${build}\\${assembly}.ni.dll`);
      },
    }),
  },
  {
    name: "uploaded-part",
    hosts: EXCHANGE,
    weight: 2,
    by: (world, host) => workerOf(world, host, "MSExchangeServicesAppPool"),
    tool: (_world, _host, draws) => ({
      runsMs: 700,
      acts: (tool) => {
        const path = `C:\\Windows\\Temp\\${drawGuid(draws)}.tmp`;
        toolChangesFile(tool, { path, size: draws.between(1_000, 900_000), share: 0.1 });
      },
    }),
  },
];

function serverOf(world: World, host: HostRef): ExchangeServer | undefined {
  return world.estate.exchangeServers.find((candidate) => candidate.host === host);
}

function installPath(world: World, host: HostRef): string {
  return serverOf(world, host)?.installPath ?? "C:\\Program Files\\Microsoft\\Exchange Server\\V15";
}

function serviceOf(world: World, host: HostRef, image: string): ProcessRef {
  const path = `${installPath(world, host)}\\Bin\\${image}`;
  return serviceProcess(world, host, { path, commandLine: `"${path}"` });
}

function workerOf(world: World, host: HostRef, pool: AppPool): ProcessRef {
  const server = serverOf(world, host);
  return server === undefined ? systemProcess(world, host) : poolProcess(world, server, exchangeStateOf(world, server), pool);
}
