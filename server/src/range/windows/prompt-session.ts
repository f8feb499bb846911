import type { RandomStream } from "../../base/random-stream.ts";
import { addMicros, MICROS_PER_MINUTE, MICROS_PER_MS, MICROS_PER_SECOND, type SimTime } from "../../base/sim-time.ts";
import type { Cause, HostRef } from "../activity.ts";
import type { World } from "../kernel/world.ts";
import { recordDesktopLogon } from "./desktop-logon.ts";
import { startShell } from "./desktop-shell.ts";
import { atItsPace, runTool, SYSTEM32, windowsTool, type Tool } from "./tool.ts";
import type { Visitor } from "./visitor.ts";

export interface PromptSession {
  readonly visitor: Visitor;
  readonly host: HostRef;
  readonly at: SimTime;
  readonly cause: Cause;
  readonly draws: RandomStream;
  /** When the first of the tools starts; left out, when they have looked around. At least half a minute after `at`. */
  readonly startsAt?: SimTime;
  /** How long they stay at least. */
  readonly minutes?: readonly [number, number];
}

/** Somebody signs in to a server's desktop from where they are, opens an elevated prompt and runs these, one after the other. */
export function workAtPrompt(
  world: World,
  { visitor, host, at, cause, draws, startsAt, minutes = [6, 50] }: PromptSession,
  tools: readonly Tool[],
): void {
  const opensAt =
    startsAt === undefined
      ? addMicros(at, draws.between(20 * MICROS_PER_SECOND, 160 * MICROS_PER_SECOND))
      : addMicros(startsAt, -draws.between(3 * MICROS_PER_SECOND, 19 * MICROS_PER_SECOND));
  let next = startsAt ?? addMicros(opensAt, draws.between(2 * MICROS_PER_SECOND, 21 * MICROS_PER_SECOND));
  const typed = tools.map((planned) => {
    const tool = atItsPace(planned, draws);
    const typedAt = next;
    next = addMicros(typedAt, tool.runsMs * MICROS_PER_MS + draws.between(3 * MICROS_PER_SECOND, 25 * MICROS_PER_SECOND));
    return { tool, typedAt };
  });
  // Whoever looks at the last answer closes the window after it, and goes when all is done.
  const closesAt = addMicros(next, draws.between(MICROS_PER_SECOND, 150 * MICROS_PER_SECOND));
  const leavesAt = addMicros(closesAt, draws.between(2 * MICROS_PER_SECOND, 70 * MICROS_PER_SECOND));
  const stays = draws.between(minutes[0] * MICROS_PER_MINUTE, minutes[1] * MICROS_PER_MINUTE);
  const durationMicros = Math.max(stays, leavesAt - at);
  const session = recordDesktopLogon(world, { host, visitor, at, cause, draws, durationMicros });
  const { account } = visitor;
  const shownAt = addMicros(at, draws.between(1_100_000, 3_900_000));
  const endsAt = addMicros(session.at, durationMicros);
  const shell = startShell(world, { host, account, session, at: shownAt, cause, draws, endsAt, currentDirectory: `${SYSTEM32}\\` });
  const occasion = { world, host, cause: shell.cause, draws, ...shell.owner, currentDirectory: shell.home };
  const runsMs = Math.floor((closesAt - opensAt) / MICROS_PER_MS);
  const window = windowsTool("cmd.exe", `"${SYSTEM32}\\cmd.exe"`, runsMs);
  const prompt = runTool({ ...occasion, at: opensAt, parent: shell.explorer }, window);
  for (const { tool, typedAt } of typed) runTool({ ...occasion, at: typedAt, cause: prompt.cause, parent: prompt.process }, tool);
}
