import type { Kysely, Selectable } from "kysely";
import { simTime } from "../../base/sim-time.ts";
import type { HuntRepository, QueryRun } from "../../state/hunt.ts";
import { exerciseId, recordId, teamId, userId, wallMs } from "../../state/ids.ts";
import { readJson, writeJson } from "../json-text.ts";
import type { Database } from "../schema.ts";

function readRun(row: Selectable<Database["queryRun"]>): QueryRun {
  return {
    ...row,
    id: recordId(row.id),
    exerciseId: exerciseId(row.exerciseId),
    teamId: teamId(row.teamId),
    userId: userId(row.userId),
    ranAt: wallMs(row.ranAt),
    simAt: simTime(row.simAt),
    isTruncated: row.isTruncated === 1,
  };
}

export function createHuntRepository(db: Kysely<Database>): HuntRepository {
  const newestFirst = (team: string, limit: number) =>
    db.selectFrom("queryRun").where("teamId", "=", team).selectAll().orderBy("ranAt", "desc").orderBy("id", "desc").limit(limit).execute();
  return {
    async recordRun(run) {
      await db
        .insertInto("queryRun")
        .values({ ...run, isTruncated: run.isTruncated ? 1 : 0 })
        .execute();
    },
    async historyOf(team, limit) {
      return (await newestFirst(team, limit)).map(readRun);
    },
    async queryCountsOf(exercise) {
      const counts = await db
        .selectFrom("queryRun")
        .where("exerciseId", "=", exercise)
        .groupBy("teamId")
        .select((eb) => ["teamId", eb.fn.countAll<number>().as("count")])
        .execute();
      const answers = [];
      for (const { teamId: team, count } of counts) {
        const [last] = await newestFirst(team, 1);
        answers.push({ teamId: teamId(team), count: count, last: last === undefined ? null : readRun(last) });
      }
      return answers;
    },
    async findDesk(exercise, user) {
      const row = await db
        .selectFrom("desk")
        .where("exerciseId", "=", exercise)
        .where("userId", "=", user)
        .select("body")
        .executeTakeFirst();
      return row === undefined ? null : readJson(row.body);
    },
    async saveDesk(exercise, user, desk, at) {
      const written = { body: writeJson(desk), savedAt: at };
      await db
        .insertInto("desk")
        .values({ exerciseId: exercise, userId: user, ...written })
        .onConflict((conflict) => conflict.columns(["exerciseId", "userId"]).doUpdateSet(written))
        .execute();
    },
  };
}
