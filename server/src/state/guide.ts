import type { SimTime } from "../base/sim-time.ts";
import type { TeamId } from "./ids.ts";

export type GuidePage = "brief" | "alerts" | "hunt" | "evidence" | "case";

export interface GuideStepDone {
  readonly stepId: string;
  readonly doneAt: SimTime;
}

export interface OpenedHint {
  readonly stepId: string;
  readonly index: number;
  readonly openedAt: SimTime;
}

/** A story step of which the team has had at least one row on the screen. */
export interface SeenStep {
  readonly stepId: string;
  readonly table: string;
  readonly firstSeenAt: SimTime;
}

/** What a team has really done, for ticking off guide steps. Kept, so that a restart forgets nothing. */
export interface GuideActs {
  readonly openedPages: readonly GuidePage[];
  readonly queriedTables: readonly string[];
  readonly seenSteps: readonly SeenStep[];
}

export interface GuideRepository {
  doneSteps(teamId: TeamId): Promise<readonly GuideStepDone[]>;
  /** True when it was not done before. */
  markDone(teamId: TeamId, stepId: string, at: SimTime): Promise<boolean>;
  openedHints(teamId: TeamId): Promise<readonly OpenedHint[]>;
  openHint(teamId: TeamId, hint: OpenedHint): Promise<void>;
  actsOf(teamId: TeamId): Promise<GuideActs>;
  /** True when the team had not opened it before. */
  recordPage(teamId: TeamId, page: GuidePage): Promise<boolean>;
  recordTables(teamId: TeamId, tables: readonly string[]): Promise<void>;
  /** Returns those that are new to the team. */
  recordSeen(teamId: TeamId, seen: readonly SeenStep[]): Promise<readonly SeenStep[]>;
}
