import type { Kysely, Selectable } from "kysely";
import type { ReportBody } from "../../../contract/index.ts";
import { simTime } from "../../base/sim-time.ts";
import { teamId, type WallMs, wallMs } from "../../state/ids.ts";
import type { Report, ReportRepository, Submission } from "../../state/report.ts";
import { readJson, writeJson } from "../json-text.ts";
import type { Database } from "../schema.ts";
import { inTransaction } from "../transaction.ts";

function readReport(row: Selectable<Database["report"]>): Report {
  return {
    teamId: teamId(row.teamId),
    body: readJson(row.body),
    revision: row.revision,
    savedAt: wallMs(row.savedAt),
    savedBy: row.savedBy,
    submittedAt: row.submittedAt === null ? null : wallMs(row.submittedAt),
    submittedBy: row.submittedBy,
  };
}

export function createReportRepository(db: Kysely<Database>): ReportRepository {
  return {
    async find(team) {
      const row = await db.selectFrom("report").where("teamId", "=", team).selectAll().executeTakeFirst();
      return row === undefined ? null : readReport(row);
    },
    save: (team, exerciseId, base, body, by) => inTransaction(db, (tx) => saveRevision(tx, { team, exerciseId, base, body, by })),
    submit: (exerciseId, submission) => inTransaction(db, (tx) => freeze(tx, exerciseId, submission)),
    async submissionOf(team) {
      const row = await db.selectFrom("submission").where("teamId", "=", team).selectAll().executeTakeFirst();
      if (row === undefined) return null;
      return {
        teamId: team,
        revision: row.revision,
        work: readJson(row.work),
        simAt: simTime(row.simAt),
        submittedAt: wallMs(row.submittedAt),
        submittedBy: row.submittedBy,
      };
    },
    async listOfExercise(exercise) {
      const rows = await db.selectFrom("report").where("exerciseId", "=", exercise).selectAll().execute();
      return rows.map(readReport);
    },
  };
}

interface Save {
  readonly team: string;
  readonly exerciseId: string;
  readonly base: number;
  readonly body: ReportBody;
  readonly by: { readonly name: string; readonly at: WallMs };
}

async function saveRevision(db: Kysely<Database>, { team, exerciseId, base, body, by }: Save): Promise<Report | null> {
  const written = { revision: base + 1, body: writeJson(body), savedAt: by.at, savedBy: by.name };
  const row =
    base === 0
      ? await db
          .insertInto("report")
          .values({ teamId: team, exerciseId, ...written, submittedAt: null, submittedBy: null })
          .onConflict((conflict) => conflict.column("teamId").doNothing())
          .returningAll()
          .executeTakeFirst()
      : await db
          .updateTable("report")
          .set(written)
          .where("teamId", "=", team)
          .where("revision", "=", base)
          .where("submittedAt", "is", null)
          .returningAll()
          .executeTakeFirst();
  if (row === undefined) return null;
  await db
    .insertInto("reportRevision")
    .values({ teamId: team, ...written })
    .execute();
  return readReport(row);
}

async function freeze(db: Kysely<Database>, exerciseId: string, submission: Submission): Promise<Report | null> {
  const row = await db
    .updateTable("report")
    .set({ submittedAt: submission.submittedAt, submittedBy: submission.submittedBy })
    .where("teamId", "=", submission.teamId)
    .where("revision", "=", submission.revision)
    .where("submittedAt", "is", null)
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) return null;
  await db
    .insertInto("submission")
    .values({ ...submission, exerciseId, work: writeJson(submission.work) })
    .execute();
  return readReport(row);
}
