import type { Engine } from "../../src/db/engine.ts";
import { migrate } from "../../src/db/migrate.ts";
import { openPostgres } from "../../src/db/postgres.ts";
import { openSqlite } from "../../src/db/sqlite.ts";

/** Where a test's database is; plain JSON, so that a child process can open the same one. */
export type TestAddress = { readonly file: string } | { readonly url: string; readonly schema: string };

/** Opens and migrates it. */
export async function openTestEngine(address: TestAddress): Promise<Engine> {
  const engine = "file" in address ? openSqlite(address.file) : await openPostgres(address.url, address.schema);
  await migrate(engine);
  return engine;
}
