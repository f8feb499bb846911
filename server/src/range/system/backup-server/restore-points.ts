import { addMicros, formatSimTime, MICROS_PER_DAY, MICROS_PER_MINUTE, MICROS_PER_MS, parseSimTime } from "../../../base/sim-time.ts";
import type { HostRef } from "../../activity.ts";
import { digestsFor } from "../../estate/identity.ts";
import type { World } from "../../kernel/world.ts";
import { recordApplicationEvent } from "../../windows/application-events.ts";
import { recordFileChange } from "../../windows/files.ts";
import { agentProcess } from "../agents.ts";
import type { BackupJob, JobRun } from "./backup-job.ts";

const KEPT_DAYS = 14;
const MEGABYTES_PER_GIGABYTE = 1_024;
const BYTES_PER_MEGABYTE = 1_048_576;
const CATALOGUE = "C:\\ProgramData\\Keepsafe\\Server\\catalogue.db";

export const KEEPSAFE_SERVER = "Keepsafe Server";

/** A night's point of a host in the store. */
export function pointOf(job: BackupJob, host: HostRef, date: string): string {
  return `E:\\Keepsafe\\${job.name}\\${host.name}\\${host.name}_${date}.kpoint`;
}

/** The store's own service writes the point while it comes in, gives it its name when it is whole, and takes the oldest away. */
export function keepPoint(world: World, { job, store, host, date, at, endsAt, cause, draws }: JobRun, streams: number): void {
  const process = agentProcess(world, store, "backupServer");
  const path = pointOf(job, host, date);
  const arriving = path.replace(/kpoint$/, "kpart");
  const megabytes = megabytesOf(world, job, host, date);
  const size = megabytes * BYTES_PER_MEGABYTE;
  const digests = digestsFor(`${path}/whole`);
  const oldest = daysBefore(date, KEPT_DAYS);
  const change = (
    afterMs: number,
    plan: Pick<Parameters<typeof recordFileChange>[4], "change" | "path" | "size" | "previousPath">,
  ): void => {
    const content = plan.path === path ? digests : digestsFor(`${plan.path}/${date}/${plan.change}`);
    recordFileChange(world, store, addMicros(endsAt, afterMs * MICROS_PER_MS + draws.below(700_000)), cause, {
      ...plan,
      ...content,
      process,
    });
  };
  recordFileChange(world, store, addMicros(at, 2 * MICROS_PER_MINUTE + draws.below(3_000_000)), cause, {
    change: "created",
    path: arriving,
    size: BYTES_PER_MEGABYTE,
    ...digestsFor(`${path}/beginning`),
    process,
  });
  change(1_400, { change: "renamed", path, previousPath: arriving, size });
  change(2_100, { change: "modified", path: CATALOGUE, size: 84_000_000 });
  change(4_900, {
    change: "deleted",
    path: pointOf(job, host, oldest),
    size: megabytesOf(world, job, host, oldest) * BYTES_PER_MEGABYTE,
  });
  const minutes = Math.round((endsAt - at) / MICROS_PER_MINUTE);
  const gigabytes = (megabytes / MEGABYTES_PER_GIGABYTE).toFixed(1);
  recordApplicationEvent(world, store, addMicros(endsAt, 5_700 * MICROS_PER_MS + draws.below(600_000)), cause, {
    provider: KEEPSAFE_SERVER,
    eventId: 190,
    level: 4,
    strings: [job.name, host.name, gigabytes, String(streams), String(minutes)],
    message: `Job '${job.name}' of ${host.name} has ended: ${gigabytes} GB in ${streams} parts within ${minutes} minutes. Points kept: ${KEPT_DAYS}.`,
  });
}

/** The same whenever it is asked: the point is deleted with the size that it was written with. */
function megabytesOf(world: World, { name, gigabytes }: BackupJob, host: HostRef, date: string): number {
  const [least, most] = gigabytes;
  return world
    .stream(`system/backup-server/${name}/${host.name}/${date}/size`)
    .between(least * MEGABYTES_PER_GIGABYTE, most * MEGABYTES_PER_GIGABYTE);
}

function daysBefore(date: string, days: number): string {
  return formatSimTime(addMicros(parseSimTime(`${date}T12:00:00Z`), -days * MICROS_PER_DAY), 0).slice(0, 10);
}
