import type { AlertEntity, AlertStatus, KqlColumn, Severity, VerdictKind } from "../../contract/index.ts";
import type { SimTime } from "../base/sim-time.ts";
import type { AlertId, EvidenceId, ExerciseId, TeamId, UserId } from "./ids.ts";

/** A detection rule's hit, as a rule run found it; every team gets a copy of its own to work on. */
export interface AlertHit {
  /** Same hit, same key: raising it twice (after a crash, say) adds nothing. E.g. `rule id / run time / row number`. */
  readonly occurrence: string;
  readonly ruleId: string;
  readonly title: string;
  readonly severity: Severity;
  readonly tactics: readonly string[];
  readonly techniques: readonly string[];
  readonly raisedAt: SimTime;
  readonly firstRowAt: SimTime;
  readonly lastRowAt: SimTime;
  readonly hitCount: number;
  readonly entities: readonly AlertEntity[];
  readonly columns: readonly KqlColumn[];
  readonly rows: readonly (readonly unknown[])[];
  /** Telemetry rows behind it, where the rule kept their identity. */
  readonly itemIds: readonly string[];
}

export interface AlertVerdict {
  readonly kind: VerdictKind;
  readonly confidence: number;
  readonly reason: string;
  readonly duplicateOf: AlertId | null;
  readonly byName: string;
  readonly at: SimTime;
}

/** One team's alert. */
export interface Alert extends AlertHit {
  readonly id: AlertId;
  readonly exerciseId: ExerciseId;
  readonly teamId: TeamId;
  /** Within the team's queue, from 1. */
  readonly number: number;
  readonly status: AlertStatus;
  readonly claimedBy: { readonly userId: UserId; readonly displayName: string } | null;
  readonly verdict: AlertVerdict | null;
  readonly evidenceIds: readonly EvidenceId[];
}

/** What of an alert people may change. */
export interface AlertWork {
  readonly status: AlertStatus;
  readonly claimedBy: UserId | null;
  readonly verdict: AlertVerdict | null;
  readonly evidenceIds: readonly EvidenceId[];
}

export interface AlertRepository {
  /** One alert per team, numbered after those that it has; teams that already have this occurrence are left out of the answer. */
  raise(exerciseId: ExerciseId, teamIds: readonly TeamId[], hit: AlertHit): Promise<readonly Alert[]>;
  /** By number. */
  listOfTeam(teamId: TeamId): Promise<readonly Alert[]>;
  find(id: AlertId): Promise<Alert | null>;
  /** Writes the work if the alert is still in the state given; null when somebody was faster. */
  work(id: AlertId, expected: { readonly status: AlertStatus; readonly claimedBy: UserId | null }, work: AlertWork): Promise<Alert | null>;
  countsOf(exerciseId: ExerciseId): Promise<readonly { readonly teamId: TeamId; readonly open: number; readonly closed: number }[]>;
}
