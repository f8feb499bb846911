import type { Kysely } from "kysely";
import type { ListenerRequestRepository, ListenerRow } from "../../state/listener-request.ts";
import { readJson, writeJson } from "../json-text.ts";
import type { Database } from "../schema.ts";
import { inTransaction } from "../transaction.ts";

export function createListenerRequestRepository(db: Kysely<Database>): ListenerRequestRepository {
  const lastOf = async (tx: Kysely<Database>, exercise: string): Promise<number> => {
    const last = await tx
      .selectFrom("listenerRequest")
      .where("exerciseId", "=", exercise)
      .select((eb) => eb.fn.max("number").as("number"))
      .executeTakeFirst();
    return last?.number ?? 0;
  };
  return {
    add: (exercise, heardAt, rows, requestsMax) =>
      inTransaction(db, async (tx) => {
        const number = (await lastOf(tx, exercise)) + 1;
        if (number > requestsMax) return false;
        await tx
          .insertInto("listenerRequest")
          .values({ exerciseId: exercise, number, heardAt, rows: writeJson(rows) })
          .execute();
        return true;
      }),
    async rowsOf(exercise) {
      const requests = await db.selectFrom("listenerRequest").where("exerciseId", "=", exercise).orderBy("number").select("rows").execute();
      return requests.flatMap(({ rows }): readonly ListenerRow[] => readJson(rows));
    },
    countOf: (exercise) => lastOf(db, exercise),
  };
}
