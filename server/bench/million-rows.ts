import { shippedEntry } from "./shipped-entry.ts";
import type { World } from "../src/telemetry/store.ts";
import { FAKE_SCENARIO } from "../src/telemetry/testing/fake-source.ts";
import { createScratchFolder, FAKE_KEY, openFakeStore } from "../src/telemetry/testing/fake-store.ts";

const SCENARIO = { ...FAKE_SCENARIO, historyMinutes: 12_500, rowsPerMinute: 80 };

/** A made-up world of a million rows, queried by processes as people run them. */
export async function withMillionRows<T>(use: (world: { readonly kql: World; readonly rows: number }) => Promise<T>): Promise<T> {
  const scratch = createScratchFolder();
  const store = openFakeStore(scratch.path, SCENARIO, { query: { entry: shippedEntry("query-worker"), graceMs: 5_000 } });
  const kql = await store.ensureWorld(FAKE_KEY, () => undefined);
  const rows = [...kql.countVisible(null, kql.window.exerciseEnd).values()].reduce((sum, count) => sum + count, 0);
  try {
    return await use({ kql, rows });
  } finally {
    await store.close();
    scratch.remove();
  }
}
