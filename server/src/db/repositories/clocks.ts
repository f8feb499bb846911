import type { Kysely } from "kysely";
import { simTime } from "../../base/sim-time.ts";
import type { ClockRepository } from "../../state/clock.ts";
import { wallMs } from "../../state/ids.ts";
import type { Database } from "../schema.ts";

export function createClockRepository(db: Kysely<Database>): ClockRepository {
  return {
    async find(exerciseId) {
      const row = await db.selectFrom("clock").where("exerciseId", "=", exerciseId).selectAll().executeTakeFirst();
      if (row === undefined) return null;
      return {
        state: row.state,
        simAt: simTime(row.simAt),
        wallAt: wallMs(row.wallAt),
        speed: row.speed,
        simStart: simTime(row.simStart),
        simEnd: simTime(row.simEnd),
      };
    },
    async save(exerciseId, clock) {
      const { state, simAt, wallAt, speed, simStart, simEnd } = clock;
      const values = { state, simAt, wallAt, speed, simStart, simEnd };
      await db
        .insertInto("clock")
        .values({ exerciseId, ...values })
        .onConflict((conflict) => conflict.column("exerciseId").doUpdateSet(values))
        .execute();
    },
  };
}
