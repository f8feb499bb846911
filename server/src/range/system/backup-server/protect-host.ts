import type { RandomStream } from "../../../base/random-stream.ts";
import { addMicros, MICROS_PER_MINUTE, MICROS_PER_MS, type SimTime } from "../../../base/sim-time.ts";
import type { Cause, HostRef } from "../../activity.ts";
import { activeDatabasesOn, databaseFolderOf } from "../../exchange/database-copies.ts";
import { scaleCount } from "../../kernel/volume.ts";
import type { World } from "../../kernel/world.ts";
import { connectInside } from "../../network/both-ends.ts";
import { runTool, windowsTool, type RunningTool, type ToolOccasion } from "../../windows/tool.ts";
import { signInByTicket } from "../../windows/ticket-sign-in.ts";
import { agentProcess } from "../agents.ts";
import { prepareDatabases } from "../backup.ts";
import type { JobRun } from "./backup-job.ts";
import { freezeDirectory } from "./freeze-directory.ts";
import { useShadowCopies } from "./shadow-copies.ts";

/** On which agents are told what to do, and the store accepts what they send. */
export const KEEPSAFE_PORT = 10_006;

const READER = "C:\\Program Files\\Keepsafe\\Agent\\KeepsafeReader.exe";

/**
 * What a job is to the host that it protects: the worker knocks at the agent, the backup account signs in from the backup server's
 * address with a ticket, the volumes are frozen, and a reader per part of them sends what lies in the snapshot. Gives the readers' count.
 */
export function protectHost(world: World, run: JobRun, worker: RunningTool): number {
  const { store, host, at, endsAt, cause, draws } = run;
  const agent = agentProcess(world, host, "backup");
  const calledAt = addMicros(worker.startedAt, draws.between(300, 1_900) * MICROS_PER_MS);
  const from = { host: store, process: worker.process };
  connectInside(world, { from, to: { host, process: agent }, port: KEEPSAFE_PORT, at: calledAt, cause: worker.cause, draws });
  const { backup } = world.estate.system;
  const session = signInByTicket(world, {
    host,
    account: backup,
    at: addMicros(calledAt, 30 * MICROS_PER_MS),
    cause: worker.cause,
    draws,
    sourceIp: store.ip,
    isElevated: true,
    durationMicros: endsAt - calledAt,
  });
  const follows: Cause = { ...cause, parentId: session.activityId };
  const owner = { account: backup, logonId: session.logonId, integrity: "High", currentDirectory: "C:\\Windows\\system32\\" } as const;
  const occasion: ToolOccasion = { world, host, at: calledAt, cause: follows, draws, parent: agent, ...owner };
  const listsAt = addMicros(calledAt, draws.between(1_900_000, 4_400_000));
  runTool({ ...occasion, at: listsAt }, windowsTool("vssadmin.exe", "vssadmin.exe list writers", draws.between(900, 3_400)));
  freeze(world, host, { at: addMicros(at, draws.between(8_000_000, 12_000_000)), endsAt, cause: follows, draws });
  const parts = partsOf(world, host);
  sendParts(world, run, { ...occasion, at: addMicros(at, 2 * MICROS_PER_MINUTE) }, parts);
  // Towards the end the snapshots are given back, for which the service is woken once more.
  useShadowCopies(world, host, addMicros(endsAt, -draws.between(20_000_000, 50_000_000)), follows, draws);
  return parts.length;
}

interface Freeze {
  readonly at: SimTime;
  /** When the copy is done. */
  readonly endsAt: SimTime;
  readonly cause: Cause;
  readonly draws: RandomStream;
}

function freeze(world: World, host: HostRef, { at, endsAt, cause, draws }: Freeze): void {
  useShadowCopies(world, host, at, cause, draws);
  const server = world.estate.exchangeServers.find((candidate) => candidate.host === host);
  if (server !== undefined) prepareDatabases(world, server, at, endsAt, cause);
  if (host.role === "domain-controller") freezeDirectory(world, host, addMicros(at, draws.between(9_000_000, 19_000_000)), cause, draws);
}

/** What is read, below the root of the snapshot. */
function partsOf(world: World, host: HostRef): readonly string[] {
  const server = world.estate.exchangeServers.find((candidate) => candidate.host === host);
  if (server !== undefined) {
    const folders = activeDatabasesOn(world, server).map((database) => databaseFolderOf(server, database).slice("C:".length));
    return [...folders, "\\Windows\\System32\\config"];
  }
  // The system state of a controller: its directory, the policies, the registry.
  if (host.role === "domain-controller") return ["\\Windows\\NTDS\\ntds.dit", "\\Windows\\SYSVOL", "\\Windows\\System32\\config"];
  return ["\\", "\\Windows\\System32\\config"];
}

/** A reader per part, one after the other; each opens its stream anew now and then. */
function sendParts(world: World, { store, host, endsAt, draws, job }: JobRun, occasion: ToolOccasion, parts: readonly string[]): void {
  const snapshot = `\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy${draws.between(3, 48)}`;
  const service = agentProcess(world, store, "backupServer");
  const spanMs = Math.floor((addMicros(endsAt, -MICROS_PER_MINUTE) - occasion.at) / MICROS_PER_MS / Math.max(1, parts.length));
  for (const [index, part] of parts.entries()) {
    const at = addMicros(occasion.at, index * spanMs * MICROS_PER_MS + draws.below(4_000_000));
    const runsMs = Math.max(2_000, spanMs - draws.between(4_000, 9_000));
    const line = `"${READER}" --job "${job.name}" --source "${snapshot}${part}" --to ${store.name}:${KEEPSAFE_PORT}`;
    const { process, cause } = runTool({ ...occasion, at }, { path: READER, line, runsMs });
    for (let streams = 1 + scaleCount(world, 7, draws), n = 0; n < streams; n++) {
      const opensAt = addMicros(at, (200 + draws.below(600) + Math.floor((runsMs * 0.9 * n) / streams)) * MICROS_PER_MS);
      const ends = { from: { host, process }, to: { host: store, process: service } };
      connectInside(world, { ...ends, port: KEEPSAFE_PORT, at: opensAt, cause, draws });
    }
  }
}
