import type { RandomStream } from "../../base/random-stream.ts";
import { addMicros, MICROS_PER_MS, type SimTime } from "../../base/sim-time.ts";
import type { Cause } from "../activity.ts";
import type { ExchangeServer } from "../estate/estate.ts";
import type { World } from "../kernel/world.ts";
import { asLocalSystem, runTool, SYSTEM32, type ToolOccasion } from "../windows/tool.ts";
import { startProcess } from "../windows/processes.ts";
import type { ExchangeState } from "./exchange-state.ts";
import type { RecordedRequest } from "./outcome.ts";
import { poolProcess } from "./pool-process.ts";
import type { PageOrder } from "./page-order.ts";

const WEB_ROOT = "C:\\inetpub\\wwwroot\\";

type RunOrder = Extract<PageOrder, { kind: "run" }>;

/** A page that runs commands was asked to do something: the web worker does it, or starts what does it. */
export function runPageOrder(
  world: World,
  server: ExchangeServer,
  state: ExchangeState,
  order: PageOrder,
  recorded: RecordedRequest,
  draws: RandomStream,
): void {
  const { host } = server;
  const worker = poolProcess(world, server, state, "MSExchangeOWAAppPool");
  const { beganAt, endedAt, cause } = recorded;
  if (order.kind === "within") {
    order.acts({ world, host, process: worker, startedAt: addMicros(beganAt, 3_000), endsAt: endedAt, draws, cause });
    return;
  }
  const begin = addMicros(endedAt, -(order.tool.runsMs + 60) * MICROS_PER_MS);
  const at = begin > beganAt ? begin : addMicros(beganAt, 3_000);
  const occasion = { world, host, at, cause, draws, parent: worker, ...asLocalSystem(world), currentDirectory: WEB_ROOT };
  if (order.dialect === "direct") runTool(occasion, order.tool);
  else runInInterpreter(occasion, order);
}

function runInInterpreter(occasion: ToolOccasion, { tool, dialect }: RunOrder): void {
  const { world, host, at, draws, account, logonId, integrity, currentDirectory } = occasion;
  const start = (when: SimTime, cause: Cause, name: string, commandLine: string, parent: ToolOccasion["parent"], runsMs: number) =>
    startProcess(
      world,
      host,
      when,
      cause,
      draws,
      { account, logonId, integrity, path: `${SYSTEM32}\\${name}`, commandLine, parent },
      { runsMs, currentDirectory },
    );
  const interpreter = start(at, occasion.cause, "cmd.exe", interpreterLine(dialect, tool.line), occasion.parent, tool.runsMs + 40);
  const cause: Cause = { ...occasion.cause, parentId: interpreter.activityId };
  const consoleLine = "\\??\\C:\\Windows\\system32\\conhost.exe 0xffffffff -ForceV1";
  start(addMicros(at, draws.between(1_500, 4_000)), cause, "conhost.exe", consoleLine, interpreter.process, tool.runsMs + 38);
  runTool({ ...occasion, at: addMicros(at, draws.between(12_000, 28_000)), cause, parent: interpreter.process }, tool);
}

function interpreterLine(dialect: RunOrder["dialect"], line: string): string {
  return dialect === "chopper" ? `"cmd" /c cd /d "C:/inetpub/wwwroot/"&${line}&echo [S]&cd&echo [E]` : `"cmd.exe" /c ${line}`;
}
