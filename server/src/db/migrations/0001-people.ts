import { type Kysely, type Migration, sql } from "kysely";
import type { EngineKind } from "../engine.ts";

/**
 * better-auth's tables, exactly as its own planner wants them on each engine (a test asks the planner whether it misses
 * anything), and the one-time sign-in links.
 */
export function people(kind: EngineKind): Migration {
  const instant = kind === "postgres" ? sql`timestamptz` : sql`date`;
  const flag = kind === "postgres" ? sql`boolean` : sql`integer`;
  return {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable("user")
        .addColumn("id", "text", (c) => c.primaryKey())
        .addColumn("name", "text", (c) => c.notNull())
        .addColumn("email", "text", (c) => c.notNull().unique())
        .addColumn("emailVerified", flag, (c) => c.notNull())
        .addColumn("image", "text")
        .addColumn("createdAt", instant, (c) => c.notNull())
        .addColumn("updatedAt", instant, (c) => c.notNull())
        .addColumn("role", "text", (c) => c.notNull())
        .execute();
      await db.schema
        .createTable("session")
        .addColumn("id", "text", (c) => c.primaryKey())
        .addColumn("expiresAt", instant, (c) => c.notNull())
        .addColumn("token", "text", (c) => c.notNull().unique())
        .addColumn("createdAt", instant, (c) => c.notNull())
        .addColumn("updatedAt", instant, (c) => c.notNull())
        .addColumn("ipAddress", "text")
        .addColumn("userAgent", "text")
        .addColumn("userId", "text", (c) => c.notNull().references("user.id").onDelete("cascade"))
        .execute();
      await db.schema
        .createTable("account")
        .addColumn("id", "text", (c) => c.primaryKey())
        .addColumn("accountId", "text", (c) => c.notNull())
        .addColumn("providerId", "text", (c) => c.notNull())
        .addColumn("userId", "text", (c) => c.notNull().references("user.id").onDelete("cascade"))
        .addColumn("accessToken", "text")
        .addColumn("refreshToken", "text")
        .addColumn("idToken", "text")
        .addColumn("accessTokenExpiresAt", instant)
        .addColumn("refreshTokenExpiresAt", instant)
        .addColumn("scope", "text")
        .addColumn("password", "text")
        .addColumn("createdAt", instant, (c) => c.notNull())
        .addColumn("updatedAt", instant, (c) => c.notNull())
        .execute();
      await db.schema
        .createTable("verification")
        .addColumn("id", "text", (c) => c.primaryKey())
        .addColumn("identifier", "text", (c) => c.notNull())
        .addColumn("value", "text", (c) => c.notNull())
        .addColumn("expiresAt", instant, (c) => c.notNull())
        .addColumn("createdAt", instant, (c) => c.notNull())
        .addColumn("updatedAt", instant, (c) => c.notNull())
        .execute();
      await db.schema.createIndex("session_userId_idx").on("session").column("userId").execute();
      await db.schema.createIndex("account_userId_idx").on("account").column("userId").execute();
      await db.schema.createIndex("verification_identifier_idx").on("verification").column("identifier").execute();
      await db.schema
        .createTable("signInLink")
        .addColumn("tokenHash", "text", (c) => c.primaryKey())
        .addColumn("userId", "text", (c) => c.notNull().references("user.id").onDelete("cascade"))
        .addColumn("createdAt", "bigint", (c) => c.notNull())
        .addColumn("expiresAt", "bigint", (c) => c.notNull())
        .addColumn("usedAt", "bigint")
        .execute();
    },
  };
}
