import type { RandomStream } from "../../base/random-stream.ts";
import { addMicros, MICROS_PER_MINUTE, MICROS_PER_SECOND, type SimTime } from "../../base/sim-time.ts";
import type { Cause, HostRef } from "../activity.ts";
import type { Person } from "../estate/estate.ts";
import type { World } from "../kernel/world.ts";
import { recordDesktopLogon } from "./desktop-logon.ts";
import { describeProcess, drawPid } from "./processes.ts";
import { runTool, SYSTEM32, windowsTool, type Tool } from "./tool.ts";

export interface PromptSession {
  readonly person: Person;
  readonly host: HostRef;
  readonly at: SimTime;
  readonly cause: Cause;
  readonly draws: RandomStream;
  /** When the first of the tools starts; left out, when they have looked around. At least half a minute after `at`. */
  readonly startsAt?: SimTime;
}

/** Somebody signs in to a server's desktop from their own desk, opens an elevated prompt and runs these, one after the other. */
export function workAtPrompt(world: World, { person, host, at, cause, draws, startsAt }: PromptSession, tools: readonly Tool[]): void {
  const durationMicros = draws.between(6, 50) * MICROS_PER_MINUTE;
  const session = recordDesktopLogon(world, { host, person, at, cause, draws, durationMicros });
  const owner = { account: person.account, logonId: session.logonId, integrity: "High" } as const;
  const shell = { ...owner, path: "C:\\Windows\\explorer.exe", commandLine: "C:\\Windows\\Explorer.EXE", parent: null };
  const parent = describeProcess(host, drawPid(draws), addMicros(at, 1_500_000), shell);
  const follows = { ...cause, parentId: session.activityId };
  const id = world.claimId(follows);
  const currentDirectory = `${SYSTEM32}\\`;
  world.emit({ kind: "process-started", id, at: parent.startedAt, host, cause: follows, process: parent, currentDirectory });
  const when =
    startsAt === undefined ? addMicros(at, draws.between(20, 160) * MICROS_PER_SECOND) : addMicros(startsAt, -9 * MICROS_PER_SECOND);
  const home = `C:\\Users\\${person.account.name}\\`;
  const occasion = { world, host, cause: { ...cause, parentId: id }, draws, ...owner, currentDirectory: home };
  const prompt = runTool({ ...occasion, at: when, parent }, windowsTool("cmd.exe", `"${SYSTEM32}\\cmd.exe"`, 240_000));
  let next = addMicros(when, 9 * MICROS_PER_SECOND);
  for (const tool of tools) {
    const { endsAt } = runTool({ ...occasion, at: next, cause: prompt.cause, parent: prompt.process }, tool);
    next = addMicros(endsAt, draws.between(3, 25) * MICROS_PER_SECOND);
  }
}
