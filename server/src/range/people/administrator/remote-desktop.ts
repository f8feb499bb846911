import type { RandomStream } from "../../../base/random-stream.ts";
import { addMicros, MICROS_PER_MINUTE, MICROS_PER_MS, MICROS_PER_SECOND, type SimTime } from "../../../base/sim-time.ts";
import type { Cause, HostRef, ProcessRef } from "../../activity.ts";
import type { World } from "../../kernel/world.ts";
import { recordDesktopLogon } from "../../windows/desktop-logon.ts";
import { startShell, type DesktopShell } from "../../windows/desktop-shell.ts";
import { startProcess } from "../../windows/processes.ts";
import { SYSTEM32 } from "../../windows/tool.ts";
import type { Visitor } from "../../windows/visitor.ts";

/** What somebody opens on a server's desktop, and for how many minutes they look at it. */
export interface DesktopProgram {
  readonly path: string;
  readonly commandLine: string;
  readonly minutes: readonly [number, number];
}

const SNAP_INS = `${SYSTEM32}\\mmc.exe`;

export const EVENT_VIEWER: DesktopProgram = {
  path: SNAP_INS,
  commandLine: `"${SNAP_INS}" "${SYSTEM32}\\eventvwr.msc" /s`,
  minutes: [2, 25],
};
export const SERVICES: DesktopProgram = { path: SNAP_INS, commandLine: `"${SNAP_INS}" "${SYSTEM32}\\services.msc"`, minutes: [1, 6] };
export const TASK_MANAGER: DesktopProgram = {
  path: `${SYSTEM32}\\Taskmgr.exe`,
  commandLine: `"${SYSTEM32}\\Taskmgr.exe" /4`,
  minutes: [1, 30],
};
export const PROMPT: DesktopProgram = { path: `${SYSTEM32}\\cmd.exe`, commandLine: `"${SYSTEM32}\\cmd.exe"`, minutes: [1, 20] };

/** Tools that administrators open on a mail server. */
const PROGRAMS: readonly DesktopProgram[] = [
  EVENT_VIEWER,
  SERVICES,
  TASK_MANAGER,
  { path: `${SYSTEM32}\\inetsrv\\InetMgr.exe`, commandLine: `"${SYSTEM32}\\inetsrv\\InetMgr.exe"`, minutes: [2, 12] },
  PROMPT,
  { path: `${SYSTEM32}\\notepad.exe`, commandLine: `"${SYSTEM32}\\notepad.exe"`, minutes: [1, 5] },
];

/** Typed into the command prompt: the very commands that hunting queries look for, in honest hands. */
const TYPED = [
  { image: "ipconfig.exe", commandLine: "ipconfig  /all" },
  { image: "PING.EXE", commandLine: "ping  dc01" },
  { image: "whoami.exe", commandLine: "whoami" },
  { image: "net.exe", commandLine: "net  use" },
  { image: "tasklist.exe", commandLine: "tasklist" },
] as const;

export interface DesktopVisit {
  readonly visitor: Visitor;
  readonly host: HostRef;
  readonly at: SimTime;
  readonly cause: Cause;
  readonly draws: RandomStream;
  /** How long the session lasts; an hour at most if left out. */
  readonly minutes?: readonly [number, number];
  /** From which they choose one to three; left out, everything that administrators use. */
  readonly programs?: readonly DesktopProgram[];
}

/** An RDP session on a server: somebody signs in, looks at a few things, and goes. */
export function visitDesktop(
  world: World,
  { visitor, host, at, cause, draws, minutes = [6, 55], programs = PROGRAMS }: DesktopVisit,
): void {
  const durationMicros = draws.between(minutes[0] * MICROS_PER_MINUTE, minutes[1] * MICROS_PER_MINUTE);
  const session = recordDesktopLogon(world, { host, visitor, at, cause, draws, durationMicros });
  const endsAt = addMicros(session.at, durationMicros);
  const { account } = visitor;
  const shownAt = addMicros(at, draws.between(1_200_000, 4_200_000));
  const shell = startShell(world, { host, account, session, at: shownAt, cause, draws, endsAt });
  let next = addMicros(shownAt, draws.between(4 * MICROS_PER_SECOND, 40 * MICROS_PER_SECOND));
  for (const program of draws.shuffled(programs).slice(0, draws.between(1, 3))) {
    openProgram(world, shell, program, { at: next, endsAt }, draws);
    next = addMicros(next, draws.between(20 * MICROS_PER_SECOND, 240 * MICROS_PER_SECOND));
  }
}

/** How long a program that somebody opens runs at least, milliseconds; nobody opens one when they are about to go. */
const LOOKED_AT_MS = 8_000;

/** What is still open when somebody signs out is closed with their session. */
function openProgram(
  world: World,
  shell: DesktopShell,
  program: DesktopProgram,
  { at, endsAt }: { readonly at: SimTime; readonly endsAt: SimTime },
  draws: RandomStream,
): void {
  const { host, owner, explorer, cause, home } = shell;
  const leftMs = Math.floor((endsAt - at) / MICROS_PER_MS) - draws.between(900, 4_000);
  const runsMs = Math.min(leftMs, draws.between(program.minutes[0] * 60_000, program.minutes[1] * 60_000));
  if (runsMs < LOOKED_AT_MS) return;
  const image = { ...owner, path: program.path, commandLine: program.commandLine, parent: explorer };
  const started = startProcess(world, host, at, cause, draws, image, { runsMs, currentDirectory: home });
  const until = addMicros(at, runsMs * MICROS_PER_MS);
  if (program === PROMPT) typeCommands(world, shell, started.process, { at, until }, { ...cause, parentId: started.activityId }, draws);
}

function typeCommands(
  world: World,
  { host, owner, home }: DesktopShell,
  prompt: ProcessRef,
  { at, until }: { readonly at: SimTime; readonly until: SimTime },
  cause: Cause,
  draws: RandomStream,
): void {
  let next = at;
  for (const { image, commandLine } of draws.shuffled(TYPED).slice(0, draws.between(1, 3))) {
    next = addMicros(next, draws.between(3 * MICROS_PER_SECOND, 18 * MICROS_PER_SECOND));
    const run = { runsMs: draws.between(40, 3_200), currentDirectory: home };
    if (addMicros(next, (run.runsMs + 1) * MICROS_PER_MS) > until) return;
    startProcess(world, host, next, cause, draws, { ...owner, path: `${SYSTEM32}\\${image}`, commandLine, parent: prompt }, run);
  }
}
