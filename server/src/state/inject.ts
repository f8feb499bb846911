import type { ReceivedInject } from "../../contract/index.ts";
import type { SimTime } from "../base/sim-time.ts";
import type { ExerciseId, InjectId, TeamId } from "./ids.ts";

/** An inject of one exercise: planned by the scenario, or added by the facilitator as it runs. */
export interface PlannedInjectRecord {
  readonly id: InjectId;
  readonly exerciseId: ExerciseId;
  /** Null: every team. */
  readonly teamId: TeamId | null;
  /** Exercise time at which a `scheduled` one goes out by itself; null for an ad hoc one. */
  readonly plannedAt: SimTime | null;
  readonly channel: ReceivedInject["channel"];
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly body: string;
  readonly expectedAction: string;
  readonly status: "scheduled" | "held" | "sent" | "skipped";
  readonly sentAt: SimTime | null;
  readonly acknowledgedBy: readonly TeamId[];
}

export interface InjectRepository {
  /** By planned time, ad hoc ones by the time they were sent. */
  list(exerciseId: ExerciseId): Promise<readonly PlannedInjectRecord[]>;
  find(id: InjectId): Promise<PlannedInjectRecord | null>;
  insert(inject: PlannedInjectRecord): Promise<void>;
  /** Scheduled ones with `plannedAt ≤ upTo`, in order. */
  due(exerciseId: ExerciseId, upTo: SimTime): Promise<readonly PlannedInjectRecord[]>;
  /** Marks it sent unless it already is or was skipped; false when there was nothing to send. */
  markSent(id: InjectId, at: SimTime): Promise<boolean>;
  /** Between `scheduled`, `held` and `skipped`; false when it has been sent or skipped meanwhile. */
  setStatus(id: InjectId, status: "scheduled" | "held" | "skipped"): Promise<boolean>;
  acknowledge(id: InjectId, teamId: TeamId): Promise<void>;
}
