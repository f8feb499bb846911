import { hash32 } from "../../base/hash.ts";
import { addMicros, MICROS_PER_DAY, MICROS_PER_HOUR, type SimTime } from "../../base/sim-time.ts";
import type { AccountRef, HostRef, ProcessRef } from "../activity.ts";
import type { World } from "../kernel/world.ts";
import { ordinaryCause } from "../people/cause.ts";
import { anyPid, describeProcess, NETWORK_SERVICE_LOGON_ID, SYSTEM_LOGON_ID, type ProcessDraft } from "./processes.ts";

/** Process 4, the kernel: names itself as the writer when a file arrives over a share. */
export function systemProcess(world: World, host: HostRef): ProcessRef {
  const account = world.estate.system.localSystem;
  return world.recallProcess(`${host.name}/System`, () => ({
    ...describeProcess(host, 4, bootTime(world, host), {
      path: "System",
      commandLine: "",
      account,
      logonId: SYSTEM_LOGON_ID,
      integrity: "System",
      parent: null,
    }),
    fileName: "System",
    // The kernel is no image that a sensor could hash.
    fileSize: 0,
    sha1: "",
    sha256: "",
    md5: "",
  }));
}

/** Only a cache: a host's object belongs to one run. */
const boots = new WeakMap<HostRef, SimTime>();

/** When a host was last started before history began: a server in a night of the last weeks, a PC on a morning of the last days. */
export function bootTime(world: World, host: HostRef): SimTime {
  const known = boots.get(host);
  if (known !== undefined) return known;
  const number = (label: string): number => hash32(world.seed, `boot/${host.name}/${label}`);
  const isServer = host.role !== "workstation";
  const days = isServer ? 9 + (number("day") % 24) : 6 + (number("day") % 9);
  const { start } = world.calendar.dayOf(addMicros(world.window.historyStart, -days * MICROS_PER_DAY));
  const clock = isServer ? number("time") % (5 * MICROS_PER_HOUR) : 7 * MICROS_PER_HOUR + (number("time") % (2 * MICROS_PER_HOUR));
  const bootedAt = addMicros(start, clock);
  boots.set(host, bootedAt);
  return bootedAt;
}

type ServiceDraft = Omit<ProcessDraft, "parent" | "integrity" | "logonId" | "account">;

/** A long-running service of the host: the same process for as long as the host runs. */
export function serviceProcess(world: World, host: HostRef, draft: ServiceDraft, account?: AccountRef): ProcessRef {
  return lastingProcess(world, host, draft, servicesProcess(world, host), account);
}

/** The same below something else than the service manager. */
export function lastingProcess(
  world: World,
  host: HostRef,
  draft: ServiceDraft,
  parent: ProcessRef,
  account?: AccountRef,
  kind: Standing["kind"] = "service",
): ProcessRef {
  const owner = account ?? world.estate.system.localSystem;
  const name = `${host.name}/${draft.commandLine}`;
  const logonId = owner === world.estate.system.networkService ? NETWORK_SERVICE_LOGON_ID : SYSTEM_LOGON_ID;
  // Sensors spell one path in several ways; which of them is described first must not matter.
  return standing(world, host, { name, key: `${name}/${draft.path}`, kind, parent }, (pid, startedAt) =>
    describeProcess(host, pid, startedAt, { ...draft, account: owner, logonId, integrity: "System", parent }),
  );
}

/** The service control manager. */
export function servicesProcess(world: World, host: HostRef): ProcessRef {
  return earlyProcess(world, host, "services", "C:\\Windows\\system32\\services.exe", initialProcess(world, host));
}

/** Starts the service manager and the security authority; who started it is gone since. */
export function initialProcess(world: World, host: HostRef): ProcessRef {
  return standingEarly(world, host, { label: "wininit", commandLine: "wininit.exe", parent: null, kind: "first" });
}

