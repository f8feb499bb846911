import type { RandomStream } from "../../base/random-stream.ts";
import { addMicros, type SimTime } from "../../base/sim-time.ts";
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
  /** When the session ends, and the Explorer with it; null: nobody signs out before the machine does. */
  readonly endsAt: SimTime | null;
  /** In the casing of whatever started the Explorer. */
  readonly currentDirectory?: string;
}

export function startShell(
  world: World,
  { host, account, session, at, cause, draws, endsAt, currentDirectory = "C:\\Windows\\system32\\" }: ShellStart,
): DesktopShell {
  const owner = { account, logonId: session.logonId, integrity: "High" } as const;
  const image = { ...owner, path: "C:\\Windows\\explorer.exe", commandLine: "C:\\Windows\\Explorer.EXE", parent: null };
  const explorer = describeProcess(host, drawPid(draws), at, image);
  const follows = { ...cause, parentId: session.activityId };
  const id = world.claimId(follows);
  world.emit({ kind: "process-started", id, at, host, cause: follows, process: explorer, currentDirectory });
  const below = { ...cause, parentId: id };
  if (endsAt !== null) {
    const closedAt = addMicros(endsAt, -draws.between(40_000, 700_000));
    world.emit({ kind: "process-ended", id: world.claimId(below), at: closedAt, host, cause: below, process: explorer, exitCode: 1 });
  }
  return { host, owner, explorer, cause: below, home: `C:\\Users\\${account.name}\\` };
}
