import type { RandomStream } from "../../base/random-stream.ts";
import { addMicros, MICROS_PER_MS, type SimTime } from "../../base/sim-time.ts";
import { hash32 } from "../../base/hash.ts";
import type { AccountRef, Cause, HostRef, ProcessRef } from "../activity.ts";
import { digestsFor } from "../estate/identity.ts";
import type { World } from "../kernel/world.ts";

export const SYSTEM_LOGON_ID = "0x3e7";
export const NETWORK_SERVICE_LOGON_ID = "0x3e4";

export interface ProcessDraft {
  readonly path: string;
  readonly commandLine: string;
  readonly account: AccountRef;
  readonly logonId: string;
  readonly integrity: ProcessRef["integrity"];
  readonly parent: ProcessRef | null;
}

/** A process as every sensor would describe it. The same image has the same digests and size on every host of one OS build. */
export function describeProcess(host: HostRef, pid: number, startedAt: SimTime, draft: ProcessDraft): ProcessRef {
  const { digests, fileSize } = describeImage(`${host.osBuild}/${draft.path.toLowerCase()}`);
  return {
    pid,
    startedAt,
    path: draft.path,
    fileName: draft.path.slice(draft.path.lastIndexOf("\\") + 1),
    commandLine: draft.commandLine,
    account: draft.account,
    logonId: draft.logonId,
    integrity: draft.integrity,
    sha1: digests.sha1,
    sha256: digests.sha256,
    md5: digests.md5,
    fileSize,
    parent: draft.parent,
  };
}

/** Digests and size of an executable or library, as every sensor of this host's kind sees them. */
export function imageOf(
  host: HostRef,
  path: string,
): { readonly sha1: string; readonly sha256: string; readonly md5: string; readonly size: number } {
  const { digests, fileSize } = describeImage(`${host.osBuild}/${path.toLowerCase()}`);
  return { ...digests, size: fileSize };
}

interface ImageDescription {
  readonly digests: ReturnType<typeof digestsFor>;
  readonly fileSize: number;
}

/** Pure memory: a few hundred images, each asked for thousands of times. */
const images = new Map<string, ImageDescription>();

function describeImage(image: string): ImageDescription {
  const known = images.get(image);
  if (known !== undefined) return known;
  const described = { digests: digestsFor(image), fileSize: 20_480 + (hash32(0, image) % 900) * 512 };
  images.set(image, described);
  return described;
}

/**
 * Windows hands out multiples of four. Processes and threads are numbered by the one allocator that numbers kernel handles (Raymond Chen,
 * "Why are process and thread IDs multiples of four?"), so on a server with thousands of threads any process may have any number.
 */
export function drawPid(draws: RandomStream): number {
  return anyPid(draws.uint32());
}

/** Some number that a process may have, the same for the same lot. */
export const anyPid = (lot: number): number => 4 * (PIDS.from + (lot % PIDS.count));

/** In fours; what is below is taken by what Windows starts first. */
const PIDS = { from: 250, count: 4_250 } as const;

export interface StartedProcess {
  readonly process: ProcessRef;
  readonly activityId: number;
  readonly startedAt: SimTime;
}

/** Starts a process and, when `runsMs` is given, ends it after that long. */
export function startProcess(
  world: World,
  host: HostRef,
  at: SimTime,
  cause: Cause,
  draws: RandomStream,
  draft: ProcessDraft,
  run: { readonly runsMs: number | null; readonly exitCode?: number; readonly currentDirectory?: string },
): StartedProcess {
  const process = describeProcess(host, drawPid(draws), at, draft);
  const id = world.claimId(cause);
  const currentDirectory = run.currentDirectory ?? "C:\\Windows\\system32\\";
  world.emit({ kind: "process-started", id, at, host, cause, process, currentDirectory });
  if (run.runsMs !== null) {
    const follows: Cause = { ...cause, parentId: id };
    const endsAt = addMicros(at, run.runsMs * MICROS_PER_MS + draws.below(1_000));
    world.emit({
      kind: "process-ended",
      id: world.claimId(follows),
      at: endsAt,
      host,
      cause: follows,
      process,
      exitCode: run.exitCode ?? 0,
    });
  }
  return { process, activityId: id, startedAt: at };
}
