import { describe } from "vitest";
import { postgresDatabase, sqliteDatabase, type TestDatabase } from "./test-database.ts";

const POSTGRES_URL = process.env["TEST_DATABASE_URL"];

/** Declares the same tests once per engine: SQLite always, Postgres when `TEST_DATABASE_URL` names a server; says so when not. */
export function describeOnEveryEngine(title: string, body: (make: () => Promise<TestDatabase>) => void): void {
  describe(`${title}, on SQLite`, () => {
    body(sqliteDatabase);
  });
  const note = POSTGRES_URL === undefined ? " (skipped: TEST_DATABASE_URL is not set)" : "";
  describe.skipIf(POSTGRES_URL === undefined)(`${title}, on Postgres${note}`, () => {
    body(() => postgresDatabase(POSTGRES_URL ?? ""));
  });
}
