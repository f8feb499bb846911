import { guidV4Of, hash128 } from "../../base/hash.ts";
import type { SimTime } from "../../base/sim-time.ts";
import type { ProcessRef } from "../activity.ts";
import type { ExchangeServer } from "../estate/estate.ts";
import type { World } from "../kernel/world.ts";
import { describeProcess, SYSTEM_LOGON_ID } from "../windows/processes.ts";
import { serviceProcess } from "../windows/standing-processes.ts";
import { hasTwoSites, type AppPool } from "./applications.ts";
import type { ExchangeState } from "./exchange-state.ts";

/**
 * The worker process of an application pool. Published hunting queries look for `MSExchange` inside its command line,
 * whose form was observed on a lab Exchange 2016 (OTRF Security-Datasets).
 */
export function poolProcess(world: World, server: ExchangeServer, state: ExchangeState, pool: AppPool): ProcessRef {
  const { pid, startedAt } = state.pools[pool];
  return world.recallProcess(`${server.host.name}/${pool}/${pid}/${startedAt}`, () => describeWorker(world, server, pool, pid, startedAt));
}

function describeWorker(world: World, server: ExchangeServer, pool: AppPool, pid: number, startedAt: SimTime): ProcessRef {
  const pipe = guidV4Of(hash128(world.seed, `${server.host.name}/${pool}/${pid}`));
  const usesGlobalCatalog = pool === "MSExchangeOWAAppPool" || pool === "MSExchangeECPAppPool" ? "False" : "True";
  return describeProcess(server.host, pid, startedAt, {
    path: "C:\\Windows\\System32\\inetsrv\\w3wp.exe",
    commandLine: !hasTwoSites(server)
      ? `c:\\windows\\system32\\inetsrv\\w3wp.exe -ap "${pool}" -v "v2.0" -l "webengine4.dll" -a \\\\.\\pipe\\iisipm${pipe} ` +
        `-h "C:\\inetpub\\temp\\apppools\\${pool}\\${pool}.config" -w "" -m 0`
      : `c:\\windows\\system32\\inetsrv\\w3wp.exe -ap "${pool}" -v "v4.0" ` +
        `-c "${server.installPath}\\bin\\GenericAppPoolConfigWithGCServerEnabled${usesGlobalCatalog}.config" ` +
        `-a \\\\.\\pipe\\iisipm${pipe} -h "C:\\inetpub\\temp\\apppools\\${pool}\\${pool}.config" -w "" -m 0`,
    account: world.estate.system.localSystem,
    logonId: SYSTEM_LOGON_ID,
    integrity: "System",
    parent: webServicesProcess(world, server),
  });
}

/** The service host that starts workers. It has to run before any of them is described: what starts a process does so once. */
export function webServicesProcess(world: World, { host }: ExchangeServer): ProcessRef {
  const commandLine = "C:\\Windows\\system32\\svchost.exe -k iissvcs";
  return serviceProcess(world, host, { path: "C:\\Windows\\System32\\svchost.exe", commandLine });
}
