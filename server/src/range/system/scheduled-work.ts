import type { RandomStream } from "../../base/random-stream.ts";
import { addMicros, MICROS_PER_HOUR, MICROS_PER_MINUTE, MICROS_PER_SECOND, type SimTime } from "../../base/sim-time.ts";
import type { Cause, HostRef, ProcessRef } from "../activity.ts";
import { drawGuid } from "../estate/identity.ts";
import { hasTwoSites } from "../exchange/applications.ts";
import { eventKind } from "../kernel/event-kind.ts";
import type { World } from "../kernel/world.ts";
import { ordinaryCause } from "../people/cause.ts";
import { recordManifestEvent } from "../windows/application-events.ts";
import { startProcess, SYSTEM_LOGON_ID } from "../windows/processes.ts";
import { serviceProcess } from "../windows/standing-processes.ts";

const SYSTEM32 = "C:\\Windows\\System32";
const TASK_CHANNEL = "Microsoft-Windows-TaskScheduler/Operational";

interface Task {
  readonly name: string;
  /** Local hours at which it starts, with up to `jitterMinutes`. */
  readonly hours: readonly number[];
  readonly jitterMinutes: number;
  readonly path: string;
  readonly commandLine: string;
  readonly runsSeconds: readonly [number, number];
}

const TASKS: readonly Task[] = [
  {
    name: "\\Microsoft\\Windows\\Defrag\\ScheduledDefrag",
    hours: [1],
    jitterMinutes: 25,
    path: `${SYSTEM32}\\Defrag.exe`,
    commandLine: `${SYSTEM32}\\defrag.exe -c -h -o`,
    runsSeconds: [60, 900],
  },
  {
    name: "\\Microsoft\\Windows\\UpdateOrchestrator\\Schedule Scan",
    hours: [3, 14],
    jitterMinutes: 90,
    path: `${SYSTEM32}\\UsoClient.exe`,
    commandLine: `${SYSTEM32}\\usoclient.exe StartScan`,
    runsSeconds: [2, 12],
  },
  {
    name: "\\Microsoft\\Windows\\Application Experience\\Microsoft Compatibility Appraiser",
    hours: [4],
    jitterMinutes: 50,
    path: `${SYSTEM32}\\CompatTelRunner.exe`,
    commandLine: `${SYSTEM32}\\compattelrunner.exe`,
    runsSeconds: [40, 300],
  },
  {
    name: "\\Microsoft\\Windows\\Windows Defender\\Windows Defender Scheduled Scan",
    hours: [2],
    jitterMinutes: 15,
    path: "C:\\Program Files\\Windows Defender\\MpCmdRun.exe",
    commandLine: '"C:\\Program Files\\Windows Defender\\MpCmdRun.exe" Scan -ScheduleJob -RestrictPrivileges',
    runsSeconds: [300, 2_400],
  },
  {
    name: "\\Log cleanup",
    hours: [5],
    jitterMinutes: 0,
    path: `${SYSTEM32}\\WindowsPowerShell\\v1.0\\powershell.exe`,
    commandLine: "powershell.exe -NoProfile -File C:\\Scripts\\Remove-OldIisLogs.ps1 -Days 60",
    runsSeconds: [4, 25],
  },
  {
    name: "\\Microsoft\\Windows\\Time Synchronization\\SynchronizeTime",
    hours: [6],
    jitterMinutes: 30,
    path: `${SYSTEM32}\\sc.exe`,
    commandLine: `${SYSTEM32}\\sc.exe start w32time task_started`,
    runsSeconds: [1, 2],
  },
];

/** Day by day: tasks at their hours, on every server. */
export const planTasks = eventKind<{ readonly hostName: string }>("system/tasks", (world, { hostName }, at) => {
  const day = world.calendar.dayOf(at);
  world.schedule(planTasks, world.calendar.nextDay(day).start, { hostName });
  for (const [index, task] of TASKS.entries()) {
    for (const hour of task.hours) {
      const name = `system/tasks/${hostName}/${day.date}/${index}/${hour}`;
      const jitter = world.stream(name).below(task.jitterMinutes * 60 + 1) * MICROS_PER_SECOND;
      const startsAt = addMicros(world.calendar.atHour(day, hour), jitter);
      if (startsAt >= world.now) world.schedule(runTask, startsAt, { hostName, index, name });
    }
  }
});

