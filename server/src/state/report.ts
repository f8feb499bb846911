import type { ReportBody } from "../../contract/index.ts";
import type { Alert } from "./alert.ts";
import type { Evidence } from "./evidence.ts";
import type { OpenedHint, GuideStepDone, SeenStep } from "./guide.ts";
import type { SimTime } from "../base/sim-time.ts";
import type { ExerciseId, TeamId, WallMs } from "./ids.ts";

export interface Report {
  readonly teamId: TeamId;
  readonly body: ReportBody;
  /** 0 before the first save. */
  readonly revision: number;
  readonly savedAt: WallMs | null;
  readonly savedBy: string | null;
  readonly submittedAt: WallMs | null;
  readonly submittedBy: string | null;
}

/** Everything that a grade looks at. A submission freezes it, so that later clicks change no grade. */
export interface TeamWork {
  readonly report: ReportBody;
  readonly alerts: readonly Alert[];
  readonly evidence: readonly Evidence[];
  readonly hints: readonly OpenedHint[];
  readonly guide: readonly GuideStepDone[];
  readonly seen: readonly SeenStep[];
}

export interface Submission {
  readonly teamId: TeamId;
  readonly revision: number;
  readonly work: TeamWork;
  readonly simAt: SimTime;
  readonly submittedAt: WallMs;
  readonly submittedBy: string;
}

export interface ReportRepository {
  find(teamId: TeamId): Promise<Report | null>;
  /** Saves revision `base + 1` and keeps the one before; null when the current revision is another one or it is submitted. */
  save(
    teamId: TeamId,
    exerciseId: ExerciseId,
    base: number,
    body: ReportBody,
    by: { readonly name: string; readonly at: WallMs },
  ): Promise<Report | null>;
  /** Freezes the work; null when the current revision is another one or it was submitted before. */
  submit(exerciseId: ExerciseId, submission: Submission): Promise<Report | null>;
  submissionOf(teamId: TeamId): Promise<Submission | null>;
  listOfExercise(exerciseId: ExerciseId): Promise<readonly Report[]>;
}
