import { type ChildProcess, fork, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { childEnvironment } from "../../programs/child-environment.ts";
import type { Program } from "../../programs/program.ts";

const SHELL = "/bin/sh";

/**
 * Forks a program that may claim only so much memory, where the system has such a bound (`RLIMIT_DATA`: what is claimed, not
 * what a heap reserves). DuckDB counts most of what it claims, but not all: the text that a function makes of one row is not
 * counted. Beyond the bound its claim fails, and the query that made it is refused; without a bound the machine would fail.
 */
export function forkBounded(entry: Program, flags: readonly string[], bytesMax: number): ChildProcess {
  const env = childEnvironment();
  if (process.platform === "win32" || !existsSync(SHELL)) return fork(entry.file, [...flags], { execArgv: [...entry.execArgv], env });
  // A shell that cannot set the bound starts the program all the same; `exec` keeps the pid.
  const script = 'ulimit -d "$0" 2>/dev/null; exec "$@"';
  const kibibytes = String(Math.ceil(bytesMax / 1024));
  const program = [process.execPath, ...entry.execArgv, entry.file, ...flags];
  return spawn(SHELL, ["-c", script, kibibytes, ...program], { env, stdio: ["inherit", "inherit", "inherit", "ipc"] });
}
