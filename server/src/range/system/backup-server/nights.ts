import { addMicros, MICROS_PER_MINUTE } from "../../../base/sim-time.ts";
import { eventKind } from "../../kernel/event-kind.ts";
import { ordinaryCause } from "../../people/cause.ts";
import { hostsOf, JOBS } from "./backup-job.ts";
import { beginJob } from "./begin-job.ts";
import { protectHost } from "./protect-host.ts";
import { keepPoint } from "./restore-points.ts";
import { VERIFICATION_HOUR, verifyStore } from "./verify-store.ts";

/** Local hour at which the server plans its night. */
export const EVENING_HOUR = 21.25;

const SATURDAY = 6;
/** So that the disks of the store are not asked by everybody at once. */
const STAGGER_MINUTES = 7;

/** Every evening the backup server plans its jobs, host by host; on Sunday mornings it looks whether they could be restored. */
export const planNight = eventKind<{ readonly night: number }>("system/backup-night", (world, { night }, at) => {
  const day = world.calendar.dayOf(at);
  const tomorrow = world.calendar.nextDay(day);
  world.schedule(planNight, world.calendar.atHour(tomorrow, EVENING_HOUR), { night: night + 1 });
  for (const [job, plan] of JOBS.entries()) {
    for (const [index, { name: hostName }] of hostsOf(world, plan).entries()) {
      const late = world.stream(`system/backup-server/${plan.name}/${hostName}/${day.date}/start`).between(1_000_000, 40_000_000);
      const startsAt = addMicros(world.calendar.atHour(day, plan.hour), index * STAGGER_MINUTES * MICROS_PER_MINUTE + late);
      world.schedule(runJob, startsAt, { job, hostName, date: day.date });
    }
  }
  if (day.weekday === SATURDAY) world.schedule(verifyStore, world.calendar.atHour(tomorrow, VERIFICATION_HOUR), { date: day.date });
});

type Turn = { readonly job: number; readonly hostName: string; readonly date: string };

/** One host's turn: the backup server signs in there, the agent freezes its volumes and sends them, the store keeps a point more. */
const runJob = eventKind<Turn>("system/backup-job", (world, { job: index, hostName, date }, at) => {
  const job = JOBS[index];
  const host = world.estate.hostsByName.get(hostName);
  const store = world.estate.backupServer;
  if (job === undefined || host === undefined || store === null) return;
  const draws = world.stream(`system/backup-server/${job.name}/${hostName}/${date}`);
  const endsAt = addMicros(at, draws.between(...job.minutes) * MICROS_PER_MINUTE + draws.below(60_000_000));
  const run = { job, store, host, date, at, endsAt, cause: ordinaryCause("system/backup-server"), draws };
  const worker = beginJob(world, run);
  const streams = protectHost(world, run, worker);
  keepPoint(world, { ...run, cause: worker.cause }, streams);
});

export const BACKUP_SERVER_KINDS = [planNight, runJob, verifyStore];
