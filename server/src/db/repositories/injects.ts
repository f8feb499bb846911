import type { Kysely, Selectable } from "kysely";
import { simTime } from "../../base/sim-time.ts";
import { exerciseId, injectId, type TeamId, teamId } from "../../state/ids.ts";
import type { InjectRepository, PlannedInjectRecord } from "../../state/inject.ts";
import type { Database } from "../schema.ts";

function readInject(row: Selectable<Database["inject"]>, acknowledgedBy: readonly TeamId[]): PlannedInjectRecord {
  const { sender, recipient, ...rest } = row;
  return {
    ...rest,
    id: injectId(row.id),
    exerciseId: exerciseId(row.exerciseId),
    teamId: row.teamId === null ? null : teamId(row.teamId),
    plannedAt: row.plannedAt === null ? null : simTime(row.plannedAt),
    from: sender,
    to: recipient,
    sentAt: row.sentAt === null ? null : simTime(row.sentAt),
    acknowledgedBy,
  };
}

async function withAcknowledgements(
  db: Kysely<Database>,
  rows: readonly Selectable<Database["inject"]>[],
): Promise<readonly PlannedInjectRecord[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const acks = await db.selectFrom("injectAck").where("injectId", "in", ids).selectAll().orderBy("teamId").execute();
  return rows.map((row) =>
    readInject(
      row,
      acks.filter((ack) => ack.injectId === row.id).map((ack) => teamId(ack.teamId)),
    ),
  );
}

export function createInjectRepository(db: Kysely<Database>): InjectRepository {
  return {
    async list(exercise) {
      const rows = await db
        .selectFrom("inject")
        .where("exerciseId", "=", exercise)
        .selectAll()
        .orderBy((eb) => eb.fn.coalesce("plannedAt", "sentAt"))
        .orderBy("id")
        .execute();
      return withAcknowledgements(db, rows);
    },
    async find(id) {
      const rows = await db.selectFrom("inject").where("id", "=", id).selectAll().execute();
      const [inject] = await withAcknowledgements(db, rows);
      return inject ?? null;
    },
    async insert({ from, to, acknowledgedBy: _none, ...inject }) {
      await db
        .insertInto("inject")
        .values({ ...inject, sender: from, recipient: to })
        .execute();
    },
    async due(exercise, upTo) {
      const rows = await db
        .selectFrom("inject")
        .where("exerciseId", "=", exercise)
        .where("status", "=", "scheduled")
        .where("plannedAt", "<=", upTo)
        .selectAll()
        .orderBy("plannedAt")
        .orderBy("id")
        .execute();
      return withAcknowledgements(db, rows);
    },
    async markSent(id, at) {
      const row = await db
        .updateTable("inject")
        .set({ status: "sent", sentAt: at })
        .where("id", "=", id)
        .where("status", "in", ["scheduled", "held"])
        .returning("id")
        .executeTakeFirst();
      return row !== undefined;
    },
    async setStatus(id, status) {
      const row = await db
        .updateTable("inject")
        .set({ status })
        .where("id", "=", id)
        .where("status", "in", ["scheduled", "held"])
        .returning("id")
        .executeTakeFirst();
      return row !== undefined;
    },
    async acknowledge(id, team) {
      await db
        .insertInto("injectAck")
        .values({ injectId: id, teamId: team })
        .onConflict((conflict) => conflict.columns(["injectId", "teamId"]).doNothing())
        .execute();
    },
  };
}
