import { addMicros, formatSimTime, type SimTime } from "../../../base/sim-time.ts";
import type { Cause } from "../../activity.ts";
import { digestsFor } from "../../estate/identity.ts";
import { recordFileChange } from "../../windows/files.ts";
import { recordServerLogon } from "../../windows/logons.ts";
import { startProcess, SYSTEM_LOGON_ID } from "../../windows/processes.ts";
import { launcherProcess } from "../../windows/known-processes.ts";
import { recordAutoStartBurst, rewritePoolConfigurations } from "../iis-configuration.ts";
import type { Exchange } from "../outcome.ts";
import { poolProcess } from "../pool-process.ts";

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
    recordServerLogon(world, server.host, server.host, after(0.02 + connection * 0.2), request.draws, cause);
  writeAuditQueue(exchange, after(0.05), cause);
  startComSurrogate(exchange, after(0.43), cause);
  recordAutoStartBurst(world, server.host, after(1.65), request.draws, cause);
  for (let wave = 0; wave < CONFIGURATION_WAVES; wave++)
    rewritePoolConfigurations(world, server.host, after(1.75 + wave * 1.2), request.draws, cause, wave);
}

/** The admin audit's local queue gets its file of the day. */
function writeAuditQueue({ world, server, state }: Exchange, at: SimTime, cause: Cause): void {
  const day = formatSimTime(at, 0).slice(0, 10).replaceAll("-", "");
  const path = `${server.installPath}\\Logging\\LocalQueue\\Exchange\\audit${day}-1.LOG`;
  const process = poolProcess(world, server, state, "MSExchangeECPAppPool");
  recordFileChange(world, server.host, at, cause, { change: "created", path, size: 4_210, ...digestsFor(path), process });
}

function startComSurrogate({ world, server, request }: Exchange, at: SimTime, cause: Cause): void {
  const draft = {
    path: "C:\\Windows\\System32\\dllhost.exe",
    commandLine: `C:\\Windows\\system32\\DllHost.exe /Processid:${COM_CONFIGURATION}`,
    account: world.estate.system.localSystem,
    logonId: SYSTEM_LOGON_ID,
    integrity: "System",
    parent: launcherProcess(world, server.host),
  } as const;
  startProcess(world, server.host, at, cause, request.draws, draft, { runsMs: request.draws.between(5_000, 9_000) });
}
