import type { Directory } from "../logs/log.ts";
import type { SimTime } from "../base/sim-time.ts";
import type { Activity } from "./activity.ts";

/**
 * A run of the world. Pure: the same scenario, seed and calls give the same activities, byte for byte, on any machine.
 */
export interface WorldRun {
  /** The next activities, in order of `at`, up to (not including) `until`. Draw repeatedly; batches are bounded. */
  advance(until: SimTime): IterableIterator<readonly Activity[]>;
  /**
   * The whole world between two `advance` calls; restoring it continues exactly as this run would have. It is plain data that
   * this run goes on changing: restore it or write it down (as JSON) before the next `advance`.
   */
  checkpoint(): WorldCheckpoint;
  /** Estate facts for briefs, hints and grading: roles of the cast resolved to generated values. */
  readonly cast: ResolvedCast;
  /** The same facts for sensors that look names up. */
  readonly directory: Directory;
  /** Every story step with the instant at which it begins, in order; fixed by scenario and seed. */
  readonly steps: readonly StepOccurrence[];
  readonly window: { readonly historyStart: SimTime; readonly exerciseStart: SimTime; readonly exerciseEnd: SimTime };
}

export interface WorldCheckpoint {
  readonly engineVersion: string;
  readonly at: SimTime;
  readonly state: unknown;
}

/**
 * `person.reception.mailbox` → value; texts quote them as `{{person.reception.mailbox}}`. Includes what the story chose
 * (`story.shell.fileName`, `story.shell.path`, `actor.heron.ip`).
 */
export interface ResolvedCast {
  readonly values: ReadonlyMap<string, string>;
  readonly organisation: {
    readonly name: string;
    readonly domain: string;
    readonly netbios: string;
    readonly tenantId: string;
    readonly workspaceId: string;
  };
}

/** One authored step as it came out: when it really began, and what it resolved to. */
export interface StepOccurrence {
  readonly stepId: string;
  readonly actorId: string;
  readonly at: SimTime;
}
