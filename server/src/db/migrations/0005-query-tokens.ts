import type { Kysely, Migration } from "kysely";

/** Bearer tokens of the Kusto endpoints. Revoking deletes, so that a leaked database says nothing of what was once valid. */
export const queryTokens: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable("queryToken")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("exerciseId", "text", (c) => c.notNull().references("exercise.id").onDelete("cascade"))
      .addColumn("teamId", "text", (c) => c.notNull().references("team.id").onDelete("cascade"))
      .addColumn("userId", "text", (c) => c.notNull().references("user.id").onDelete("cascade"))
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("secretHash", "text", (c) => c.unique())
      .addColumn("createdAt", "bigint", (c) => c.notNull())
      .addColumn("lastUsedAt", "bigint")
      .execute();
    await db.schema.createIndex("queryToken_owner_idx").on("queryToken").columns(["exerciseId", "userId"]).execute();
  },
};