const runTask = eventKind<{ readonly hostName: string; readonly index: number; readonly name: string }>(
  "system/task",
  (world, { hostName, index, name }, dueAt) => {
    const host = world.estate.hostsByName.get(hostName);
    const task = TASKS[index];
    if (host === undefined || task === undefined) return;
    const draws = world.stream(`${name}/run`);
    // Triggers stand at whole seconds; the scheduler needs a while, and another each time.
    const at = addMicros(dueAt, draws.between(1_000, 400_000));
    const cause = ordinaryCause("system/task-scheduler");
    const instance = `{${drawGuid(draws).toUpperCase()}}`;
    const engine = scheduler(world, host);
    const named = { TaskName: task.name, ActionName: task.path, TaskInstanceId: instance, EnginePID: String(engine.pid) };
    recordManifestEvent(world, host, addMicros(at, 4_000), cause, {
      channel: TASK_CHANNEL,
      provider: "Microsoft-Windows-TaskScheduler",
      eventId: 200,
      level: 4,
      named,
      message: `Task Scheduler launched action "${task.path}" in instance "${instance}" of task "${task.name}".`,
    });
    const runsMs = draws.between(task.runsSeconds[0] * 1000, task.runsSeconds[1] * 1000);
    runAsSystem(world, host, at, cause, draws, task, engine, runsMs);
    recordManifestEvent(world, host, addMicros(at, (runsMs + 30) * 1000), cause, {
      channel: TASK_CHANNEL,
      provider: "Microsoft-Windows-TaskScheduler",
      eventId: 201,
      level: 4,
      named: { TaskName: task.name, TaskInstanceId: instance, ActionName: task.path, ResultCode: "0", EnginePID: String(engine.pid) },
      message: `Task Scheduler successfully completed task "${task.name}", instance "${instance}", action "${task.path}" with return code 0.`,
    });
  },
);

/** The health service measures the network stack: netsh under the health worker, a classic false positive. */
export const runHealthTool = eventKind<{ readonly hostName: string; readonly n: number }>(
  "system/health-tool",
  (world, { hostName, n }, at) => {
    const draws = world.stream(`system/health-tool/${hostName}/${n}`);
    world.schedule(
      runHealthTool,
      addMicros(at, 5 * MICROS_PER_HOUR + draws.between(0, 90) * MICROS_PER_MINUTE + draws.below(MICROS_PER_MINUTE)),
      { hostName, n: n + 1 },
    );
    const host = world.estate.hostsByName.get(hostName);
    const server = world.estate.exchangeServers.find((candidate) => candidate.host === host);
    if (host === undefined || server === undefined || !hasTwoSites(server)) return;
    const worker = serviceProcess(world, host, {
      path: `${server.installPath}\\Bin\\MSExchangeHMWorker.exe`,
      commandLine: `"${server.installPath}\\Bin\\MSExchangeHMWorker.exe" -pipe:1312 -stopkey:Global\\ExchangeStopKey`,
    });
    const tool = { path: `${SYSTEM32}\\netsh.exe`, commandLine: `"${SYSTEM32}\\netsh.exe" interface tcp show global` };
    runAsSystem(world, host, at, ordinaryCause("system/health"), draws, tool, worker, draws.between(80, 400));
  },
);

export const SCHEDULED_WORK_KINDS = [planTasks, runTask, runHealthTool];

function runAsSystem(
  world: World,
  host: HostRef,
  at: SimTime,
  cause: Cause,
  draws: RandomStream,
  { path, commandLine }: Pick<Task, "path" | "commandLine">,
  parent: ProcessRef,
  runsMs: number,
): void {
  const owner = { account: world.estate.system.localSystem, logonId: SYSTEM_LOGON_ID, integrity: "System" } as const;
  const started = startProcess(
    world,
    host,
    addMicros(at, draws.between(5_000, 15_000)),
    cause,
    draws,
    { ...owner, path, commandLine, parent },
    { runsMs },
  );
  startProcess(
    world,
    host,
    addMicros(started.startedAt, draws.between(4_000, 16_000)),
    { ...cause, parentId: started.activityId },
    draws,
    {
      ...owner,
      path: `${SYSTEM32}\\conhost.exe`,
      commandLine: "\\??\\C:\\Windows\\system32\\conhost.exe 0xffffffff -ForceV1",
      parent: started.process,
    },
    { runsMs: Math.max(1, runsMs - 8) },
  );
}

function scheduler(world: World, host: HostRef): ProcessRef {
  return serviceProcess(world, host, {
    path: `${SYSTEM32}\\svchost.exe`,
    commandLine: `${SYSTEM32}\\svchost.exe -k netsvcs -p -s Schedule`,
  });
}
