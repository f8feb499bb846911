import type { Kysely, Migration } from "kysely";

/** Queries that a team keeps by name. Removing marks: a removed one can come back. */
export const savedQueries: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable("savedQuery")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("exerciseId", "text", (c) => c.notNull().references("exercise.id").onDelete("cascade"))
      .addColumn("teamId", "text", (c) => c.notNull().references("team.id").onDelete("cascade"))
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("text", "text", (c) => c.notNull())
      .addColumn("range", "text", (c) => c.notNull())
      .addColumn("savedBy", "text", (c) => c.notNull())
      .addColumn("savedAt", "bigint", (c) => c.notNull())
      .addColumn("isRemoved", "integer", (c) => c.notNull())
      .execute();
    await db.schema.createIndex("savedQuery_teamId_idx").on("savedQuery").column("teamId").execute();
  },
};
