import { setTimeout as pause } from "node:timers/promises";
import { RandomStream } from "../src/base/random-stream.ts";
import type { World } from "../src/telemetry/store.ts";
import { FAKE_SCENARIO } from "../src/telemetry/testing/fake-source.ts";
import { createScratchFolder, FAKE_KEY, openFakeStore, sqlQuery } from "../src/telemetry/testing/fake-store.ts";
import { quantile, type Benchmark } from "./benchmark.ts";

const TRAINEES = 100;
const SECONDS = 20;
/** A busy trainee reads what came for this long on average before asking again. */
const THINK_MS = 10_000;

/** What hunters ask: narrow looks, counts by hour, searches for a rare word, the latest rows with all columns. */
const QUESTIONS: readonly ((stream: RandomStream) => string)[] = [
  (s) => `SELECT * FROM {WebLog} WHERE "User" = 'user${s.below(60)}' AND "Status" >= 203 ORDER BY "TimeGenerated" DESC LIMIT 200`,
  () => `SELECT "TimeGenerated" // 36000000000 AS h, count(*) FROM {WebLog} GROUP BY h ORDER BY h`,
  (s) =>
    `SELECT "ClientIp", count(*) AS n, count(DISTINCT "User") FROM {WebLog} WHERE contains(lower("UserAgent"), 'agent/${s.below(13)}') GROUP BY 1 ORDER BY n DESC LIMIT 50`,
  (s) => `SELECT * FROM {WebLog} WHERE contains(lower("Stem"), '/${s.below(97)}.svc') LIMIT 1000`,
  () => `SELECT * FROM {EventLog} ORDER BY "TimeGenerated" DESC LIMIT 100`,
  (s) => `SELECT "EventID", count(*), avg("Score") FROM {EventLog} WHERE "EventID" < ${s.between(100, 4_000)} GROUP BY 1`,
];

async function hunt(world: World, trainee: number, until: number): Promise<number[]> {
  const stream = RandomStream.named(1, `trainee ${trainee}`);
  const latencies: number[] = [];
  await pause(stream.below(THINK_MS));
  while (performance.now() < until) {
    const askedAt = performance.now();
    const result = await world.query(sqlQuery(stream.pick(QUESTIONS)(stream), world.window.exerciseEnd, { owner: `trainee ${trainee}` }));
    if (result.kind === "refused") throw new Error(result.diagnostics[0]?.message ?? "refused");
    latencies.push(performance.now() - askedAt);
    await pause(stream.between(THINK_MS / 2, (THINK_MS * 3) / 2));
  }
  return latencies;
}

export const queryLatency: Benchmark = {
  name: "queries of busy trainees",
  async run() {
    const scratch = createScratchFolder();
    const store = openFakeStore(scratch.path, { ...FAKE_SCENARIO, historyMinutes: 12_500, rowsPerMinute: 80 });
    const world = await store.ensureWorld(FAKE_KEY, () => undefined);
    const rows = [...world.countVisible(null, world.window.exerciseEnd).values()].reduce((sum, count) => sum + count, 0);
    const alone = await hunt(world, -1, performance.now() + THINK_MS);
    const until = performance.now() + SECONDS * 1000;
    const crowd = (await Promise.all(Array.from({ length: TRAINEES }, (_, trainee) => hunt(world, trainee, until)))).flat();
    await store.close();
    scratch.remove();
    const name = `${(rows / 1e6).toFixed(2)} M visible rows, ${TRAINEES} trainees, ${crowd.length} queries`;
    const against = `${Math.round(quantile(alone, 0.5))} ms of one trainee`;
    return [
      { name: `${name}, p50`, value: quantile(crowd, 0.5), unit: "ms", budget: null, against },
      { name: `${name}, p95`, value: quantile(crowd, 0.95), unit: "ms", budget: { value: 400, is: "at most" }, against },
    ];
  },
};
