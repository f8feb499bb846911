import type { RandomStream } from "../../base/random-stream.ts";
import { addMicros, MICROS_PER_MS, type SimTime } from "../../base/sim-time.ts";
import type { AccountRef, Cause, HostRef, ProcessRef } from "../activity.ts";
import type { World } from "../kernel/world.ts";
import { startProcess, SYSTEM_LOGON_ID } from "./processes.ts";
import { recordImageLoad } from "./tool-acts.ts";

/** A program that somebody has started: what process telemetry shows of it, and what it does beside running. Nothing runs. */
export interface Tool {
  /** Full path of the image. */
  readonly path: string;
  readonly line: string;
  readonly runsMs: number;
  readonly exitCode?: number;
  /** A second program that it starts to do the work (`net.exe` → `net1.exe`). */
  readonly helper?: { readonly path: string; readonly line: string };
  /** Files, connections, events: whatever it leaves behind. */
  readonly acts?: (running: RunningTool) => void;
}

/** A tool while it runs, for its acts. */
export interface RunningTool {
  readonly world: World;
  readonly host: HostRef;
  readonly process: ProcessRef;
  readonly startedAt: SimTime;
  readonly endsAt: SimTime;
  readonly draws: RandomStream;
  /** For whatever follows from it. */
  readonly cause: Cause;
}

/** In whose name, below which process and when a tool is started. */
export interface ToolOccasion {
  readonly world: World;
  readonly host: HostRef;
  readonly at: SimTime;
  readonly cause: Cause;
  readonly draws: RandomStream;
  readonly parent: ProcessRef | null;
  readonly account: AccountRef;
  readonly logonId: string;
  readonly integrity: ProcessRef["integrity"];
  readonly currentDirectory: string;
}

export const SYSTEM32 = "C:\\Windows\\System32";
export const POWERSHELL = `${SYSTEM32}\\WindowsPowerShell\\v1.0\\powershell.exe`;

/** A tool of Windows itself by its file name. */
export function windowsTool(image: string, line: string, runsMs: number, rest: Omit<Tool, "path" | "line" | "runsMs"> = {}): Tool {
  return { path: `${SYSTEM32}\\${image}`, line, runsMs, ...rest };
}

/** As the local system: the identity of Exchange's web workers. */
export function asLocalSystem(world: World): Pick<ToolOccasion, "account" | "logonId" | "integrity"> {
  return { account: world.estate.system.localSystem, logonId: SYSTEM_LOGON_ID, integrity: "System" };
}

/** The same tool on one occasion: no two runs of a program take equally long. */
export function atItsPace(tool: Tool, draws: RandomStream): Tool {
  return { ...tool, runsMs: Math.max(15, Math.floor((tool.runsMs * draws.between(780, 1_390)) / 1_000)) };
}

/** The same tool below an interpreter, as agents and schedulers start it that know only command lines. */
export function throughPrompt(tool: Tool): Tool {
  return windowsTool("cmd.exe", `cmd.exe /c ${tool.line}`, tool.runsMs + PROMPT_MS, {
    acts: (prompt) => {
      const { world, draws, process, startedAt, endsAt } = prompt;
      const at = addMicros(startedAt, draws.between(12_000, 28_000));
      const runsMs = Math.max(1, Math.floor((endsAt - startedAt) / MICROS_PER_MS) - PROMPT_MS);
      const currentDirectory = "C:\\Windows\\system32\\";
      runTool({ ...prompt, at, parent: process, ...asLocalSystem(world), currentDirectory }, { ...tool, runsMs });
    },
  });
}

/** How much longer than its program an interpreter runs. */
const PROMPT_MS = 60;

export function runTool(occasion: ToolOccasion, tool: Tool): RunningTool {
  const { world, host, at, draws, account, logonId, integrity, currentDirectory } = occasion;
  const owner = { account, logonId, integrity } as const;
  const exitCode = tool.exitCode ?? 0;
  const started = startProcess(
    world,
    host,
    at,
    occasion.cause,
    draws,
    { ...owner, path: tool.path, commandLine: tool.line, parent: occasion.parent },
    { runsMs: tool.runsMs, exitCode, currentDirectory },
  );
  const running: RunningTool = {
    world,
    host,
    process: started.process,
    startedAt: at,
    endsAt: addMicros(at, tool.runsMs * MICROS_PER_MS),
    draws,
    cause: { ...occasion.cause, parentId: started.activityId },
  };
  if (tool.helper !== undefined) {
    startProcess(
      world,
      host,
      addMicros(at, draws.between(4_000, 11_000)),
      running.cause,
      draws,
      { ...owner, path: tool.helper.path, commandLine: tool.helper.line, parent: started.process },
      { runsMs: Math.max(20, tool.runsMs - 20), exitCode, currentDirectory },
    );
  }
  if (tool.path === POWERSHELL) loadPowerShell(running);
  tool.acts?.(running);
  return running;
}

/**
 * PowerShell's engine is a library that .NET translated on the machine itself, so nobody has signed it: every start loads it. Path and
 * lack of a signature: a published Sysmon event 7 (Wazuh's rules for it).
 */
function loadPowerShell({ world, host, draws, process, startedAt, cause }: RunningTool): void {
  const folder = "C:\\Windows\\assembly\\NativeImages_v4.0.30319_64\\System.Manaa57fc8cc#\\b9fb242f469332d0a2e43fbb5bed25bd";
  const at = addMicros(startedAt, draws.between(140, 420) * MICROS_PER_MS);
  recordImageLoad({ world, host, cause }, process, at, `${folder}\\System.Management.Automation.ni.dll`);
}
