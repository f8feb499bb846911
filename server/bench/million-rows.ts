import { shippedEntry } from "./shipped-entry.ts";
import type { World } from "../src/telemetry/store.ts";
import { FAKE_SCENARIO } from "../src/telemetry/testing/fake-source.ts";
import { createScratchFolder, FAKE_KEY, openFakeStore } from "../src/telemetry/testing/fake-store.ts";

const SCENARIO = { ...FAKE_SCENARIO, historyMinutes: 12_500, rowsPerMinute: 80 };

/** A made-up world of a million rows, queried in KQL and in plain SQL by processes of the same make. */
export async function withMillionRows<T>(
  use: (worlds: { readonly kql: World; readonly sql: World; readonly rows: number }) => Promise<T>,
): Promise<T> {
  const scratch = createScratchFolder();
  const inSql = openFakeStore(scratch.path, SCENARIO);
  const sql = await inSql.ensureWorld(FAKE_KEY, () => undefined);
  const inKql = openFakeStore(scratch.path, SCENARIO, { query: { entry: shippedEntry("query-worker"), graceMs: 5_000 } });
  const kql = await inKql.ensureWorld(FAKE_KEY, () => undefined);
  const rows = [...kql.countVisible(null, kql.window.exerciseEnd).values()].reduce((sum, count) => sum + count, 0);
  try {
    return await use({ kql, sql, rows });
  } finally {
    await inSql.close();
    await inKql.close();
    scratch.remove();
  }
}
