import type { Kysely, Migration } from "kysely";

/** Exercises with their clocks, teams and members; the scenario versions that they run; the mutation keys. */
export const exercises: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable("scenarioVersion")
      .addColumn("hash", "text", (c) => c.primaryKey())
      .addColumn("slug", "text", (c) => c.notNull())
      .addColumn("body", "text", (c) => c.notNull())
      .execute();
    await db.schema
      .createTable("exercise")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("title", "text", (c) => c.notNull())
      .addColumn("mode", "text", (c) => c.notNull())
      .addColumn("ownerId", "text", (c) => c.notNull().references("user.id"))
      .addColumn("slug", "text", (c) => c.notNull())
      .addColumn("scenarioHash", "text", (c) => c.notNull().references("scenarioVersion.hash"))
      .addColumn("engineVersion", "text", (c) => c.notNull())
      .addColumn("seed", "bigint", (c) => c.notNull())
      .addColumn("joinCode", "text", (c) => c.unique())
      .addColumn("createdAt", "bigint", (c) => c.notNull())
      .execute();
    await db.schema.createIndex("exercise_ownerId_idx").on("exercise").column("ownerId").execute();
    await db.schema
      .createTable("team")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("exerciseId", "text", (c) => c.notNull().references("exercise.id").onDelete("cascade"))
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("position", "integer", (c) => c.notNull())
      .addUniqueConstraint("team_exercise_position", ["exerciseId", "position"])
      .execute();
    await db.schema
      .createTable("member")
      .addColumn("exerciseId", "text", (c) => c.notNull().references("exercise.id").onDelete("cascade"))
      .addColumn("userId", "text", (c) => c.notNull().references("user.id").onDelete("cascade"))
      .addColumn("teamId", "text", (c) => c.notNull().references("team.id").onDelete("cascade"))
      .addColumn("joinedAt", "bigint", (c) => c.notNull())
      .addPrimaryKeyConstraint("member_pk", ["exerciseId", "userId"])
      .execute();
    await db.schema.createIndex("member_userId_idx").on("member").column("userId").execute();
    await db.schema
      .createTable("clock")
      .addColumn("exerciseId", "text", (c) => c.primaryKey().references("exercise.id").onDelete("cascade"))
      .addColumn("state", "text", (c) => c.notNull())
      .addColumn("simAt", "bigint", (c) => c.notNull())
      .addColumn("wallAt", "bigint", (c) => c.notNull())
      .addColumn("speed", "double precision", (c) => c.notNull())
      .addColumn("simStart", "bigint", (c) => c.notNull())
      .addColumn("simEnd", "bigint", (c) => c.notNull())
      .execute();
    await db.schema
      .createTable("mutation")
      .addColumn("key", "text", (c) => c.primaryKey())
      .addColumn("actorId", "text", (c) => c.notNull())
      .addColumn("answer", "text")
      .addColumn("createdAt", "bigint", (c) => c.notNull())
      .execute();
  },
};
