import type { Kysely } from "kysely";
import { simTime } from "../../base/sim-time.ts";
import type { GuidePage, GuideRepository, SeenStep } from "../../state/guide.ts";
import type { TeamId } from "../../state/ids.ts";
import type { Database } from "../schema.ts";

export function createGuideRepository(db: Kysely<Database>): GuideRepository {
  return { ...progress(db), ...acts(db) };
}

function progress(db: Kysely<Database>): Pick<GuideRepository, "doneSteps" | "markDone" | "openedHints" | "openHint"> {
  return {
    async doneSteps(team) {
      const rows = await db.selectFrom("guideDone").where("teamId", "=", team).selectAll().orderBy("doneAt").execute();
      return rows.map((row) => ({ stepId: row.stepId, doneAt: simTime(row.doneAt) }));
    },
    async markDone(team, stepId, at) {
      const row = await db
        .insertInto("guideDone")
        .values({ teamId: team, stepId, doneAt: at })
        .onConflict((conflict) => conflict.columns(["teamId", "stepId"]).doNothing())
        .returning("stepId")
        .executeTakeFirst();
      return row !== undefined;
    },
    async openedHints(team) {
      const rows = await db.selectFrom("openedHint").where("teamId", "=", team).selectAll().orderBy("openedAt").execute();
      return rows.map((row) => ({ stepId: row.stepId, index: row.position, openedAt: simTime(row.openedAt) }));
    },
    async openHint(team, hint) {
      await db
        .insertInto("openedHint")
        .values({ teamId: team, stepId: hint.stepId, position: hint.index, openedAt: hint.openedAt })
        .onConflict((conflict) => conflict.columns(["teamId", "stepId", "position"]).doNothing())
        .execute();
    },
  };
}

function acts(db: Kysely<Database>): Pick<GuideRepository, "actsOf" | "recordPage" | "recordTables" | "recordSeen"> {
  return {
    async actsOf(team) {
      const pages = await db.selectFrom("openedPage").where("teamId", "=", team).select("page").execute();
      const tables = await db.selectFrom("queriedTable").where("teamId", "=", team).select("tableName").orderBy("tableName").execute();
      const seen = await db.selectFrom("seenStep").where("teamId", "=", team).selectAll().orderBy("firstSeenAt").execute();
      return {
        openedPages: pages.map((row) => row.page as GuidePage),
        queriedTables: tables.map((row) => row.tableName),
        seenSteps: seen.map((row) => ({ stepId: row.stepId, table: row.tableName, firstSeenAt: simTime(row.firstSeenAt) })),
      };
    },
    async recordPage(team, page) {
      const row = await db
        .insertInto("openedPage")
        .values({ teamId: team, page })
        .onConflict((conflict) => conflict.columns(["teamId", "page"]).doNothing())
        .returning("page")
        .executeTakeFirst();
      return row !== undefined;
    },
    async recordTables(team, tables) {
      if (tables.length === 0) return;
      await db
        .insertInto("queriedTable")
        .values(tables.map((tableName) => ({ teamId: team, tableName })))
        .onConflict((conflict) => conflict.columns(["teamId", "tableName"]).doNothing())
        .execute();
    },
    recordSeen: (team, seen) => insertSeen(db, team, seen),
  };
}

async function insertSeen(db: Kysely<Database>, team: TeamId, seen: readonly SeenStep[]): Promise<readonly SeenStep[]> {
  if (seen.length === 0) return [];
  const rows = await db
    .insertInto("seenStep")
    .values(seen.map((step) => ({ teamId: team, stepId: step.stepId, tableName: step.table, firstSeenAt: step.firstSeenAt })))
    .onConflict((conflict) => conflict.columns(["teamId", "stepId", "tableName"]).doNothing())
    .returning(["stepId", "tableName"])
    .execute();
  const fresh = new Set(rows.map((row) => `${row.stepId}/${row.tableName}`));
  return seen.filter((step) => fresh.has(`${step.stepId}/${step.table}`));
}
