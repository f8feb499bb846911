import { buildTinyScenario } from "../test/fixtures/tiny-scenario.ts";
import { createRangeSource } from "../src/telemetry/build/range-source.ts";
import type { WorldSource } from "../src/telemetry/build/world-source.ts";
import { shippedEntry } from "./shipped-entry.ts";
import { createFakeSource, FAKE_SCENARIO } from "../src/telemetry/testing/fake-source.ts";
import { FAKE_BUILDER, FAKE_KEY } from "../src/telemetry/testing/fake-store.ts";
import { measureAppender } from "./appender-rate.ts";
import type { Benchmark } from "./benchmark.ts";
import { buildFigures, measureBuild } from "./build-rate.ts";

/** Rows per second of the simulation and its sensors alone, in this process. */
function measureSimulation(source: WorldSource): number {
  const startedAt = performance.now();
  let rows = 0;
  for (const batch of source.advance(source.window.exerciseEnd)) rows += batch.length;
  return rows / ((performance.now() - startedAt) / 1000);
}

/** The rate at which DuckDB appends the same rows ready made. */
async function appended(source: WorldSource): Promise<string> {
  return `${Math.round(await measureAppender(source)).toLocaleString("en")} rows/s of DuckDB's appender`;
}

export const ingest: Benchmark = {
  name: "simulation into the store",
  async run() {
    const steady = { ...FAKE_SCENARIO, historyMinutes: 12_000, rowsPerMinute: 80 };
    const raw = await appended(createFakeSource(steady, FAKE_KEY.seed));
    const fake = await measureBuild(FAKE_BUILDER, steady);
    const month = { ...buildTinyScenario().window, historyDays: 30 };
    const scenario = buildTinyScenario({ window: month });
    const rawRange = await appended(createRangeSource(scenario, FAKE_KEY.seed));
    const range = await measureBuild(shippedEntry("build-world"), scenario);
    const alone = Math.round(measureSimulation(createRangeSource(scenario, FAKE_KEY.seed))).toLocaleString("en");
    const fakeAlone = Math.round(measureSimulation(createFakeSource(steady, FAKE_KEY.seed))).toLocaleString("en");
    return [
      ...buildFigures("made-up rows into the store", fake, `${raw}; ${fakeAlone} rows/s made up alone`),
      ...buildFigures("the range into the store", range, `${rawRange}; ${alone} rows/s simulated alone`),
    ];
  },
};
