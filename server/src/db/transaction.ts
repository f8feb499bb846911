import type { Kysely } from "kysely";
import type { Database } from "./schema.ts";

/** Runs the work in the transaction that `db` already is, or in a new one. */
export function inTransaction<T>(db: Kysely<Database>, work: (tx: Kysely<Database>) => Promise<T>): Promise<T> {
  return db.isTransaction ? work(db) : db.transaction().execute(work);
}
