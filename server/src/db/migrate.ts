import { type Kysely, Migrator } from "kysely";
import { DatabaseUnusable, type Engine } from "./engine.ts";
import { migrationsFor } from "./migrations/index.ts";
import type { Database } from "./schema.ts";

const BOOKKEEPING_TABLE = "kysely_migration";

/**
 * Brings the database to this version's schema; safe to repeat and to run from several processes at once (Postgres).
 * @throws DatabaseUnusable when a newer Mailroom has written to it.
 */
export async function migrate(engine: Engine): Promise<void> {
  const migrations = migrationsFor(engine.kind);
  const stranger = (await appliedMigrations(engine.db)).find((name) => !(name in migrations));
  if (stranger !== undefined) {
    throw new DatabaseUnusable(
      `The database was written by a newer Mailroom (it has "${stranger}"). Start that version, or set MAILROOM_DATA or DATABASE_URL to another database.`,
    );
  }
  const migrator = new Migrator({ db: engine.db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}

async function appliedMigrations(db: Kysely<Database>): Promise<readonly string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === BOOKKEEPING_TABLE)) return [];
  const bookkeeping = db.withTables<{ [BOOKKEEPING_TABLE]: { name: string } }>();
  return (await bookkeeping.selectFrom(BOOKKEEPING_TABLE).select("name").execute()).map((row) => row.name);
}
