import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openScenarioLibrary } from "../src/library/scenario-library.ts";
import { ENGINE_VERSION } from "../src/range/engine-version.ts";
import type { World, WorldKey } from "../src/telemetry/store.ts";
import { createTelemetryStore } from "../src/telemetry/telemetry-store.ts";
import { createScratchFolder, sqlQuery } from "../src/telemetry/testing/fake-store.ts";
import type { Benchmark } from "./benchmark.ts";
import { costOf } from "./process-cost.ts";
import { shippedEntry } from "./shipped-entry.ts";

const SCENARIOS = fileURLToPath(new URL("../../scenarios", import.meta.url));
const SLUG = "page-that-should-not-be-there";

async function askFirst(world: World): Promise<void> {
  const text = "W3CIISLog | summarize count() by csUriStem | top 20 by count_";
  const result = await world.query(sqlQuery(text, world.window.exerciseStart));
  if (result.kind === "refused") throw new Error(result.diagnostics[0]?.message ?? "refused");
}

/** What a learner waits for after the click, on a server that has started: the world built or found, and one question answered. */
export const guidedScenario: Benchmark = {
  name: "guided scenario to the first query",
  async run() {
    const scenario = await openScenarioLibrary(SCENARIOS).get(SLUG);
    if (scenario === null) throw new Error(`there is no scenario ${SLUG}`);
    const scratch = createScratchFolder();
    const store = createTelemetryStore({
      dataFolder: join(scratch.path, "data"),
      loadScenario: () => scenario,
      builder: shippedEntry("build-world"),
      query: { entry: shippedEntry("query-worker") },
    });
    const key: WorldKey = { slug: SLUG, scenarioHash: scenario.contentHash, engineVersion: ENGINE_VERSION, seed: 7 };
    await store.warmed();
    let cpuSeconds = 0;
    const time = async (): Promise<{ readonly seconds: number; readonly rows: number }> => {
      const startedAt = performance.now();
      const world = await store.ensureWorld(key, () => {
        for (const pid of store.pids.builders) cpuSeconds = costOf(pid).cpuSeconds;
      });
      await askFirst(world);
      const seconds = (performance.now() - startedAt) / 1000;
      const rows = [...world.countVisible(null, world.window.exerciseEnd).values()].reduce((sum, count) => sum + count, 0);
      return { seconds, rows };
    };
    const cold = await time();
    await store.release(key);
    const cached = await time();
    await store.close();
    scratch.remove();
    const size = `${Math.round(cold.rows / 1000)} k rows`;
    return [
      {
        name: `cold, ${size}`,
        value: cold.seconds,
        unit: "s",
        budget: { value: 10, is: "at most" },
        against: `${cpuSeconds.toFixed(1)} s of the builder's processor time`,
      },
      { name: "from cache", value: cached.seconds, unit: "s", budget: { value: 2, is: "at most" }, against: null },
    ];
  },
};
