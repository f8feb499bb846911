import type { RandomStream } from "../../../base/random-stream.ts";
import { addMicros, MICROS_PER_MINUTE, MICROS_PER_SECOND, type SimTime } from "../../../base/sim-time.ts";
import type { Cause, ProcessRef } from "../../activity.ts";
import type { Person } from "../../estate/estate.ts";
import type { World } from "../../kernel/world.ts";
import { recordDesktopLogon } from "../../windows/desktop-logon.ts";
import { describeProcess, drawPid, startProcess } from "../../windows/processes.ts";
import { ordinaryCause } from "../cause.ts";

const SYSTEM32 = "C:\\Windows\\System32";

/** Tools that administrators open on a mail server, and how long they look at them. */
const TOOLS = [
  { path: `${SYSTEM32}\\mmc.exe`, commandLine: `"${SYSTEM32}\\mmc.exe" "${SYSTEM32}\\eventvwr.msc" /s`, minutes: [2, 25] },
  { path: `${SYSTEM32}\\mmc.exe`, commandLine: `"${SYSTEM32}\\mmc.exe" "${SYSTEM32}\\services.msc"`, minutes: [1, 6] },
  { path: `${SYSTEM32}\\Taskmgr.exe`, commandLine: `"${SYSTEM32}\\Taskmgr.exe" /4`, minutes: [1, 30] },
  { path: `${SYSTEM32}\\inetsrv\\InetMgr.exe`, commandLine: `"${SYSTEM32}\\inetsrv\\InetMgr.exe"`, minutes: [2, 12] },
  { path: `${SYSTEM32}\\cmd.exe`, commandLine: `"${SYSTEM32}\\cmd.exe"`, minutes: [1, 20] },
  { path: `${SYSTEM32}\\notepad.exe`, commandLine: `"${SYSTEM32}\\notepad.exe"`, minutes: [1, 5] },
] as const;

/** Typed into the command prompt: the very commands that hunting queries look for, in honest hands. */
const TYPED = [
  { image: "ipconfig.exe", commandLine: "ipconfig  /all" },
  { image: "PING.EXE", commandLine: "ping  dc01" },
  { image: "whoami.exe", commandLine: "whoami" },
  { image: "net.exe", commandLine: "net  use" },
  { image: "tasklist.exe", commandLine: "tasklist" },
] as const;

/** An RDP session on the Exchange server, from the administrator's own desk. */
export function openRemoteDesktop(world: World, person: Person, at: SimTime, draws: RandomStream): void {
  const [server] = world.estate.exchangeServers;
  if (server === undefined) return;
  const { host } = server;
  const cause = ordinaryCause(`people/${person.key}`);
  const minutes = draws.between(6, 55);
  const session = recordDesktopLogon(world, { host, person, at, cause, draws, durationMicros: minutes * MICROS_PER_MINUTE });
  const follows: Cause = { ...cause, parentId: session.activityId };
  const owner = { account: person.account, logonId: session.logonId, integrity: "High" } as const;
  const explorer = describeProcess(host, drawPid(draws), addMicros(at, 2 * MICROS_PER_SECOND), {
    ...owner,
    path: "C:\\Windows\\explorer.exe",
    commandLine: "C:\\Windows\\Explorer.EXE",
    parent: null,
  });
  const explorerId = world.claimId(follows);
  world.emit({
    kind: "process-started",
    id: explorerId,
    at: explorer.startedAt,
    host,
    cause: follows,
    process: explorer,
    currentDirectory: "C:\\Windows\\system32\\",
  });
  let next = addMicros(explorer.startedAt, draws.between(4, 40) * MICROS_PER_SECOND);
  for (const tool of draws.shuffled(TOOLS).slice(0, draws.between(1, 3))) {
    const runsMs = draws.between(tool.minutes[0] * 60_000, tool.minutes[1] * 60_000);
    const started = startProcess(
      world,
      host,
      next,
      { ...follows, parentId: explorerId },
      draws,
      { ...owner, path: tool.path, commandLine: tool.commandLine, parent: explorer },
      { runsMs, currentDirectory: `C:\\Users\\${person.account.name}\\` },
    );
    if (tool.path.endsWith("cmd.exe"))
      typeCommands(world, person, started.process, next, { ...follows, parentId: started.activityId }, draws);
    next = addMicros(next, draws.between(20, 240) * MICROS_PER_SECOND);
  }
}

function typeCommands(world: World, person: Person, prompt: ProcessRef, at: SimTime, cause: Cause, draws: RandomStream): void {
  const [server] = world.estate.exchangeServers;
  if (server === undefined) return;
  let next = at;
  for (const { image, commandLine } of draws.shuffled(TYPED).slice(0, draws.between(1, 3))) {
    next = addMicros(next, draws.between(3, 18) * MICROS_PER_SECOND);
    startProcess(
      world,
      server.host,
      next,
      cause,
      draws,
      {
        path: `${SYSTEM32}\\${image}`,
        commandLine,
        account: prompt.account,
        logonId: prompt.logonId,
        integrity: prompt.integrity,
        parent: prompt,
      },
      { runsMs: draws.between(40, 3_200), currentDirectory: `C:\\Users\\${person.account.name}\\` },
    );
  }
}
