import type { Kysely, Migration } from "kysely";

/** The facilitator's side: injects with acknowledgements, notes. */
export const facilitation: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable("inject")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("exerciseId", "text", (c) => c.notNull().references("exercise.id").onDelete("cascade"))
      .addColumn("teamId", "text", (c) => c.references("team.id").onDelete("cascade"))
      .addColumn("plannedAt", "bigint")
      .addColumn("channel", "text", (c) => c.notNull())
      .addColumn("sender", "text", (c) => c.notNull())
      .addColumn("recipient", "text", (c) => c.notNull())
      .addColumn("subject", "text", (c) => c.notNull())
      .addColumn("body", "text", (c) => c.notNull())
      .addColumn("expectedAction", "text", (c) => c.notNull())
      .addColumn("status", "text", (c) => c.notNull())
      .addColumn("sentAt", "bigint")
      .execute();
    await db.schema.createIndex("inject_exerciseId_idx").on("inject").column("exerciseId").execute();
    await db.schema
      .createTable("injectAck")
      .addColumn("injectId", "text", (c) => c.notNull().references("inject.id").onDelete("cascade"))
      .addColumn("teamId", "text", (c) => c.notNull().references("team.id").onDelete("cascade"))
      .addPrimaryKeyConstraint("injectAck_pk", ["injectId", "teamId"])
      .execute();
    await db.schema
      .createTable("note")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("exerciseId", "text", (c) => c.notNull().references("exercise.id").onDelete("cascade"))
      .addColumn("at", "bigint", (c) => c.notNull())
      .addColumn("simAt", "bigint", (c) => c.notNull())
      .addColumn("text", "text", (c) => c.notNull())
      .addColumn("byName", "text", (c) => c.notNull())
      .execute();
    await db.schema.createIndex("note_exerciseId_idx").on("note").column("exerciseId").execute();
  },
};
