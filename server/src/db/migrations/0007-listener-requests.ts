import type { Kysely, Migration } from "kysely";

/** Rows that requests to the look-alike listener left, kept with their exercise. Numbered within it, in order of arrival. */
export const listenerRequests: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable("listenerRequest")
      .addColumn("exerciseId", "text", (c) => c.notNull().references("exercise.id").onDelete("cascade"))
      .addColumn("number", "integer", (c) => c.notNull())
      .addColumn("heardAt", "bigint", (c) => c.notNull())
      .addColumn("rows", "text", (c) => c.notNull())
      .addPrimaryKeyConstraint("listenerRequest_pk", ["exerciseId", "number"])
      .execute();
  },
};
