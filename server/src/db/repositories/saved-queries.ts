import type { Kysely, Selectable } from "kysely";
import { exerciseId, savedQueryId, teamId, wallMs } from "../../state/ids.ts";
import type { SavedQuery, SavedQueryRepository } from "../../state/saved-query.ts";
import { readJson, writeJson } from "../json-text.ts";
import type { Database } from "../schema.ts";

function readSavedQuery(row: Selectable<Database["savedQuery"]>): SavedQuery {
  return {
    ...row,
    id: savedQueryId(row.id),
    exerciseId: exerciseId(row.exerciseId),
    teamId: teamId(row.teamId),
    range: readJson(row.range),
    savedAt: wallMs(row.savedAt),
    isRemoved: row.isRemoved === 1,
  };
}

export function createSavedQueryRepository(db: Kysely<Database>): SavedQueryRepository {
  return {
    async listOfTeam(team) {
      const rows = await db.selectFrom("savedQuery").where("teamId", "=", team).selectAll().orderBy("name").orderBy("id").execute();
      return rows.map(readSavedQuery);
    },
    async find(id) {
      const row = await db.selectFrom("savedQuery").where("id", "=", id).selectAll().executeTakeFirst();
      return row === undefined ? null : readSavedQuery(row);
    },
    async insert(query) {
      await db
        .insertInto("savedQuery")
        .values({ ...query, range: writeJson(query.range), isRemoved: query.isRemoved ? 1 : 0 })
        .execute();
    },
    async update({ id, name, text, range, savedBy, savedAt, isRemoved }) {
      await db
        .updateTable("savedQuery")
        .set({ name, text, range: writeJson(range), savedBy, savedAt, isRemoved: isRemoved ? 1 : 0 })
        .where("id", "=", id)
        .execute();
    },
  };
}
