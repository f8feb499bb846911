import { join } from "node:path";
import { openSqlite } from "./sqlite.ts";

/**
 * Takes the data directory for this process alone, also when the state lives in Postgres: worlds and their caches may not have
 * two masters. The lock is an exclusively held file, so it ends with the process however that ends.
 * @throws DatabaseUnusable when another process has it, or the directory cannot be written.
 */
export function lockDirectory(dataDirectory: string): () => Promise<void> {
  const lock = openSqlite(join(dataDirectory, "lock.sqlite"));
  return () => lock.close();
}
