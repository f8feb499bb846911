import type { ExerciseId, QueryTokenId, TeamId, UserId, WallMs } from "./ids.ts";

/** A person's key to their team's logs in one exercise, for tools that speak Kusto's protocol. Its secret is kept only as a hash. */
export interface QueryToken {
  readonly id: QueryTokenId;
  readonly exerciseId: ExerciseId;
  readonly teamId: TeamId;
  readonly userId: UserId;
  readonly name: string;
  readonly createdAt: WallMs;
  readonly lastUsedAt: WallMs | null;
}

export interface QueryTokenRepository {
  /** Oldest first. */
  listOf(exerciseId: ExerciseId, userId: UserId): Promise<readonly QueryToken[]>;
  /** A token opens nothing before it has a secret. */
  insert(token: QueryToken): Promise<void>;
  /** In place of the secret that it had; false when there is no such token any longer. */
  setSecret(id: QueryTokenId, secretHash: string): Promise<boolean>;
  findBySecret(secretHash: string): Promise<QueryToken | null>;
  noteUse(id: QueryTokenId, at: WallMs): Promise<void>;
  /** Deletes it, if it is this person's. */
  revoke(id: QueryTokenId, userId: UserId): Promise<void>;
  revokeOfExercise(exerciseId: ExerciseId): Promise<void>;
}
