import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import type { AlertStatus } from "../../../contract/index.ts";
import type { Alert, AlertHit, AlertRepository, AlertVerdict } from "../../state/alert.ts";
import { alertId, type EvidenceId, exerciseId, teamId, type TeamId, userId } from "../../state/ids.ts";
import { type JsonText, readJson, writeJson } from "../json-text.ts";
import type { Database } from "../schema.ts";
import { inTransaction } from "../transaction.ts";

interface AlertRow {
  readonly id: string;
  readonly exerciseId: string;
  readonly teamId: string;
  readonly number: number;
  readonly hit: JsonText<AlertHit>;
  readonly status: AlertStatus;
  readonly claimedBy: string | null;
  readonly claimedByName: string | null;
  readonly verdict: JsonText<AlertVerdict> | null;
  readonly evidenceIds: JsonText<readonly EvidenceId[]>;
}

function readAlert(row: AlertRow): Alert {
  return {
    ...readJson(row.hit),
    id: alertId(row.id),
    exerciseId: exerciseId(row.exerciseId),
    teamId: teamId(row.teamId),
    number: row.number,
    status: row.status,
    claimedBy: row.claimedBy === null ? null : { userId: userId(row.claimedBy), displayName: row.claimedByName ?? "" },
    verdict: row.verdict === null ? null : readJson(row.verdict),
    evidenceIds: readJson(row.evidenceIds),
  };
}

function selectAlerts(db: Kysely<Database>) {
  return db
    .selectFrom("alert")
    .leftJoin("user", "user.id", "alert.claimedBy")
    .select([
      "alert.id",
      "alert.exerciseId",
      "alert.teamId",
      "alert.number",
      "alert.hit",
      "alert.status",
      "alert.claimedBy",
      "user.name as claimedByName",
      "alert.verdict",
      "alert.evidenceIds",
    ]);
}

export function createAlertRepository(db: Kysely<Database>): AlertRepository {
  return {
    raise: (exercise, teams, hit) => inTransaction(db, (tx) => raiseForTeams(tx, exercise, teams, hit)),
    async listOfTeam(team) {
      const rows = await selectAlerts(db).where("alert.teamId", "=", team).orderBy("alert.number").execute();
      return rows.map(readAlert);
    },
    async find(id) {
      const row = await selectAlerts(db).where("alert.id", "=", id).executeTakeFirst();
      return row === undefined ? null : readAlert(row);
    },
    async work(id, expected, work) {
      const changed = await db
        .updateTable("alert")
        .set({
          status: work.status,
          claimedBy: work.claimedBy,
          verdict: work.verdict === null ? null : writeJson(work.verdict),
          evidenceIds: writeJson(work.evidenceIds),
        })
        .where("id", "=", id)
        .where("status", "=", expected.status)
        .where((eb) => (expected.claimedBy === null ? eb("claimedBy", "is", null) : eb("claimedBy", "=", expected.claimedBy)))
        .returning("id")
        .executeTakeFirst();
      if (changed === undefined) return null;
      const row = await selectAlerts(db).where("alert.id", "=", id).executeTakeFirst();
      return row === undefined ? null : readAlert(row);
    },
    async countsOf(exercise) {
      const rows = await db
        .selectFrom("alert")
        .where("exerciseId", "=", exercise)
        .groupBy("teamId")
        .select((eb) => [
          "teamId",
          eb.fn.countAll<number>().as("total"),
          eb.fn.sum<number>(eb.case().when("status", "=", "closed").then(1).else(0).end()).as("closed"),
        ])
        .execute();
      return rows.map((row) => {
        const closed = row.closed;
        return { teamId: teamId(row.teamId), open: row.total - closed, closed };
      });
    },
  };
}

async function raiseForTeams(db: Kysely<Database>, exercise: string, teams: readonly TeamId[], hit: AlertHit): Promise<readonly Alert[]> {
  const raised: Alert[] = [];
  for (const team of teams) {
    // Takes the team's row lock on Postgres, so that two processes cannot hand out one number twice.
    await db
      .updateTable("team")
      .set((eb) => ({ position: eb.ref("position") }))
      .where("id", "=", team)
      .execute();
    const last = await db
      .selectFrom("alert")
      .where("teamId", "=", team)
      .select((eb) => eb.fn.max("number").as("number"))
      .executeTakeFirst();
    const row = await db
      .insertInto("alert")
      .values({
        id: randomUUID(),
        exerciseId: exercise,
        teamId: team,
        number: (last?.number ?? 0) + 1,
        occurrence: hit.occurrence,
        hit: writeJson(hit),
        status: "new",
        claimedBy: null,
        verdict: null,
        evidenceIds: writeJson([]),
      })
      .onConflict((conflict) => conflict.columns(["teamId", "occurrence"]).doNothing())
      .returningAll()
      .executeTakeFirst();
    if (row !== undefined) raised.push(readAlert({ ...row, claimedByName: null }));
  }
  return raised;
}
