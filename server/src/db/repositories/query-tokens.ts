import type { Kysely } from "kysely";
import { exerciseId, queryTokenId, teamId, userId, wallMs } from "../../state/ids.ts";
import type { QueryToken, QueryTokenRepository } from "../../state/query-token.ts";
import type { Database } from "../schema.ts";

const COLUMNS = ["id", "exerciseId", "teamId", "userId", "name", "createdAt", "lastUsedAt"] as const;
type Row = Pick<Database["queryToken"], (typeof COLUMNS)[number]>;

function readToken(row: Row): QueryToken {
  return {
    id: queryTokenId(row.id),
    exerciseId: exerciseId(row.exerciseId),
    teamId: teamId(row.teamId),
    userId: userId(row.userId),
    name: row.name,
    createdAt: wallMs(row.createdAt),
    lastUsedAt: row.lastUsedAt === null ? null : wallMs(row.lastUsedAt),
  };
}

export function createQueryTokenRepository(db: Kysely<Database>): QueryTokenRepository {
  return {
    async listOf(exercise, user) {
      const rows = await db
        .selectFrom("queryToken")
        .where("exerciseId", "=", exercise)
        .where("userId", "=", user)
        .select(COLUMNS)
        .orderBy("createdAt")
        .orderBy("id")
        .execute();
      return rows.map(readToken);
    },
    async insert(token) {
      await db
        .insertInto("queryToken")
        .values({ ...token, secretHash: null })
        .execute();
    },
    async setSecret(id, secretHash) {
      const result = await db.updateTable("queryToken").set({ secretHash }).where("id", "=", id).executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
    async findBySecret(secretHash) {
      const row = await db.selectFrom("queryToken").where("secretHash", "=", secretHash).select(COLUMNS).executeTakeFirst();
      return row === undefined ? null : readToken(row);
    },
    async noteUse(id, at) {
      await db.updateTable("queryToken").set({ lastUsedAt: at }).where("id", "=", id).execute();
    },
    async revoke(id, user) {
      await db.deleteFrom("queryToken").where("id", "=", id).where("userId", "=", user).execute();
    },
    async revokeOfExercise(exercise) {
      await db.deleteFrom("queryToken").where("exerciseId", "=", exercise).execute();
    },
  };
}
