import { addMicros, type SimTime } from "../../base/sim-time.ts";
import type { Cause, HostRef } from "../activity.ts";
import { drawGuid } from "../estate/identity.ts";
import type { RandomStream } from "../../base/random-stream.ts";
import type { World } from "../kernel/world.ts";
import { recordManifestEvent } from "./application-events.ts";
import { scheduleProcess } from "./known-processes.ts";
import { atItsPace, asLocalSystem, runTool, type Tool } from "./tool.ts";
import { recordSecurityEvent, subjectData, type SecuritySubject } from "./security-events.ts";

const CHANNEL = "Microsoft-Windows-TaskScheduler/Operational";
const PROVIDER = "Microsoft-Windows-TaskScheduler";

export interface TaskDescription {
  /** With its leading backslash. */
  readonly name: string;
  readonly command: string;
  readonly arguments: string;
  /** ISO 8601, e.g. `PT45M`; empty for none. */
  readonly interval: string;
}

/** 4698 in Security and 106 in the scheduler's own channel: somebody registered a task that runs as the local system. */
export function recordTaskRegistered(
  world: World,
  host: HostRef,
  at: SimTime,
  cause: Cause,
  by: SecuritySubject,
  task: TaskDescription,
): void {
  const repetition = task.interval === "" ? "" : `<Repetition><Interval>${task.interval}</Interval></Repetition>`;
  recordSecurityEvent(world, host, at, cause, {
    eventId: 4698,
    title: "A scheduled task was created.",
    named: {
      ...subjectData(by, host),
      TaskName: task.name,
      TaskContent:
        `<?xml version="1.0" encoding="UTF-16"?>\r\n<Task version="1.2"><Triggers><TimeTrigger>${repetition}<Enabled>true</Enabled>` +
        `</TimeTrigger></Triggers><Principals><Principal id="Author"><UserId>S-1-5-18</UserId><RunLevel>HighestAvailable</RunLevel>` +
        `</Principal></Principals><Actions Context="Author"><Exec><Command>${task.command}</Command>` +
        `<Arguments>${task.arguments}</Arguments></Exec></Actions></Task>`,
    },
  });
  const user = `${host.domainNetbios}\\${host.name}$`;
  recordManifestEvent(world, host, addMicros(at, 2_300), cause, {
    channel: CHANNEL,
    provider: PROVIDER,
    eventId: 106,
    level: 4,
    named: { TaskName: task.name, UserContext: user },
    message: `User "${user}"  registered Task Scheduler task "${task.name}"`,
  });
}

/** One run of a task: 200 when its action starts, the process below the scheduler, 201 when it is over. */
export function recordTaskRun(
  world: World,
  host: HostRef,
  { at, cause, draws }: { readonly at: SimTime; readonly cause: Cause; readonly draws: RandomStream },
  name: string,
  planned: Tool,
): void {
  const tool = atItsPace(planned, draws);
  const instance = `{${drawGuid(draws).toUpperCase()}}`;
  const parent = scheduleProcess(world, host);
  const facts = { TaskName: name, ActionName: tool.path, TaskInstanceId: instance, EnginePID: String(parent.pid) };
  const message = `instance "${instance}" of task "${name}"`;
  const common = { channel: CHANNEL, provider: PROVIDER, level: 4 } as const;
  // Triggers stand at whole seconds; the scheduler needs a while, and another each time.
  const launchedAt = addMicros(at, draws.between(3_000, 410_000));
  recordManifestEvent(world, host, launchedAt, cause, {
    ...common,
    eventId: 200,
    named: facts,
    message: `Task Scheduler launched action "${tool.path}" in ${message}.`,
  });
  const run = runTool(
    {
      world,
      host,
      at: addMicros(launchedAt, draws.between(2_000, 9_000)),
      cause,
      draws,
      parent,
      ...asLocalSystem(world),
      currentDirectory: "C:\\Windows\\system32\\",
    },
    tool,
  );
  recordManifestEvent(world, host, addMicros(run.endsAt, draws.between(4_000, 90_000)), cause, {
    ...common,
    eventId: 201,
    named: { ...facts, ResultCode: "0" },
    message: `Task Scheduler successfully completed ${message}, action "${tool.path}" with return code 0.`,
  });
}
