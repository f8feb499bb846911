import type { ClockView } from "../../contract/index.ts";
import type { SimTime } from "../base/sim-time.ts";
import type { Alert } from "../state/alert.ts";
import type { Evidence } from "../state/evidence.ts";
import type { GuidePage, SeenStep } from "../state/guide.ts";
import type { ExerciseId, SessionId, TeamId, UserId } from "../state/ids.ts";
import type { PlannedInjectRecord } from "../state/inject.ts";
import type { SavedQuery } from "../state/saved-query.ts";

interface OfTeam {
  readonly exerciseId: ExerciseId;
  readonly teamId: TeamId;
}
interface ByMember extends OfTeam {
  readonly userId: UserId;
}

/**
 * What happened in the lab, in the past tense; announced after it is on disk, never before. Records are domain records:
 * whoever sends one to a browser presents it first (`present/`).
 */
export type LabEvent =
  | { readonly kind: "ExerciseCreated"; readonly exerciseId: ExerciseId }
  | ({ readonly kind: "MemberJoined"; readonly displayName: string } & ByMember)
  | { readonly kind: "MemberRenamed"; readonly userId: UserId; readonly displayName: string }
  /** Announced by the runtime, for every command and when the clock stops by itself. */
  | { readonly kind: "ClockChanged"; readonly exerciseId: ExerciseId; readonly clock: ClockView }
  | { readonly kind: "ExerciseEnded"; readonly exerciseId: ExerciseId }
  | {
      readonly kind: "WorldProgressed";
      readonly exerciseId: ExerciseId;
      readonly state: "building" | "ready" | "failed";
      readonly progress: number;
      readonly message: string;
    }
  /** Announced by the runtime while the clock runs: rows per table that became visible. */
  | { readonly kind: "RowsBecameVisible"; readonly exerciseId: ExerciseId; readonly added: Readonly<Record<string, number>> }
  /** Announced by the runtime. */
  | ({ readonly kind: "AlertRaised"; readonly alert: Alert } & OfTeam)
  | ({ readonly kind: "AlertClaimed"; readonly alert: Alert } & ByMember)
  | ({ readonly kind: "AlertReleased"; readonly alert: Alert } & ByMember)
  | ({ readonly kind: "AlertJudged"; readonly alert: Alert } & ByMember)
  | ({ readonly kind: "AlertReopened"; readonly alert: Alert } & ByMember)
  | ({ readonly kind: "AlertLinked"; readonly alert: Alert } & ByMember)
  | ({ readonly kind: "EvidencePinned"; readonly evidence: Evidence } & ByMember)
  | ({ readonly kind: "EvidenceUpdated"; readonly evidence: Evidence } & ByMember)
  /** Saved, renamed, changed, removed or brought back. */
  | ({ readonly kind: "SavedQueryChanged"; readonly savedQuery: SavedQuery } & ByMember)
  | ({ readonly kind: "ReportSaved"; readonly revision: number; readonly savedBy: string } & ByMember)
  | ({ readonly kind: "ReportSubmitted"; readonly revision: number; readonly savedBy: string } & ByMember)
  | ({ readonly kind: "QueryRan"; readonly simAt: SimTime; readonly tables: readonly string[]; readonly rowCount: number } & ByMember)
  /** Rows of the story that the team had on the screen for the first time, by step and table. */
  | ({ readonly kind: "RowsSeen"; readonly steps: readonly SeenStep[] } & ByMember)
  | ({ readonly kind: "PageOpened"; readonly page: GuidePage } & ByMember)
  | ({ readonly kind: "HintOpened"; readonly stepId: string; readonly index: number } & ByMember)
  /** A guide step ticked itself off. */
  | ({ readonly kind: "GuideAdvanced"; readonly stepId: string } & OfTeam)
  | { readonly kind: "InjectSent"; readonly exerciseId: ExerciseId; readonly inject: PlannedInjectRecord }
  /** Held, released or skipped: concerns the control room only. */
  | { readonly kind: "InjectChanged"; readonly exerciseId: ExerciseId; readonly inject: PlannedInjectRecord }
  | ({ readonly kind: "InjectAcknowledged"; readonly injectId: string } & ByMember)
  | { readonly kind: "NoteAdded"; readonly exerciseId: ExerciseId }
  /** Sockets of this session must be closed. */
  | { readonly kind: "SessionEnded"; readonly sessionId: SessionId; readonly userId: UserId };

export type LabEventKind = LabEvent["kind"];
export type EventOf<Kind extends LabEventKind> = Extract<LabEvent, { readonly kind: Kind }>;
