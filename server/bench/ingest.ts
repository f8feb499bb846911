import { buildTinyScenario } from "../test/fixtures/tiny-scenario.ts";
import { createRangeSource } from "../src/telemetry/build/range-source.ts";
import type { WorldSource } from "../src/telemetry/build/world-source.ts";
import { shippedEntry } from "./shipped-entry.ts";
import type { ProcessEntry } from "../src/telemetry/process-entry.ts";
import { createFakeSource, FAKE_SCENARIO } from "../src/telemetry/testing/fake-source.ts";
import { createScratchFolder, FAKE_BUILDER, FAKE_KEY, openFakeStore } from "../src/telemetry/testing/fake-store.ts";
import { measureAppender } from "./appender-rate.ts";
import type { Benchmark, Figure } from "./benchmark.ts";
import { costOf } from "./process-cost.ts";

interface Build {
  readonly rows: number;
  readonly rowsPerSecond: number;
  /** Largest resident set of the builder; 0 where the system does not tell. */
  readonly peakMib: number;
  readonly cpuSeconds: number;
}

/** From the builder's first row to the world's last file, in a process of its own. */
async function measureBuild(builder: ProcessEntry, scenario: unknown): Promise<Build> {
  const scratch = createScratchFolder();
  const store = openFakeStore(scratch.path, {}, { builder, loadScenario: () => scenario, query: { processCount: 1 } });
  let startedAt = 0;
  let cost = { peakMib: 0, cpuSeconds: 0 };
  const world = await store.ensureWorld(FAKE_KEY, ({ progress }) => {
    if (progress === 0) startedAt = performance.now();
    for (const pid of store.pids.builders) cost = costOf(pid);
  });
  const seconds = (performance.now() - startedAt) / 1000;
  const counts = world.countVisible(null, world.window.exerciseEnd);
  await store.close();
  scratch.remove();
  const rows = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return { rows, rowsPerSecond: rows / seconds, ...cost };
}

/** Rows per second of the simulation and its sensors alone, in this process. */
function measureSimulation(source: WorldSource): number {
  const startedAt = performance.now();
  let rows = 0;
  for (const batch of source.advance(source.window.exerciseEnd)) rows += batch.length;
  return rows / ((performance.now() - startedAt) / 1000);
}

function figures(name: string, build: Build, against: string): Figure[] {
  const size = `${Math.round(build.rows / 1000).toLocaleString("en")} k rows`;
  return [
    {
      name: `${name}, ${size}`,
      value: build.rowsPerSecond,
      unit: "rows/s",
      budget: { value: 120_000, is: "at least" },
      against: `${build.cpuSeconds.toFixed(1)} s of processor time; ${against}`,
    },
    {
      name: `${name}, peak memory of the builder`,
      value: build.peakMib,
      unit: "MiB",
      budget: { value: 400, is: "at most" },
      against: null,
    },
  ];
}

export const ingest: Benchmark = {
  name: "simulation into the store",
  async run() {
    const appender = await measureAppender();
    const raw = `${Math.round(appender).toLocaleString("en")} rows/s of DuckDB's appender`;
    const steady = { ...FAKE_SCENARIO, historyMinutes: 12_000, rowsPerMinute: 80 };
    const fake = await measureBuild(FAKE_BUILDER, steady);
    const month = { ...buildTinyScenario().window, historyDays: 30 };
    const scenario = buildTinyScenario({ window: month });
    const range = await measureBuild(shippedEntry("build-world"), scenario);
    const alone = Math.round(measureSimulation(createRangeSource(scenario, FAKE_KEY.seed))).toLocaleString("en");
    const fakeAlone = Math.round(measureSimulation(createFakeSource(steady, FAKE_KEY.seed))).toLocaleString("en");
    return [
      ...figures("made-up rows into the store", fake, `${raw}; ${fakeAlone} rows/s made up alone`),
      ...figures("the range into the store", range, `${raw}; ${alone} rows/s simulated alone`),
    ];
  },
};
