import type { RandomStream } from "../../../base/random-stream.ts";
import { addMicros, MICROS_PER_MINUTE, type SimTime } from "../../../base/sim-time.ts";
import type { HostRef } from "../../activity.ts";
import type { World } from "../../kernel/world.ts";
import { recordApplicationEvent } from "../../windows/application-events.ts";
import { workAtPrompt } from "../../windows/prompt-session.ts";
import { recordServiceState } from "../../windows/services.ts";
import { during } from "../../windows/tool-acts.ts";
import { POWERSHELL, windowsTool, type Tool } from "../../windows/tool.ts";
import { goOnTo, openJumpHost, type JumpPlan } from "./jump-session.ts";
import { checkedServers } from "./morning-check.ts";

interface Alarm {
  readonly eventId: number;
  readonly message: string;
  readonly remedy: (world: World, host: HostRef, draws: RandomStream) => Tool[];
}

const TIME_SERVICE = "Windows Time";

/** What the monitoring wakes somebody for, and what they do about it. */
const ALARMS: readonly Alarm[] = [
  {
    eventId: 4010,
    message: "Free space on C: is below its threshold.",
    remedy: (_world, _host, draws) => [
      windowsTool("fsutil.exe", "fsutil volume diskfree c:", 80),
      {
        path: POWERSHELL,
        line: 'powershell -NoProfile -Command "Get-ChildItem C:\\Windows\\Temp -File | Measure-Object Length -Sum"',
        runsMs: draws.between(900, 6_000),
      },
      windowsTool("cleanmgr.exe", "cleanmgr /sagerun:1", draws.between(30_000, 110_000)),
    ],
  },
  {
    eventId: 4022,
    message: `The service '${TIME_SERVICE}' does not answer.`,
    remedy: (world, host) => [
      windowsTool("sc.exe", "sc query w32time", 60),
      netService("stop", (tool) => recordServiceState(world, host, during(tool, 0.8), tool.cause, TIME_SERVICE, "stopped")),
      netService("start", (tool) => recordServiceState(world, host, during(tool, 0.8), tool.cause, TIME_SERVICE, "running")),
      windowsTool("w32tm.exe", "w32tm /query /status", 110),
    ],
  },
  {
    eventId: 4031,
    message: "Memory in use is above its threshold.",
    remedy: (_world, _host, draws) => [
      windowsTool("tasklist.exe", "tasklist /v", draws.between(1_900, 5_200)),
      windowsTool("typeperf.exe", 'typeperf "\\Memory\\Available MBytes" -sc 5', 5_400),
    ],
  },
];

/** From the alarm until the window is closed. */
const MINUTES = [22, 48] as const;

/** An alarm of the monitoring on some server; minutes later somebody of the provider is on it. `plan.at` is the alarm. */
export function answerAlarm(world: World, plan: Omit<JumpPlan, "endsAt">): void {
  const { draws, technician, cause } = plan;
  const host = draws.pick(checkedServers(world));
  const alarm = draws.pick(ALARMS);
  raise(world, plan.at, cause, host, alarm);
  const at = addMicros(plan.at, draws.between(5 * MICROS_PER_MINUTE, 18 * MICROS_PER_MINUTE));
  const minutes = draws.between(...MINUTES);
  const session = openJumpHost(world, { ...plan, technician, at, endsAt: addMicros(at, (minutes + 12) * MICROS_PER_MINUTE) });
  const next = addMicros(session.shell.explorer.startedAt, draws.between(15_000_000, 70_000_000));
  const reached = goOnTo(world, session, host, next, minutes);
  const visit = { visitor: session.visitor, host, ...reached, draws, minutes: [minutes, minutes] } as const;
  workAtPrompt(world, visit, alarm.remedy(world, host, draws));
}

function raise(world: World, at: SimTime, cause: JumpPlan["cause"], host: HostRef, { eventId, message }: Alarm): void {
  const provider = "Lookout Agent";
  recordApplicationEvent(world, host, at, cause, {
    provider,
    eventId,
    level: 2,
    strings: [host.name, message],
    message: `${host.name}: ${message}`,
  });
}

function netService(verb: "stop" | "start", acts: NonNullable<Tool["acts"]>): Tool {
  const helper = { path: "C:\\Windows\\System32\\net1.exe", line: `C:\\Windows\\system32\\net1 ${verb} w32time` };
  return windowsTool("net.exe", `net ${verb} w32time`, 1_600, { helper, acts });
}
