import { setTimeout as pause } from "node:timers/promises";
import { RandomStream } from "../src/base/random-stream.ts";
import type { World } from "../src/telemetry/store.ts";
import { sqlQuery } from "../src/telemetry/testing/fake-store.ts";
import { quantile, type Benchmark } from "./benchmark.ts";
import { withMillionRows } from "./million-rows.ts";
import { TRAINEE_QUESTIONS } from "./trainee-questions.ts";

const TRAINEES = 100;
const SECONDS = 20;
/** A busy trainee reads what came for this long on average before asking again. */
const THINK_MS = 10_000;

async function hunt(world: World, trainee: number, until: number): Promise<number[]> {
  const stream = RandomStream.named(1, `trainee ${trainee}`);
  const latencies: number[] = [];
  await pause(stream.below(THINK_MS));
  while (performance.now() < until) {
    const askedAt = performance.now();
    const kql = stream.pick(TRAINEE_QUESTIONS);
    const result = await world.query(sqlQuery(kql, world.window.exerciseEnd, { owner: `trainee ${trainee}` }));
    if (result.kind === "refused") throw new Error(`${result.diagnostics[0]?.message ?? "refused"}: ${kql}`);
    latencies.push(performance.now() - askedAt);
    await pause(stream.between(THINK_MS / 2, (THINK_MS * 3) / 2));
  }
  return latencies;
}

/** One trainee alone, every question once. */
async function askAlone(world: World): Promise<number> {
  const latencies: number[] = [];
  for (const kql of TRAINEE_QUESTIONS) {
    const askedAt = performance.now();
    await world.query(sqlQuery(kql, world.window.exerciseEnd));
    latencies.push(performance.now() - askedAt);
  }
  return quantile(latencies, 0.5);
}

export const queryLatency: Benchmark = {
  name: "queries of busy trainees",
  run: () =>
    withMillionRows(async ({ kql, rows }) => {
      await askAlone(kql);
      const alone = await askAlone(kql);
      const until = performance.now() + SECONDS * 1000;
      const crowd = (await Promise.all(Array.from({ length: TRAINEES }, (_, trainee) => hunt(kql, trainee, until)))).flat();
      const name = `KQL, ${(rows / 1e6).toFixed(2)} M visible rows, ${TRAINEES} trainees, ${crowd.length} queries`;
      const against = `${Math.round(alone)} ms of one trainee alone`;
      return [
        { name: `${name}, p50`, value: quantile(crowd, 0.5), unit: "ms", budget: null, against },
        { name: `${name}, p95`, value: quantile(crowd, 0.95), unit: "ms", budget: { value: 400, is: "at most" }, against },
      ];
    }),
};
