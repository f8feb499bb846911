import { addMicros, MICROS_PER_MINUTE, MICROS_PER_MS, type SimTime } from "../../../base/sim-time.ts";
import type { HostRef } from "../../activity.ts";
import type { World } from "../../kernel/world.ts";
import { connectInside } from "../../network/both-ends.ts";
import { systemProcess } from "../../windows/standing-processes.ts";
import { POWERSHELL } from "../../windows/tool.ts";
import { runShellSession, type ShellLine } from "../administrator/management-shell.ts";
import { EVENT_VIEWER, SERVICES, TASK_MANAGER, visitDesktop } from "../administrator/remote-desktop.ts";
import { goOnTo, openJumpHost, startOnDesktop, type JumpPlan, type JumpSession } from "./jump-session.ts";

/** What they look at on each server, and not for long. */
const LOOKS = [
  { ...EVENT_VIEWER, minutes: [2, 5] },
  { ...SERVICES, minutes: [1, 3] },
  { ...TASK_MANAGER, minutes: [1, 4] },
] as const;

/** Three looks at most, and the pauses between them, fit into the shortest. */
const VISIT_MINUTES = [18, 24] as const;

const QUESTIONS: readonly ShellLine[] = [
  { cmdlet: "Get-Queue", parameters: () => [] },
  { cmdlet: "Get-MailboxDatabase", parameters: () => [{ name: "Status", value: "True" }] },
  { cmdlet: "Get-ServerHealth", parameters: ({ estate }) => [{ name: "Identity", value: estate.exchangeServers[0]?.host.name ?? "" }] },
];

/** The servers whose logs and services somebody looks at every morning: those of mail, and the controllers. */
export function checkedServers(world: World): readonly HostRef[] {
  return [...world.estate.exchangeServers.map(({ host }) => host), ...world.estate.domainControllers];
}

/** How long the round takes, sign-in and last look included. */
export function roundMinutes(world: World): number {
  return 14 + checkedServers(world).length * 8 + VISIT_MINUTES[1];
}

/** Queues from the jump host's own shell, then a desktop after the other: event viewer, services, task manager. */
export function checkInTheMorning(world: World, plan: JumpPlan): void {
  const session = openJumpHost(world, plan);
  const { draws } = plan;
  let next = addMicros(session.shell.explorer.startedAt, draws.between(30_000_000, 110_000_000));
  askForQueues(world, session, next);
  next = addMicros(next, draws.between(4 * MICROS_PER_MINUTE, 7 * MICROS_PER_MINUTE));
  for (const host of draws.shuffled(checkedServers(world))) {
    const minutes = draws.between(...VISIT_MINUTES);
    const { cause, at } = goOnTo(world, session, host, next, minutes);
    visitDesktop(world, { visitor: session.visitor, host, at, cause, draws, minutes: [minutes, minutes], programs: LOOKS });
    next = addMicros(next, draws.between(190_000_000, 480_000_000));
  }
}

/** Exchange's management shell on the jump host: a remote session with the first server, over plain HTTP with a ticket. */
function askForQueues(world: World, session: JumpSession, at: SimTime): void {
  const [server] = world.estate.exchangeServers;
  if (server === undefined) return;
  const { draws, shell, visitor } = session;
  const script = `${server.installPath}\\bin\\RemoteExchange.ps1`;
  const line = `"${POWERSHELL}" -noexit -command ". '${script}'; Connect-ExchangeServer -auto -ClientApplication:ManagementShell"`;
  const started = startOnDesktop(world, session, at, { path: POWERSHELL, line, runsMs: draws.between(420_000, 900_000) });
  const asksAt = addMicros(at, draws.between(5_000_000, 11_000_000));
  const from = { host: shell.host, process: started.process };
  const to = { host: server.host, process: systemProcess(world, server.host) };
  const connectsAt = addMicros(asksAt, -40 * MICROS_PER_MS);
  connectInside(world, { from, to, port: 80, at: connectsAt, cause: started.cause, draws });
  runShellSession(world, { visitor, at: asksAt, draws, cause: started.cause }, draws.shuffled(QUESTIONS));
}
