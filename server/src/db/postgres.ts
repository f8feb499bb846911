import { Kysely, PostgresDialect } from "kysely";
import { Pool, types as pgTypes } from "pg";
import { DatabaseUnusable, type Engine } from "./engine.ts";
import type { Database } from "./schema.ts";

const CONNECTIONS_MAX = 10;

type TypeId = Parameters<typeof pgTypes.getTypeParser>[0];

/** Ours are milliseconds, microseconds and counts: safe integers all, so numbers rather than the driver's strings. */
function readBigint(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`an integer in the database is too large: ${text}`);
  return value;
}

/**
 * Connects to a Postgres server (14 or later).
 * @param schema put in front of the search path, for tests that share one server.
 * @throws DatabaseUnusable when it cannot be reached.
 */
export async function openPostgres(url: string, schema?: string): Promise<Engine> {
  const types = {
    getTypeParser: (id: TypeId, format?: "text" | "binary") =>
      id === pgTypes.builtins.INT8 ? readBigint : pgTypes.getTypeParser(id, format === "binary" ? "binary" : "text"),
  };
  const pool = new Pool({
    connectionString: url,
    max: CONNECTIONS_MAX,
    types,
    ...(schema === undefined ? {} : { options: `-c search_path=${schema}` }),
  });
  // A connection that the server closes while idle is replaced at the next use; without a listener it would end the process.
  pool.on("error", () => {});
  try {
    await pool.query("select 1");
  } catch (error) {
    await pool.end();
    const text = error instanceof Error && error.message !== "" ? error.message : "no connection";
    throw new DatabaseUnusable(`Cannot reach the database that DATABASE_URL names (${text}). Start it, or correct DATABASE_URL.`, {
      cause: error,
    });
  }
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  return { kind: "postgres", db, close: () => db.destroy() };
}
