import type { HuntDesk } from "../../contract/index.ts";
import type { SimTime } from "../base/sim-time.ts";
import type { ExerciseId, RecordId, TeamId, UserId, WallMs } from "./ids.ts";

export interface QueryRun {
  readonly id: RecordId;
  readonly exerciseId: ExerciseId;
  readonly teamId: TeamId;
  readonly userId: UserId;
  readonly byName: string;
  readonly text: string;
  readonly ranAt: WallMs;
  readonly simAt: SimTime;
  readonly outcome: "rows" | "refused" | "cancelled";
  readonly rowCount: number | null;
  readonly isTruncated: boolean;
}

export interface HuntRepository {
  recordRun(run: QueryRun): Promise<void>;
  /** Newest first, at most `limit`. */
  historyOf(teamId: TeamId, limit: number): Promise<readonly QueryRun[]>;
  queryCountsOf(
    exerciseId: ExerciseId,
  ): Promise<readonly { readonly teamId: TeamId; readonly count: number; readonly last: QueryRun | null }[]>;
  /** One desk per person and exercise. */
  findDesk(exerciseId: ExerciseId, userId: UserId): Promise<HuntDesk | null>;
  saveDesk(exerciseId: ExerciseId, userId: UserId, desk: HuntDesk, at: WallMs): Promise<void>;
}
