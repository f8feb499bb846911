import type { ReportBody, ScoreLine, VerdictKind } from "../../contract/index.ts";
import type { ResolvedCast, StepOccurrence } from "../range/run.ts";
import type { Scenario } from "../scenario/model.ts";

/** Why a row exists. `stepId` is null for ordinary life. */
export interface GradedCause {
  readonly stepId: string | null;
  readonly actor: string;
}

/** A pinned row as the grading sees it; `cause` is null for aggregates, "nothing found", and rows that nobody knows. */
export interface GradedEvidence {
  readonly id: string;
  readonly cause: GradedCause | null;
  /** Taken off the board again: it supports nothing. */
  readonly isRemoved: boolean;
}

export interface GradedAlert {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly ruleId: string;
  readonly verdict: { readonly kind: VerdictKind; readonly confidence: number; readonly duplicateOf: string | null } | null;
  /** Causes of the rows that the rule saw. */
  readonly causes: readonly GradedCause[];
}

export interface GradeInput {
  readonly scenario: Scenario;
  readonly cast: ResolvedCast;
  readonly truthSteps: readonly StepOccurrence[];
  readonly evidence: readonly GradedEvidence[];
  readonly alerts: readonly GradedAlert[];
  readonly report: ReportBody;
  readonly hintsOpened: readonly { readonly stepId: string; readonly index: number }[];
  /** Ids of guide steps that the team has solved. */
  readonly guideDone: readonly string[];
}

export type ScoreSection = ScoreLine["section"];

export interface Grade {
  readonly lines: readonly ScoreLine[];
  /** Never below 0. */
  readonly points: number;
  readonly pointsMax: number;
  readonly sections: readonly { readonly section: ScoreSection; readonly points: number; readonly pointsMax: number }[];
  /** Per alert, in order of number: for the debrief. */
  readonly alerts: readonly AlertGrade[];
  readonly decoysTaken: readonly string[];
}

export interface AlertGrade {
  readonly alertId: string;
  readonly number: number;
  readonly title: string;
  readonly truth: "true-positive" | "benign-true-positive" | "false-positive";
  readonly given: VerdictKind | null;
  readonly isRight: boolean;
  readonly reason: string;
}
