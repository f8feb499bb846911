import type { Program } from "../src/programs/program.ts";
import { createScratchFolder, FAKE_KEY, openFakeStore } from "../src/telemetry/testing/fake-store.ts";
import type { Figure } from "./benchmark.ts";
import { costOf } from "./process-cost.ts";

export interface Build {
  readonly rows: number;
  readonly rowsPerSecond: number;
  /** Largest resident set of the builder; 0 where the system does not tell. */
  readonly peakMib: number;
  readonly cpuSeconds: number;
}

/** From the builder's first row to the world's last file, in a process of its own. */
export async function measureBuild(builder: Program, scenario: unknown): Promise<Build> {
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

export function buildFigures(name: string, build: Build, against: string): Figure[] {
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
