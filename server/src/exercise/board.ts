import type { StepOccurrence } from "../range/run.ts";
import type { Scenario } from "../scenario/model.ts";
import type { Exercise, Member, Team } from "../state/exercise.ts";
import type { QueryRun } from "../state/hunt.ts";
import type { WallMs } from "../state/ids.ts";
import type { Report } from "../state/report.ts";

/** What the facilitator's board knows of one team. */
export interface TeamProgress {
  readonly team: Team;
  readonly alerts: { readonly open: number; readonly closed: number };
  readonly evidenceCount: number;
  readonly queries: { readonly count: number; readonly last: QueryRun | null };
  readonly lastActiveAt: WallMs | null;
  readonly guideDone: number;
  readonly stepsSeen: readonly string[];
  readonly report: Report | null;
  readonly score: number | null;
  readonly scoreMax: number;
}

export interface Board {
  readonly exercise: Exercise;
  readonly scenario: Scenario;
  readonly members: readonly Member[];
  readonly teams: readonly TeamProgress[];
  /** Empty until the world is built. */
  readonly steps: readonly StepOccurrence[];
}
