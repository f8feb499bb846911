import { addMicros, formatSimTime, MICROS_PER_MINUTE, MICROS_PER_SECOND, type SimTime } from "../../base/sim-time.ts";
import type { Cause, HostRef } from "../activity.ts";
import type { World } from "../kernel/world.ts";
import { recordClassicEvent, recordManifestEvent } from "./application-events.ts";
import { recordSecurityEvent } from "./security-events.ts";

const LOG_SERVICE = "EventLog";
/** The log service opens its files when the machine has been up for so long; what the kernel reported before then is written first. */
const LOG_STARTS_AFTER = 5_400_000;

/**
 * What a Windows says of itself when it starts after it was cut off: kernel first, then the log service, which finds that it was not
 * told to end. Numbers and data: Microsoft's event documentation; names of the data as observed in published logs.
 */
export function recordStartAfterCut(
  world: World,
  host: HostRef,
  { from, bootedAt }: { readonly from: SimTime; readonly bootedAt: SimTime },
  cause: Cause,
): void {
  const build = host.osBuild.split(".");
  recordManifestEvent(world, host, bootedAt, cause, {
    channel: "System",
    provider: "Microsoft-Windows-Kernel-General",
    eventId: 12,
    level: 4,
    named: {
      MajorVersion: "10",
      MinorVersion: "0",
      BuildVersion: build[2] ?? "14393",
      QfeVersion: build[3] ?? "0",
      ServiceVersion: "0",
      BootMode: "0",
      StartTime: formatSimTime(bootedAt, 6),
    },
    message: `The operating system started at system time ${formatSimTime(bootedAt, 6)}.`,
  });
  recordManifestEvent(world, host, addMicros(bootedAt, 2_140_000), cause, {
    channel: "System",
    provider: "Microsoft-Windows-Kernel-Power",
    eventId: 41,
    level: 1,
    named: {
      BugcheckCode: "0",
      BugcheckParameter1: "0x0",
      BugcheckParameter2: "0x0",
      BugcheckParameter3: "0x0",
      BugcheckParameter4: "0x0",
      SleepInProgress: "0",
      PowerButtonTimestamp: "0",
    },
    message:
      "The system has rebooted without cleanly shutting down first. This error could be caused if the system stopped responding, crashed, or lost power unexpectedly.",
  });
  recordLogService(world, host, { from, bootedAt }, cause);
  recordSecurityEvent(world, host, addMicros(bootedAt, 3_260_000), cause, { eventId: 4608, title: "Windows is starting up.", named: {} });
  recordSecurityEvent(world, host, addMicros(bootedAt, 3_390_000), cause, {
    eventId: 4902,
    title: "The Per-user audit policy table was created.",
    named: { PuaCount: "0", PuaPolicyId: `0x${(40_000 + (bootedAt % 30_000)).toString(16)}` },
  });
}

/** 6008 (nobody said goodbye), 6009 (which Windows), 6005 (the log is open), 6013 (up for so many seconds). */
function recordLogService(
  world: World,
  host: HostRef,
  { from, bootedAt }: { readonly from: SimTime; readonly bootedAt: SimTime },
  cause: Cause,
): void {
  const at = addMicros(bootedAt, LOG_STARTS_AFTER);
  const [date = "", clock = ""] = formatSimTime(addMicros(from, world.calendar.offset(from)), 0)
    .slice(0, 19)
    .split("T");
  const build = host.osBuild.split(".")[2] ?? "14393";
  const uptime = Math.round(LOG_STARTS_AFTER / 1_000_000);
  const lines = [
    [6008, 2, [clock, date, "", "", String(uptime)], `The previous system shutdown at ${clock} on ${date} was unexpected.`],
    [6009, 4, ["10.00.", build, "", "Multiprocessor Free", "0"], `Microsoft (R) Windows (R) 10.00. ${build}  Multiprocessor Free.`],
    [6005, 4, [], "The Event log service was started."],
  ] as const;
  for (const [index, [eventId, level, strings, message]] of lines.entries())
    recordClassicEvent(world, host, addMicros(at, index * 700), cause, {
      channel: "System",
      provider: LOG_SERVICE,
      eventId,
      level,
      strings,
      message,
    });
  recordUptime(world, host, addMicros(at, lines.length * 700), bootedAt, cause);
}

/** As Windows names the zones of the places where our companies are. */
const ZONES: Readonly<Record<string, string>> = {
  "Europe/London": "GMT Standard Time",
  "Europe/Dublin": "GMT Standard Time",
  "Europe/Berlin": "W. Europe Standard Time",
  "Europe/Stockholm": "W. Europe Standard Time",
  "Europe/Oslo": "W. Europe Standard Time",
  "Europe/Paris": "Romance Standard Time",
  "America/New_York": "Eastern Standard Time",
};

/** 6013, at the start of the log service and every day at noon: how long the host has been up, and by which clock. */
export function recordUptime(world: World, host: HostRef, at: SimTime, bootedAt: SimTime, cause: Cause): void {
  const seconds = Math.floor((at - bootedAt) / MICROS_PER_SECOND);
  const bias = -Math.round(world.calendar.offset(at) / MICROS_PER_MINUTE);
  const zone = ZONES[world.scenario.window.timeZone] ?? "UTC";
  recordClassicEvent(world, host, at, cause, {
    channel: "System",
    provider: LOG_SERVICE,
    eventId: 6013,
    level: 4,
    strings: ["", "", "", "", String(seconds), "60", `${bias} ${zone}`],
    message: `The system uptime is ${seconds} seconds.`,
  });
}
