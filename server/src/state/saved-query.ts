import type { HuntRange } from "../../contract/index.ts";
import type { ExerciseId, SavedQueryId, TeamId, WallMs } from "./ids.ts";

/** A query that a team keeps under a name. */
export interface SavedQuery {
  readonly id: SavedQueryId;
  readonly exerciseId: ExerciseId;
  readonly teamId: TeamId;
  readonly name: string;
  readonly text: string;
  readonly range: HuntRange;
  /** Who changed it last. */
  readonly savedBy: string;
  readonly savedAt: WallMs;
  readonly isRemoved: boolean;
}

export interface SavedQueryRepository {
  /** By name, those that were removed included. */
  listOfTeam(teamId: TeamId): Promise<readonly SavedQuery[]>;
  find(id: SavedQueryId): Promise<SavedQuery | null>;
  insert(query: SavedQuery): Promise<void>;
  /** Everything but whose it is. */
  update(query: SavedQuery): Promise<void>;
}
