import type { RandomStream } from "../../base/random-stream.ts";
import { addMicros, MICROS_PER_MS } from "../../base/sim-time.ts";
import type { Cause } from "../activity.ts";
import type { ExchangeServer } from "../estate/estate.ts";
import type { World } from "../kernel/world.ts";
import { startProcess, SYSTEM_LOGON_ID, type ProcessDraft } from "../windows/processes.ts";
import type { ExchangeState } from "./exchange-state.ts";
import type { RecordedRequest } from "./outcome.ts";
import { poolProcess } from "./pool-process.ts";
import { SHELL_COMMANDS, type ShellCommandName } from "./shell-commands.ts";

const SYSTEM32 = "C:\\Windows\\System32";
const WEB_ROOT = "C:\\inetpub\\wwwroot\\";

/**
 * A page that runs commands was asked to: the web worker starts a command interpreter, which starts the tool. The bracket
 * of `echo` around the command is the habit of the tool that the campaign used (Red Canary).
 */
export function runShellCommand(
  world: World,
  server: ExchangeServer,
  state: ExchangeState,
  name: ShellCommandName,
  recorded: RecordedRequest,
  draws: RandomStream,
): void {
  const command = SHELL_COMMANDS[name];
  const asSystem = { account: world.estate.system.localSystem, logonId: SYSTEM_LOGON_ID, integrity: "System" } as const;
  const start = (
    at: typeof recorded.endedAt,
    cause: Cause,
    draft: Pick<ProcessDraft, "path" | "commandLine" | "parent">,
    runsMs: number,
    exitCode = 0,
  ): ReturnType<typeof startProcess> =>
    startProcess(world, server.host, at, cause, draws, { ...asSystem, ...draft }, { runsMs, exitCode, currentDirectory: WEB_ROOT });
  const begin = addMicros(recorded.endedAt, -(command.runsMs + 60) * MICROS_PER_MS);
  const interpreter = start(
    begin > recorded.beganAt ? begin : addMicros(recorded.beganAt, 3_000),
    recorded.cause,
    {
      path: `${SYSTEM32}\\cmd.exe`,
      commandLine: `"cmd" /c cd /d "C:/inetpub/wwwroot/"&${command.line}&echo [S]&cd&echo [E]`,
      parent: poolProcess(world, server, state, "MSExchangeOWAAppPool"),
    },
    command.runsMs + 40,
  );
  const cause: Cause = { ...recorded.cause, parentId: interpreter.activityId };
  start(
    addMicros(interpreter.startedAt, draws.between(1_500, 4_000)),
    cause,
    {
      path: `${SYSTEM32}\\conhost.exe`,
      commandLine: "\\??\\C:\\Windows\\system32\\conhost.exe 0xffffffff -ForceV1",
      parent: interpreter.process,
    },
    command.runsMs + 38,
  );
  const tool = start(
    addMicros(interpreter.startedAt, draws.between(12_000, 28_000)),
    cause,
    { path: `${SYSTEM32}\\${command.image}`, commandLine: command.line, parent: interpreter.process },
    command.runsMs,
    command.exitCode,
  );
  if (command.helper === null) return;
  start(
    addMicros(tool.startedAt, draws.between(4_000, 11_000)),
    { ...cause, parentId: tool.activityId },
    {
      path: `${SYSTEM32}\\${command.helper}`,
      commandLine: `C:\\Windows\\system32\\net1 ${command.line.replace(/^net /, "")}`,
      parent: tool.process,
    },
    Math.max(20, command.runsMs - 20),
    command.exitCode,
  );
}

/** How long the answer takes: the page waits for its command. */
export function shellCommandMs(name: ShellCommandName): number {
  return SHELL_COMMANDS[name].runsMs + 80;
}
