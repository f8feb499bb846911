import type { RandomStream } from "../../base/random-stream.ts";
import { addMicros, MICROS_PER_MINUTE, MICROS_PER_SECOND, type SimTime } from "../../base/sim-time.ts";
import type { Cause, HostRef } from "../activity.ts";
import type { World } from "../kernel/world.ts";
import { recordDesktopLogon } from "./desktop-logon.ts";
import { startShell } from "./desktop-shell.ts";
import { runTool, SYSTEM32, windowsTool, type Tool } from "./tool.ts";
import type { Visitor } from "./visitor.ts";

export interface PromptSession {
  readonly visitor: Visitor;
  readonly host: HostRef;
  readonly at: SimTime;
  readonly cause: Cause;
  readonly draws: RandomStream;
  /** When the first of the tools starts; left out, when they have looked around. At least half a minute after `at`. */
  readonly startsAt?: SimTime;
  /** How long the session lasts. */
  readonly minutes?: readonly [number, number];
}

/** Somebody signs in to a server's desktop from where they are, opens an elevated prompt and runs these, one after the other. */
export function workAtPrompt(
  world: World,
  { visitor, host, at, cause, draws, startsAt, minutes = [6, 50] }: PromptSession,
  tools: readonly Tool[],
): void {
  const durationMicros = draws.between(...minutes) * MICROS_PER_MINUTE;
  const session = recordDesktopLogon(world, { host, visitor, at, cause, draws, durationMicros });
  const { account } = visitor;
  const shownAt = addMicros(at, 1_500_000);
  const shell = startShell(world, { host, account, session, at: shownAt, cause, draws, currentDirectory: `${SYSTEM32}\\` });
  const when =
    startsAt === undefined ? addMicros(at, draws.between(20, 160) * MICROS_PER_SECOND) : addMicros(startsAt, -9 * MICROS_PER_SECOND);
  const occasion = { world, host, cause: shell.cause, draws, ...shell.owner, currentDirectory: shell.home };
  const prompt = runTool({ ...occasion, at: when, parent: shell.explorer }, windowsTool("cmd.exe", `"${SYSTEM32}\\cmd.exe"`, 240_000));
  let next = addMicros(when, 9 * MICROS_PER_SECOND);
  for (const tool of tools) {
    const { endsAt } = runTool({ ...occasion, at: next, cause: prompt.cause, parent: prompt.process }, tool);
    next = addMicros(endsAt, draws.between(3, 25) * MICROS_PER_SECOND);
  }
}
