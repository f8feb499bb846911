import type { Kysely, Selectable } from "kysely";
import type { Exercise, ExerciseRepository } from "../../state/exercise.ts";
import { exerciseId, teamId, userId, wallMs } from "../../state/ids.ts";
import { readJson, writeJson } from "../json-text.ts";
import type { Database } from "../schema.ts";

function readExercise(row: Selectable<Database["exercise"]>): Exercise {
  return { ...row, id: exerciseId(row.id), ownerId: userId(row.ownerId), createdAt: wallMs(row.createdAt) };
}

export function createExerciseRepository(db: Kysely<Database>): ExerciseRepository {
  return { ...lookups(db), ...teams(db), ...scenarioVersions(db) };
}

function lookups(db: Kysely<Database>): Pick<ExerciseRepository, "find" | "findByJoinCode" | "listFor" | "listRunning" | "insert"> {
  return {
    async find(id) {
      const row = await db.selectFrom("exercise").where("id", "=", id).selectAll().executeTakeFirst();
      return row === undefined ? null : readExercise(row);
    },
    async findByJoinCode(code) {
      const row = await db.selectFrom("exercise").where("joinCode", "=", code).selectAll().executeTakeFirst();
      return row === undefined ? null : readExercise(row);
    },
    async listFor(user) {
      const rows = await db
        .selectFrom("exercise")
        .where((eb) =>
          eb.or([
            eb("ownerId", "=", user),
            eb("id", "in", eb.selectFrom("member").where("member.userId", "=", user).select("member.exerciseId")),
          ]),
        )
        .selectAll()
        .orderBy("createdAt", "desc")
        .orderBy("id")
        .execute();
      return rows.map(readExercise);
    },
    async listRunning() {
      const rows = await db
        .selectFrom("exercise")
        .innerJoin("clock", "clock.exerciseId", "exercise.id")
        .where("clock.state", "=", "running")
        .selectAll("exercise")
        .orderBy("exercise.createdAt")
        .execute();
      return rows.map(readExercise);
    },
    async insert(exercise) {
      await db.insertInto("exercise").values(exercise).execute();
    },
  };
}

function teams(db: Kysely<Database>): Pick<ExerciseRepository, "teamsOf" | "membersOf" | "insertTeam" | "insertMember"> {
  return {
    async teamsOf(id) {
      const rows = await db
        .selectFrom("team")
        .where("exerciseId", "=", id)
        .select(["id", "exerciseId", "name"])
        .orderBy("position")
        .execute();
      return rows.map((row) => ({ id: teamId(row.id), exerciseId: exerciseId(row.exerciseId), name: row.name }));
    },
    async membersOf(id) {
      const rows = await db
        .selectFrom("member")
        .innerJoin("user", "user.id", "member.userId")
        .where("member.exerciseId", "=", id)
        .select(["member.userId", "member.teamId", "user.name"])
        .orderBy("member.joinedAt")
        .orderBy("member.userId")
        .execute();
      return rows.map((row) => ({ userId: userId(row.userId), teamId: teamId(row.teamId), displayName: row.name }));
    },
    async insertTeam(team, position) {
      await db
        .insertInto("team")
        .values({ ...team, position })
        .execute();
    },
    async insertMember(member, at) {
      await db
        .insertInto("member")
        .values({ ...member, joinedAt: at })
        .onConflict((conflict) => conflict.columns(["exerciseId", "userId"]).doNothing())
        .execute();
    },
  };
}

function scenarioVersions(db: Kysely<Database>): Pick<ExerciseRepository, "keepScenario" | "scenarioOf"> {
  return {
    async keepScenario(scenario) {
      await db
        .insertInto("scenarioVersion")
        .values({ hash: scenario.contentHash, slug: scenario.slug, body: writeJson(scenario) })
        .onConflict((conflict) => conflict.column("hash").doNothing())
        .execute();
    },
    async scenarioOf(hash) {
      const row = await db.selectFrom("scenarioVersion").where("hash", "=", hash).select("body").executeTakeFirst();
      return row === undefined ? null : readJson(row.body);
    },
  };
}
