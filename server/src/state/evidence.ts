import type { KqlColumn } from "../../contract/index.ts";
import type { SimTime } from "../base/sim-time.ts";
import type { EvidenceId, ExerciseId, TeamId, WallMs } from "./ids.ts";

export interface Evidence {
  readonly id: EvidenceId;
  readonly exerciseId: ExerciseId;
  readonly teamId: TeamId;
  readonly kind: "row" | "aggregate" | "nothing-found";
  readonly itemId: string | null;
  readonly table: string | null;
  readonly eventAt: SimTime | null;
  readonly columns: readonly KqlColumn[];
  readonly cells: readonly unknown[];
  readonly queryText: string;
  readonly note: string;
  readonly labels: readonly string[];
  readonly pinnedBy: string;
  readonly pinnedAt: SimTime;
  readonly isRemoved: boolean;
  readonly createdAt: WallMs;
}

export interface EvidenceRepository {
  /** In the order of pinning, removed ones included. */
  listOfTeam(teamId: TeamId): Promise<readonly Evidence[]>;
  find(id: EvidenceId): Promise<Evidence | null>;
  insert(evidence: Evidence): Promise<void>;
  update(id: EvidenceId, change: Pick<Evidence, "note" | "labels" | "isRemoved">): Promise<void>;
  countsOf(exerciseId: ExerciseId): Promise<readonly { readonly teamId: TeamId; readonly count: number }[]>;
}
