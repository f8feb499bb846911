import type { KqlTable } from "../../../contract/index.ts";
import type { SimTime } from "../../base/sim-time.ts";
import type { LogCell } from "../../logs/log.ts";
import type { Workspace } from "../workspace.ts";
import type { ResolvedCast, StepOccurrence } from "../../range/run.ts";

/**
 * A simulated world as the builder sees it: rows in, nothing known of how they come about. The builder runs in a process
 * of its own, so a source is made there, from plain data.
 */
export interface WorldSource {
  readonly tables: readonly KqlTable[];
  readonly cast: ResolvedCast;
  readonly steps: readonly StepOccurrence[];
  /** Asked once, when everything has happened. */
  workspace(): Workspace;
  readonly window: { readonly historyStart: SimTime; readonly exerciseStart: SimTime; readonly exerciseEnd: SimTime };
  /** The next rows, in bounded batches, of what happens before `until`. Drawn to its end before the next call. */
  advance(until: SimTime): Iterable<readonly SourceRow[]>;
  /** Plain data from which the run can be continued; taken between two `advance` calls, and written down before the next. */
  checkpoint(): unknown;
}

export interface SourceRow {
  readonly table: string;
  readonly itemId: string;
  readonly atTicks: bigint;
  readonly visibleAtTicks: bigint;
  /** Parallel to the table's filled columns, without `TimeGenerated`. */
  readonly cells: readonly LogCell[];
  readonly activityId: number;
  readonly actor: string;
  readonly stepId: string | null;
  /** What a row of the story shows, in one line; null for ordinary life. */
  readonly summary: string | null;
  readonly hostName: string;
}
