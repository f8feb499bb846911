import type { Kysely, Selectable } from "kysely";
import { simTime } from "../../base/sim-time.ts";
import type { Evidence, EvidenceRepository } from "../../state/evidence.ts";
import { evidenceId, exerciseId, teamId, wallMs } from "../../state/ids.ts";
import { readJson, writeJson } from "../json-text.ts";
import type { Database } from "../schema.ts";

function readEvidence({ tableName, ...row }: Selectable<Database["evidence"]>): Evidence {
  return {
    ...row,
    id: evidenceId(row.id),
    exerciseId: exerciseId(row.exerciseId),
    teamId: teamId(row.teamId),
    table: tableName,
    eventAt: row.eventAt === null ? null : simTime(row.eventAt),
    columns: readJson(row.columns),
    cells: readJson(row.cells),
    labels: readJson(row.labels),
    pinnedAt: simTime(row.pinnedAt),
    isRemoved: row.isRemoved === 1,
    createdAt: wallMs(row.createdAt),
  };
}

export function createEvidenceRepository(db: Kysely<Database>): EvidenceRepository {
  return {
    async listOfTeam(team) {
      const rows = await db.selectFrom("evidence").where("teamId", "=", team).selectAll().orderBy("createdAt").orderBy("id").execute();
      return rows.map(readEvidence);
    },
    async find(id) {
      const row = await db.selectFrom("evidence").where("id", "=", id).selectAll().executeTakeFirst();
      return row === undefined ? null : readEvidence(row);
    },
    async insert({ table, ...evidence }) {
      await db
        .insertInto("evidence")
        .values({
          ...evidence,
          tableName: table,
          columns: writeJson(evidence.columns),
          cells: writeJson(evidence.cells),
          labels: writeJson(evidence.labels),
          isRemoved: evidence.isRemoved ? 1 : 0,
        })
        .execute();
    },
    async update(id, change) {
      await db
        .updateTable("evidence")
        .set({ note: change.note, labels: writeJson(change.labels), isRemoved: change.isRemoved ? 1 : 0 })
        .where("id", "=", id)
        .execute();
    },
    async countsOf(exercise) {
      const rows = await db
        .selectFrom("evidence")
        .where("exerciseId", "=", exercise)
        .where("isRemoved", "=", 0)
        .groupBy("teamId")
        .select((eb) => ["teamId", eb.fn.countAll<number>().as("count")])
        .execute();
      return rows.map((row) => ({ teamId: teamId(row.teamId), count: row.count }));
    },
  };
}
