import type { Kysely } from "kysely";
import { simTime } from "../../base/sim-time.ts";
import { exerciseId, recordId, wallMs } from "../../state/ids.ts";
import type { NoteRepository } from "../../state/note.ts";
import type { Database } from "../schema.ts";

export function createNoteRepository(db: Kysely<Database>): NoteRepository {
  return {
    async list(exercise) {
      const rows = await db.selectFrom("note").where("exerciseId", "=", exercise).selectAll().orderBy("at").orderBy("id").execute();
      return rows.map((row) => ({
        ...row,
        id: recordId(row.id),
        exerciseId: exerciseId(row.exerciseId),
        at: wallMs(row.at),
        simAt: simTime(row.simAt),
      }));
    },
    async insert(note) {
      await db.insertInto("note").values(note).execute();
    },
  };
}