/** One of Windows's own that stands before any service does; without a parent, started by something that is gone since. */
export function earlyProcess(
  world: World,
  host: HostRef,
  label: string,
  commandLine: string,
  parent: ProcessRef | null = null,
): ProcessRef {
  return standingEarly(world, host, { label, commandLine, parent, kind: "early" });
}

interface EarlyDraft {
  readonly label: string;
  readonly commandLine: string;
  readonly parent: ProcessRef | null;
  readonly kind: "first" | "early";
}

function standingEarly(world: World, host: HostRef, { label, commandLine, parent, kind }: EarlyDraft): ProcessRef {
  const name = `${host.name}/${label}`;
  return standing(world, host, { name, key: name, kind, parent }, (pid, startedAt) =>
    describeProcess(host, pid, startedAt, {
      path: `C:\\Windows\\System32\\${label}.exe`,
      commandLine,
      account: world.estate.system.localSystem,
      logonId: SYSTEM_LOGON_ID,
      integrity: "System",
      parent,
    }),
  );
}

/**
 * Which number Windows finds for a process (what starts before there are many threads to be numbered gets a low one), and how long after
 * its own start it starts it (microseconds): between these where the boot is seen, from the first on within a span as long as the second
 * where it was before history.
 */
const KINDS = {
  first: { pidOf: (lot: number) => 4 * (110 + (lot % 28)), startsAfter: [60_000, 150_000], startedAfter: [2_600_000, 1_100_000] },
  early: { pidOf: (lot: number) => 4 * (140 + (lot % 110)), startsAfter: [200_000, 900_000], startedAfter: [4_000_000, 3_000_000] },
  service: { pidOf: anyPid, startsAfter: [1_200_000, 9_000_000], startedAfter: [8_000_000, 110_000_000] },
} as const;

export interface Standing {
  readonly name: string;
  readonly key: string;
  readonly kind: keyof typeof KINDS;
  /** What starts it, which stood before it; null: something that is gone. */
  readonly parent: ProcessRef | null;
}

/** Pid and start of a process that lives as long as its host runs: since before history, or since the host was started anew. */
function standing(
  world: World,
  host: HostRef,
  { name, key, kind, parent }: Standing,
  describe: (pid: number, startedAt: SimTime) => ProcessRef,
): ProcessRef {
  const bootedAt = world.state.boots[host.name];
  const { pidOf, startsAfter, startedAfter } = KINDS[kind];
  if (bootedAt === undefined)
    return world.recallProcess(key, () => {
      const number = hash32(world.seed, name);
      const startedAt = notBefore(parent, addMicros(bootTime(world, host), startedAfter[0] + (number % startedAfter[1])), number);
      return describe(pidOf(number), startedAt);
    });
  const number = hash32(world.seed, `${name}/${bootedAt}`);
  const known = world.state.startedSince[name];
  if (known !== undefined) return world.recallProcess(`${key}/${bootedAt}`, () => describe(known.pid, known.startedAt));
  // What starts with Windows does so within seconds; what is asked for later starts then.
  const isAtBoot = world.now === bootedAt;
  const startedAt = isAtBoot
    ? notBefore(parent, addMicros(bootedAt, startsAfter[0] + (number % (startsAfter[1] - startsAfter[0]))), number)
    : world.now;
  const pid = pidOf(number);
  world.state.startedSince[name] = { pid, startedAt };
  const process = describe(pid, startedAt);
  const cause = ordinaryCause("system/windows");
  const currentDirectory = "C:\\Windows\\system32\\";
  world.emit({ kind: "process-started", id: world.claimId(cause), at: startedAt, host, cause, process, currentDirectory });
  return process;
}

/** A child follows its parent by a moment at least. */
function notBefore(parent: ProcessRef | null, at: SimTime, number: number): SimTime {
  if (parent === null || parent.startedAt < at) return at;
  return addMicros(parent.startedAt, 40_000 + (number % 900_000));
}
