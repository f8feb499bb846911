import type { CreateTableBuilder, Kysely, Migration } from "kysely";

/** Starts a table whose rows belong to one team and go with it. */
function ofTeam(db: Kysely<unknown>, table: string): CreateTableBuilder<string, "teamId"> {
  return db.schema.createTable(table).addColumn("teamId", "text", (c) => c.notNull().references("team.id").onDelete("cascade"));
}

/** What teams do: alerts and verdicts, evidence, reports, guide progress, queries, desks. */
export const teamWork: Migration = {
  async up(db: Kysely<unknown>) {
    await alertsAndEvidence(db);
    await reports(db);
    await guideProgress(db);
    await hunts(db);
  },
};

async function alertsAndEvidence(db: Kysely<unknown>): Promise<void> {
  await ofTeam(db, "alert")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("exerciseId", "text", (c) => c.notNull())
    .addColumn("number", "integer", (c) => c.notNull())
    .addColumn("occurrence", "text", (c) => c.notNull())
    .addColumn("hit", "text", (c) => c.notNull())
    .addColumn("status", "text", (c) => c.notNull())
    .addColumn("claimedBy", "text", (c) => c.references("user.id"))
    .addColumn("verdict", "text")
    .addColumn("evidenceIds", "text", (c) => c.notNull())
    .addUniqueConstraint("alert_team_occurrence", ["teamId", "occurrence"])
    .addUniqueConstraint("alert_team_number", ["teamId", "number"])
    .execute();
  await db.schema.createIndex("alert_exerciseId_idx").on("alert").column("exerciseId").execute();
  await ofTeam(db, "evidence")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("exerciseId", "text", (c) => c.notNull())
    .addColumn("kind", "text", (c) => c.notNull())
    .addColumn("itemId", "text")
    .addColumn("tableName", "text")
    .addColumn("eventAt", "bigint")
    .addColumn("columns", "text", (c) => c.notNull())
    .addColumn("cells", "text", (c) => c.notNull())
    .addColumn("queryText", "text", (c) => c.notNull())
    .addColumn("note", "text", (c) => c.notNull())
    .addColumn("labels", "text", (c) => c.notNull())
    .addColumn("pinnedBy", "text", (c) => c.notNull())
    .addColumn("pinnedAt", "bigint", (c) => c.notNull())
    .addColumn("isRemoved", "integer", (c) => c.notNull())
    .addColumn("createdAt", "bigint", (c) => c.notNull())
    .execute();
  await db.schema.createIndex("evidence_teamId_idx").on("evidence").column("teamId").execute();
  await db.schema.createIndex("evidence_exerciseId_idx").on("evidence").column("exerciseId").execute();
}

async function reports(db: Kysely<unknown>): Promise<void> {
  await ofTeam(db, "report")
    .addColumn("exerciseId", "text", (c) => c.notNull())
    .addColumn("revision", "integer", (c) => c.notNull())
    .addColumn("body", "text", (c) => c.notNull())
    .addColumn("savedAt", "bigint", (c) => c.notNull())
    .addColumn("savedBy", "text", (c) => c.notNull())
    .addColumn("submittedAt", "bigint")
    .addColumn("submittedBy", "text")
    .addPrimaryKeyConstraint("report_pk", ["teamId"])
    .execute();
  await ofTeam(db, "reportRevision")
    .addColumn("revision", "integer", (c) => c.notNull())
    .addColumn("body", "text", (c) => c.notNull())
    .addColumn("savedAt", "bigint", (c) => c.notNull())
    .addColumn("savedBy", "text", (c) => c.notNull())
    .addPrimaryKeyConstraint("reportRevision_pk", ["teamId", "revision"])
    .execute();
  await ofTeam(db, "submission")
    .addColumn("exerciseId", "text", (c) => c.notNull())
    .addColumn("revision", "integer", (c) => c.notNull())
    .addColumn("work", "text", (c) => c.notNull())
    .addColumn("simAt", "bigint", (c) => c.notNull())
    .addColumn("submittedAt", "bigint", (c) => c.notNull())
    .addColumn("submittedBy", "text", (c) => c.notNull())
    .addPrimaryKeyConstraint("submission_pk", ["teamId"])
    .execute();
}

async function guideProgress(db: Kysely<unknown>): Promise<void> {
  await ofTeam(db, "guideDone")
    .addColumn("stepId", "text", (c) => c.notNull())
    .addColumn("doneAt", "bigint", (c) => c.notNull())
    .addPrimaryKeyConstraint("guideDone_pk", ["teamId", "stepId"])
    .execute();
  await ofTeam(db, "openedHint")
    .addColumn("stepId", "text", (c) => c.notNull())
    .addColumn("position", "integer", (c) => c.notNull())
    .addColumn("openedAt", "bigint", (c) => c.notNull())
    .addPrimaryKeyConstraint("openedHint_pk", ["teamId", "stepId", "position"])
    .execute();
  await ofTeam(db, "openedPage")
    .addColumn("page", "text", (c) => c.notNull())
    .addPrimaryKeyConstraint("openedPage_pk", ["teamId", "page"])
    .execute();
  await ofTeam(db, "queriedTable")
    .addColumn("tableName", "text", (c) => c.notNull())
    .addPrimaryKeyConstraint("queriedTable_pk", ["teamId", "tableName"])
    .execute();
  await ofTeam(db, "seenStep")
    .addColumn("stepId", "text", (c) => c.notNull())
    .addColumn("tableName", "text", (c) => c.notNull())
    .addColumn("firstSeenAt", "bigint", (c) => c.notNull())
    .addPrimaryKeyConstraint("seenStep_pk", ["teamId", "stepId", "tableName"])
    .execute();
}

async function hunts(db: Kysely<unknown>): Promise<void> {
  await ofTeam(db, "queryRun")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("exerciseId", "text", (c) => c.notNull())
    .addColumn("userId", "text", (c) => c.notNull())
    .addColumn("byName", "text", (c) => c.notNull())
    .addColumn("text", "text", (c) => c.notNull())
    .addColumn("ranAt", "bigint", (c) => c.notNull())
    .addColumn("simAt", "bigint", (c) => c.notNull())
    .addColumn("outcome", "text", (c) => c.notNull())
    .addColumn("rowCount", "integer")
    .addColumn("isTruncated", "integer", (c) => c.notNull())
    .execute();
  await db.schema.createIndex("queryRun_team_ranAt_idx").on("queryRun").columns(["teamId", "ranAt"]).execute();
  await db.schema
    .createTable("desk")
    .addColumn("exerciseId", "text", (c) => c.notNull().references("exercise.id").onDelete("cascade"))
    .addColumn("userId", "text", (c) => c.notNull().references("user.id").onDelete("cascade"))
    .addColumn("body", "text", (c) => c.notNull())
    .addColumn("savedAt", "bigint", (c) => c.notNull())
    .addPrimaryKeyConstraint("desk_pk", ["exerciseId", "userId"])
    .execute();
}
