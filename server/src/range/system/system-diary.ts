import type { RandomStream } from "../../base/random-stream.ts";
import { addMicros, MICROS_PER_MINUTE, type SimTime } from "../../base/sim-time.ts";
import type { Cause, HostRef } from "../activity.ts";
import { eventKind } from "../kernel/event-kind.ts";
import type { World } from "../kernel/world.ts";
import { ordinaryCause } from "../people/cause.ts";
import { recordManifestEvent } from "../windows/application-events.ts";
import { recordUptime } from "../windows/boot-events.ts";
import { bootTime } from "../windows/standing-processes.ts";

const CAUSE: Cause = ordinaryCause("system/windows");
const NOON = 12;

/** At noon the log service says how long the host has been up. */
export const sayUptime = eventKind<{ readonly hostName: string }>("system/uptime", (world, { hostName }, at) => {
  world.schedule(sayUptime, world.calendar.atHour(world.calendar.nextDay(world.calendar.dayOf(at)), NOON), { hostName });
  const host = world.estate.hostsByName.get(hostName);
  if (host !== undefined && isWindows(host)) recordUptime(world, host, at, world.state.boots[hostName] ?? bootTime(world, host), CAUSE);
});

/** Every hour and a half, give or take, a member of the domain asks for its policy; with it Windows grumbles about itself. */
export const refreshPolicy = eventKind<{ readonly hostName: string; readonly n: number }>(
  "system/group-policy",
  (world, { hostName, n }, at) => {
    const draws = world.stream(`system/group-policy/${hostName}/${n}`);
    const pause = draws.between(90, 119) * MICROS_PER_MINUTE + draws.below(MICROS_PER_MINUTE);
    world.schedule(refreshPolicy, addMicros(at, pause), { hostName, n: n + 1 });
    const host = world.estate.hostsByName.get(hostName);
    if (host === undefined || !isWindows(host)) return;
    recordPolicy(world, host, at, draws);
    if (draws.chance(1, 5)) refuseActivation(world, host, addMicros(at, draws.belowBig(pause)), draws);
  },
);

function isWindows({ role }: HostRef): boolean {
  return role === "exchange" || role === "domain-controller" || role === "member-server";
}

/** 1500: the computer's policy was looked at, and nothing had changed. */
function recordPolicy(world: World, host: HostRef, at: SimTime, draws: RandomStream): void {
  const controller = world.estate.domainControllers.find((one) => one === host) ?? world.estate.domainControllers[0];
  recordManifestEvent(world, host, at, CAUSE, {
    channel: "System",
    provider: "Microsoft-Windows-GroupPolicy",
    eventId: 1500,
    level: 4,
    named: {
      SupportInfo1: "1",
      SupportInfo2: "4175",
      ProcessingMode: "0",
      ProcessingTimeInMilliseconds: String(draws.between(480, 3_900)),
      DCName: `\\\\${controller?.fqdn ?? ""}`,
    },
    message:
      "The Group Policy settings for the computer were processed successfully. There were no changes detected since the last successful processing of Group Policy.",
  });
}

const COMPONENTS = [
  ["{D63B10C5-BB46-4990-A94F-E40B9D520160}", "{9CA88EE3-ACB7-47C8-AFC4-AB702511C276}"],
  ["{8D8F4F83-3594-4F07-8369-FC3C3CAE4919}", "{F72671A9-012C-4725-9D2F-2A4D32D65169}"],
] as const;

/** 10016, the best known error that means nothing: Windows' own components may not start each other. */
function refuseActivation(world: World, host: HostRef, at: SimTime, draws: RandomStream): void {
  const [classId, applicationId] = draws.pick(COMPONENTS);
  const named = {
    param1: "application-specific",
    param2: "Local",
    param3: "Activation",
    param4: classId,
    param5: applicationId,
    param6: "NT AUTHORITY",
    param7: "SYSTEM",
    param8: "S-1-5-18",
    param9: "LocalHost (Using LRPC)",
    param10: "Unavailable",
    param11: "Unavailable",
  };
  recordManifestEvent(world, host, at, CAUSE, {
    channel: "System",
    provider: "Microsoft-Windows-DistributedCOM",
    eventId: 10_016,
    level: 2,
    named,
    message:
      `The application-specific permission settings do not grant Local Activation permission for the COM Server application with CLSID \r\n${classId}\r\n` +
      ` and APPID \r\n${applicationId}\r\n to the user NT AUTHORITY\\SYSTEM SID (S-1-5-18) from address LocalHost (Using LRPC) running in the application ` +
      "container Unavailable SID (Unavailable). This security permission can be modified using the Component Services administrative tool.",
  });
}
