import { addMicros, MICROS_PER_MS } from "../../../base/sim-time.ts";
import { digestsFor } from "../../estate/identity.ts";
import { recordFileChange } from "../../windows/files.ts";
import { startProcess, SYSTEM_LOGON_ID } from "../../windows/processes.ts";
import { during, toolChangesFile } from "../../windows/tool-acts.ts";
import type { RunningTool } from "../../windows/tool.ts";
import type { RandomStream } from "../../../base/random-stream.ts";

const TEMP = "C:\\Windows\\Temp";
const FRAMEWORK = "C:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319";
const LETTERS = "abcdefghijklmnopqrstuvwxyz012345";

/** A name as .NET draws them for temporary files. */
export function drawTemporaryName(draws: RandomStream): string {
  return Array.from({ length: 8 }, () => LETTERS[draws.below(LETTERS.length)]).join("");
}

/** PowerShell writes a script of one line and removes it, to learn whether a policy restricts it: at every start. */
export function askScriptPolicy(tool: RunningTool): void {
  const { draws } = tool;
  const path = `${TEMP}\\__PSScriptPolicyTest_${drawTemporaryName(draws)}.${drawTemporaryName(draws).slice(0, 3)}.ps1`;
  const content = "script policy test";
  toolChangesFile(tool, { path, size: 60, share: 0.08, content });
  toolChangesFile(tool, { path, size: 60, share: 0.09, content, change: "deleted" });
}

/**
 * `Add-Type`: PowerShell has a few lines of C# compiled and loads the library at once. Source, project and library have names of
 * their own every time, and only the library is seen by its loader again.
 */
export function compileSnippet(tool: RunningTool): void {
  const { world, host, draws, cause, process } = tool;
  const name = drawTemporaryName(draws);
  const folder = `${TEMP}\\${name}`;
  toolChangesFile(tool, { path: `${folder}\\${name}.0.cs`, size: draws.between(600, 9_000), share: 0.2 });
  toolChangesFile(tool, { path: `${folder}\\${name}.cmdline`, size: draws.between(340, 420), share: 0.21 });
  const compiler = {
    account: world.estate.system.localSystem,
    logonId: SYSTEM_LOGON_ID,
    integrity: "System",
    path: `${FRAMEWORK}\\csc.exe`,
    commandLine: `"${FRAMEWORK}\\csc.exe" /noconfig /fullpaths @"${folder}\\${name}.cmdline"`,
    parent: process,
  } as const;
  const runsMs = draws.between(140, 420);
  const started = startProcess(world, host, during(tool, 0.25), cause, draws, compiler, { runsMs });
  const library = `${folder}\\${name}.dll`;
  const written = { size: 3_072 + 512 * draws.below(40) + 4 * draws.below(128), ...digestsFor(`${host.name}/${library}`) };
  const writtenAt = addMicros(started.startedAt, (runsMs - 20) * MICROS_PER_MS);
  recordFileChange(world, host, writtenAt, cause, { change: "created", path: library, ...written, process: started.process });
  const loadedAt = addMicros(writtenAt, draws.between(30, 90) * MICROS_PER_MS);
  const loaded = { path: library, ...written, isSigned: false, signer: "" } as const;
  world.emit({ kind: "image-loaded", id: world.claimId(cause), at: loadedAt, host, cause, process, ...loaded });
}
