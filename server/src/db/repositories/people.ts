import type { Kysely } from "kysely";
import type { Role } from "../../../contract/index.ts";
import { exerciseId, teamId, userId } from "../../state/ids.ts";
import type { PersonRepository } from "../../state/person.ts";
import type { Database } from "../schema.ts";

/** How better-auth marks an account that signs in with a password. */
const PASSWORD_PROVIDER = "credential";

function readRole(text: string): Role {
  return text === "instructor" ? "instructor" : "trainee";
}

export function createPersonRepository(db: Kysely<Database>): PersonRepository {
  return {
    async find(id) {
      const row = await db
        .selectFrom("user")
        .leftJoin("account", (join) => join.onRef("account.userId", "=", "user.id").on("account.providerId", "=", PASSWORD_PROVIDER))
        .where("user.id", "=", id)
        .select(["user.id", "user.name", "user.role", "account.password"])
        .executeTakeFirst();
      if (row === undefined) return null;
      return { id: userId(row.id), displayName: row.name, role: readRole(row.role), hasPassword: row.password !== null };
    },
    async rename(id, displayName) {
      await db.updateTable("user").set({ name: displayName }).where("id", "=", id).execute();
    },
    async seatsOf(id) {
      const rows = await db.selectFrom("member").where("userId", "=", id).select(["exerciseId", "teamId"]).execute();
      return rows.map((row) => ({ exerciseId: exerciseId(row.exerciseId), teamId: teamId(row.teamId) }));
    },
    async instructors() {
      const rows = await db
        .selectFrom("user")
        .leftJoin("account", (join) => join.onRef("account.userId", "=", "user.id").on("account.providerId", "=", PASSWORD_PROVIDER))
        .where("user.role", "=", "instructor")
        .select(["user.id", "user.email", "account.password"])
        .orderBy("user.createdAt")
        .orderBy("user.id")
        .execute();
      return rows.map((row) => ({ id: userId(row.id), email: row.email, hasPassword: row.password !== null }));
    },
    async setEmail(id, email) {
      await db.updateTable("user").set({ email }).where("id", "=", id).execute();
    },
  };
}
