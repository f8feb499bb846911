import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import type { Engine, EngineKind } from "../../src/db/engine.ts";
import { openTestEngine, type TestAddress } from "./test-engine.ts";

/** A place for one test's state, which can be opened several times in a row. */
export interface TestDatabase {
  readonly kind: EngineKind;
  /** Where a child process finds the same database: the argument of `openTestEngine`. */
  readonly address: TestAddress;
  /** Opens and migrates it. */
  open(): Promise<Engine>;
  /** Removes everything. */
  drop(): Promise<void>;
}

/** For tests in which the engine makes no difference. */
export async function sqliteDatabase(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), "mailroom-db-"));
  const address = { file: join(folder, "mailroom.sqlite") };
  return {
    kind: "sqlite",
    address,
    open: () => openTestEngine(address),
    drop: () => rm(folder, { recursive: true, force: true }),
  };
}

export async function postgresDatabase(url: string): Promise<TestDatabase> {
  const address = { url, schema: `test_${randomBytes(8).toString("hex")}` };
  const run = async (sql: string): Promise<void> => {
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query(sql);
    await client.end();
  };
  await run(`create schema ${address.schema}`);
  return {
    kind: "postgres",
    address,
    open: () => openTestEngine(address),
    drop: () => run(`drop schema ${address.schema} cascade`),
  };
}
