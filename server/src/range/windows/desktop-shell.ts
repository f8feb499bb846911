import type { RandomStream } from "../../base/random-stream.ts";
import type { SimTime } from "../../base/sim-time.ts";
import type { AccountRef, Cause, HostRef, ProcessRef } from "../activity.ts";
import type { World } from "../kernel/world.ts";
import type { LogonSession } from "./logons.ts";
import { describeProcess, drawPid } from "./processes.ts";
import type { ToolOccasion } from "./tool.ts";

/** Somebody's desktop on a server: the Explorer below which everything starts that they open. */
export interface DesktopShell {
  readonly host: HostRef;
  readonly owner: Pick<ToolOccasion, "account" | "logonId" | "integrity">;
  readonly explorer: ProcessRef;
  /** For whatever is started from it. */
  readonly cause: Cause;
  /** Profile folder, with a backslash at its end. */
  readonly home: string;
}

export interface ShellStart {
  readonly host: HostRef;
  readonly account: AccountRef;
  readonly session: LogonSession;
  /** When the desktop is there, a second or two after the logon. */
  readonly at: SimTime;
  readonly cause: Cause;
  readonly draws: RandomStream;
  /** In the casing of whatever started the Explorer. */
  readonly currentDirectory?: string;
}

export function startShell(
  world: World,
  { host, account, session, at, cause, draws, currentDirectory = "C:\\Windows\\system32\\" }: ShellStart,
): DesktopShell {
  const owner = { account, logonId: session.logonId, integrity: "High" } as const;
  const image = { ...owner, path: "C:\\Windows\\explorer.exe", commandLine: "C:\\Windows\\Explorer.EXE", parent: null };
  const explorer = describeProcess(host, drawPid(draws), at, image);
  const follows = { ...cause, parentId: session.activityId };
  const id = world.claimId(follows);
  world.emit({ kind: "process-started", id, at, host, cause: follows, process: explorer, currentDirectory });
  return { host, owner, explorer, cause: { ...cause, parentId: id }, home: `C:\\Users\\${account.name}\\` };
}
