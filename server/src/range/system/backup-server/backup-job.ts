import type { RandomStream } from "../../../base/random-stream.ts";
import type { SimTime } from "../../../base/sim-time.ts";
import type { Cause, HostRef } from "../../activity.ts";
import type { World } from "../../kernel/world.ts";

/** What the backup server does every night for hosts of some kinds. */
export interface BackupJob {
  readonly name: string;
  /** Local hour of the evening on which the first host's turn is; above 24 it is after midnight. */
  readonly hour: number;
  readonly hosts: readonly HostRef["role"][];
  readonly minutes: readonly [number, number];
  /** That the night's point takes in the store. */
  readonly gigabytes: readonly [number, number];
}

/** The handbook's nightly hours, 22:00–02:00 (exchange-logs.md, section 11.2); the directory goes first because it is small. */
export const JOBS: readonly BackupJob[] = [
  { name: "Directory", hour: 21.5, hosts: ["domain-controller"], minutes: [9, 26], gigabytes: [3, 6] },
  { name: "Mail", hour: 22.5, hosts: ["exchange"], minutes: [70, 190], gigabytes: [38, 120] },
  { name: "Servers", hour: 24.75, hosts: ["member-server", "jump-host"], minutes: [20, 75], gigabytes: [6, 44] },
];

/** One host's turn in one night. */
export interface JobRun {
  readonly job: BackupJob;
  /** The backup server. */
  readonly store: HostRef;
  readonly host: HostRef;
  /** Local date of the evening, `2021-03-01`: the point is named after it. */
  readonly date: string;
  readonly at: SimTime;
  readonly endsAt: SimTime;
  readonly cause: Cause;
  readonly draws: RandomStream;
}

export function hostsOf(world: World, job: BackupJob): readonly HostRef[] {
  return world.estate.hosts.filter(({ role }) => job.hosts.includes(role));
}
