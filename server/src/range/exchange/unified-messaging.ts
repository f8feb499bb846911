import { addMicros, type SimTime } from "../../base/sim-time.ts";
import type { RandomStream } from "../../base/random-stream.ts";
import type { Cause, ProcessRef } from "../activity.ts";
import type { ExchangeServer } from "../estate/estate.ts";
import type { World } from "../kernel/world.ts";
import { recordApplicationEvent } from "../windows/application-events.ts";
import { startProcess } from "../windows/processes.ts";
import { serviceProcess } from "../windows/standing-processes.ts";
import { asLocalSystem, SYSTEM32 } from "../windows/tool.ts";
import { exchangeStateOf } from "./front-end.ts";
import { hasMarch2021Fix } from "./patch-level.ts";

/** Exchange 2019 has no Unified Messaging any more. */
export function hasUnifiedMessaging({ product }: ExchangeServer): boolean {
  return product !== "2019";
}

/** Whether its worker still believes serialised objects from voice mail (CVE-2021-26857, fixed in March 2021). */
export function isUnifiedMessagingOpen(world: World, server: ExchangeServer): boolean {
  const { build, measures } = exchangeStateOf(world, server);
  return hasUnifiedMessaging(server) && !measures.includes("stop-voice-mail") && !hasMarch2021Fix(build);
}

export function unifiedMessagingWorker(world: World, server: ExchangeServer): ProcessRef {
  const path = `${server.installPath}\\Bin\\UMWorkerProcess.exe`;
  return serviceProcess(world, server.host, { path, commandLine: `"${path}" -startport:16000 -stopkey:Global\\UMStopKey -sipport:5065` });
}

/**
 * The worker meets an object that it did not expect: an error of its own, a Watson report, and the process that files it.
 * An attempt leaves this whether or not it succeeded. Source: microsoft/CSS-Exchange Test-ProxyLogon; Azure-Sentinel.
 */
export function recordUnifiedMessagingFault(world: World, server: ExchangeServer, at: SimTime, cause: Cause, draws: RandomStream): void {
  const { host } = server;
  const { build } = exchangeStateOf(world, server);
  const worker = unifiedMessagingWorker(world, server);
  const version = `${build.major}.${String(build.minor).padStart(2, "0")}.${build.build}.${String(build.revision).padStart(3, "0")}`;
  const text =
    "An unhandled exception occurred in a UM worker process: System.InvalidCastException: Unable to cast object of type " +
    "'Microsoft.VisualStudio.Text.Formatting.TextFormattingRunProperties' to type 'Microsoft.Exchange.UM.UMCore.PipelineContext'.";
  recordApplicationEvent(world, host, at, cause, {
    provider: "MSExchange Unified Messaging",
    eventId: 1009,
    level: 2,
    strings: [text],
    message: text,
  });
  const parameters = `E12, c-RTL-AMD64, ${version}, umworkerprocess, M.E.UM.UMCore, TextFormattingRunProperties, System.InvalidCastException`;
  const report = `Watson report about to be sent for process id: ${worker.pid}, with parameters: ${parameters}.`;
  recordApplicationEvent(world, host, addMicros(at, 310_000), cause, {
    provider: "MSExchange Common",
    eventId: 4999,
    level: 2,
    strings: [String(worker.pid), parameters],
    message: report,
  });
  const line = `${SYSTEM32}\\WerFault.exe -u -p ${worker.pid} -s ${draws.between(900, 5_000)}`;
  const draft = { ...asLocalSystem(world), path: `${SYSTEM32}\\WerFault.exe`, commandLine: line, parent: worker };
  startProcess(world, host, addMicros(at, 420_000), cause, draws, draft, { runsMs: draws.between(600, 2_400) });
}
