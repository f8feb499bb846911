import type { Kysely } from "kysely";
import { userId } from "../../state/ids.ts";
import type { SignInLinkRepository } from "../../state/sign-in-link.ts";
import type { Database } from "../schema.ts";

export function createSignInLinkRepository(db: Kysely<Database>): SignInLinkRepository {
  return {
    async insert(link) {
      await db
        .insertInto("signInLink")
        .values({ ...link, usedAt: null })
        .execute();
    },
    async redeem(tokenHash, now) {
      const row = await db
        .updateTable("signInLink")
        .set({ usedAt: now })
        .where("tokenHash", "=", tokenHash)
        .where("usedAt", "is", null)
        .where("expiresAt", ">", now)
        .returning("userId")
        .executeTakeFirst();
      return row === undefined ? null : userId(row.userId);
    },
  };
}
