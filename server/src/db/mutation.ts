import type { Kysely } from "kysely";
import { KeyTaken, type Mutated, type Mutation } from "../state/state.ts";
import { type JsonText, readJson, writeJson } from "./json-text.ts";
import type { Database } from "./schema.ts";

const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * Runs the work once per key. The key is inserted first: on Postgres a second request with it waits there for the first one's
 * commit, on SQLite transactions are serial anyway. Key, changes and answer become durable together.
 */
export function mutateOnce<T>(db: Kysely<Database>, mutation: Mutation, work: (tx: Kysely<Database>) => Promise<T>): Promise<Mutated<T>> {
  return db.transaction().execute(async (tx) => {
    const { key, actorId } = mutation;
    const claimed = await tx
      .insertInto("mutation")
      .values({ key, actorId, answer: null, createdAt: Date.now() })
      .onConflict((conflict) => conflict.column("key").doNothing())
      .returning("key")
      .executeTakeFirst();
    if (claimed === undefined) {
      const known = await tx.selectFrom("mutation").where("key", "=", key).select(["actorId", "answer"]).executeTakeFirstOrThrow();
      if (known.actorId !== actorId || known.answer === null) throw new KeyTaken("this mutation key is taken");
      return { answer: readJson(known.answer as JsonText<T>), isRepeat: true };
    }
    const answer = await work(tx);
    await tx
      .updateTable("mutation")
      .set({ answer: writeJson<unknown>(answer ?? null) })
      .where("key", "=", key)
      .execute();
    return { answer, isRepeat: false };
  });
}

/** Nobody retries after a month: forgets older keys, so that the table does not grow for ever. */
export async function forgetOldKeys(db: Kysely<Database>, now: number): Promise<void> {
  await db
    .deleteFrom("mutation")
    .where("createdAt", "<", now - KEPT_MS)
    .execute();
}

export async function hasAnswered(db: Kysely<Database>, { key, actorId }: Mutation): Promise<boolean> {
  const known = await db
    .selectFrom("mutation")
    .where("key", "=", key)
    .where("actorId", "=", actorId)
    .where("answer", "is not", null)
    .select("key")
    .executeTakeFirst();
  return known !== undefined;
}
