import { addMicros, formatSimTime, type SimTime } from "../../../base/sim-time.ts";
import type { Cause } from "../../activity.ts";
import { digestsFor, drawGuid } from "../../estate/identity.ts";
import { recordApplicationEvent } from "../../windows/application-events.ts";
import { recordFileChange } from "../../windows/files.ts";
import { recordServerLogon } from "../../windows/logons.ts";
import { serviceProcess, startProcess, SYSTEM_LOGON_ID } from "../../windows/processes.ts";
import { APP_POOLS } from "../applications.ts";
import type { Exchange } from "../outcome.ts";
import { poolProcess } from "../pool-process.ts";

const AUTO_START_WARNINGS = 17;
const CONFIGURATION_WAVES = 3;
const COM_CONFIGURATION = "{9FA5C497-F46D-447F-8011-05D03D7D7DDC}";

/**
 * What IIS does when a virtual directory is rebuilt, beside what the panel asked for. Times are relative to the first
 * cmdlet; source: host trace of a lab Exchange 2016 (OTRF Security-Datasets).
 */
export function recordRebuildConsequences(exchange: Exchange, start: SimTime, cause: Cause): void {
  const { world, server, request } = exchange;
  const after = (seconds: number): SimTime => addMicros(start, Math.round(seconds * 1_000_000) + request.draws.below(60_000));
  for (let connection = 0; connection < 7; connection++)
    recordServerLogon(world, server.host, after(0.02 + connection * 0.2), request.draws, cause);
  writeAuditQueue(exchange, after(0.05), cause);
  startComSurrogate(exchange, after(0.43), cause);
  recordAutoStartBurst(exchange, after(1.65), cause);
  for (let wave = 0; wave < CONFIGURATION_WAVES; wave++) rewritePoolConfigurations(exchange, after(1.75 + wave * 1.2), cause);
}

/** The admin audit's local queue gets its file of the day. */
function writeAuditQueue({ world, server, state }: Exchange, at: SimTime, cause: Cause): void {
  const day = formatSimTime(at, 0).slice(0, 10).replaceAll("-", "");
  const path = `${server.installPath}\\Logging\\LocalQueue\\Exchange\\audit${day}-1.LOG`;
  const process = poolProcess(world, server, state, "MSExchangeECPAppPool");
  recordFileChange(world, server.host, at, cause, { change: "created", path, size: 4_210, ...digestsFor(path), process });
}

function startComSurrogate({ world, server, request }: Exchange, at: SimTime, cause: Cause): void {
  const parent = serviceProcess(world, server.host, {
    path: "C:\\Windows\\System32\\svchost.exe",
    commandLine: "C:\\Windows\\system32\\svchost.exe -k DcomLaunch",
  });
  const draft = {
    path: "C:\\Windows\\System32\\dllhost.exe",
    commandLine: `C:\\Windows\\system32\\DllHost.exe /Processid:${COM_CONFIGURATION}`,
    account: world.estate.system.localSystem,
    logonId: SYSTEM_LOGON_ID,
    integrity: "System",
    parent,
  } as const;
  startProcess(world, server.host, at, cause, request.draws, draft, { runsMs: request.draws.between(5_000, 9_000) });
}

/** IIS complains once per application that the pool of the rebuilt directory cannot be started automatically. */
function recordAutoStartBurst({ world, server, request }: Exchange, at: SimTime, cause: Cause): void {
  const pool = "MSExchangeOABAppPool";
  for (let index = 0; index < AUTO_START_WARNINGS; index++) {
    recordApplicationEvent(world, server.host, addMicros(at, index * 900 + request.draws.below(400)), cause, {
      provider: "Microsoft-Windows-IIS-W3SVC-WP",
      eventId: 2303,
      level: 3,
      strings: [pool],
      message: `The worker process failed to pre-load .Net Runtime version v4.0.30319 or could not read the auto-start provider for application pool: '${pool}'.`,
    });
  }
}

/** The process activation service writes every pool's configuration anew. */
function rewritePoolConfigurations({ world, server, request }: Exchange, at: SimTime, cause: Cause): void {
  const process = serviceProcess(world, server.host, {
    path: "C:\\Windows\\System32\\svchost.exe",
    commandLine: "C:\\Windows\\system32\\svchost.exe -k iissvcs",
  });
  for (const [index, pool] of APP_POOLS.entries()) {
    const path = `C:\\inetpub\\temp\\appPools\\${pool}\\${pool}.config.tmp`;
    const content = digestsFor(`${path}/${drawGuid(request.draws)}`);
    recordFileChange(world, server.host, addMicros(at, index * 7_000), cause, {
      change: "created",
      path,
      size: 176_000 + index * 11,
      ...content,
      process,
    });
  }
}
