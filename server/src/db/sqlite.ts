import { dirname } from "node:path";
import { Kysely, SqliteDialect } from "kysely";
import LibsqlDatabase from "libsql";
import { DatabaseUnusable, type Engine } from "./engine.ts";
import { makeFolder } from "./make-folder.ts";
import type { Database } from "./schema.ts";

/**
 * Opens (or makes) the embedded database and holds it alone until closed. A commit is on disk when it returns.
 * @throws DatabaseUnusable when another process holds it, or the folder cannot be written.
 */
export function openSqlite(file: string): Engine {
  try {
    makeFolder(dirname(file));
    const raw = new LibsqlDatabase(file);
    // Exclusive before WAL: the lock is then taken at the first read and never given back.
    raw.pragma("locking_mode = EXCLUSIVE");
    raw.pragma("journal_mode = WAL");
    raw.pragma("synchronous = FULL");
    raw.pragma("foreign_keys = ON");
    raw.exec("BEGIN EXCLUSIVE; COMMIT");
    const db = new Kysely<Database>({ dialect: new SqliteDialect({ database: raw }) });
    return { kind: "sqlite", db, close: () => release(raw, db) };
  } catch (error) {
    throw new DatabaseUnusable(explain(error, file), { cause: error, isInUse: isLocked(error) });
  }
}

const isLocked = (error: unknown): boolean => error instanceof Error && /locked|busy/i.test(error.message);

/**
 * libsql keeps the file open until its statements are collected as garbage, so closing alone would keep the lock. Leaving WAL
 * also folds the log into the one database file.
 */
async function release(raw: LibsqlDatabase.Database, db: Kysely<Database>): Promise<void> {
  raw.pragma("journal_mode = DELETE");
  raw.pragma("locking_mode = NORMAL");
  raw.exec("SELECT count(*) FROM sqlite_schema");
  await db.destroy();
}

function explain(error: unknown, file: string): string {
  const text = error instanceof Error ? error.message : String(error);
  if (isLocked(error)) {
    return `The data directory ${dirname(file)} is in use by another Mailroom. Stop that one, or set MAILROOM_DATA to another directory.`;
  }
  if (/not a database|malformed/i.test(text)) {
    return `${file} is not a Mailroom database. Move it away, or set MAILROOM_DATA to another directory.`;
  }
  return `Cannot write to ${dirname(file)} (${text}). Make the directory writable, or set MAILROOM_DATA to another one.`;
}
