import type { Benchmark } from "./benchmark.ts";
import { durableWrites } from "./durable-writes.ts";
import { firstPage } from "./first-page.ts";
import { guidedScenario } from "./guided-scenario.ts";
import { ingest } from "./ingest.ts";
import { kqlAgainstSql } from "./kql-against-sql.ts";
import { liveFanOut } from "./live-fan-out.ts";
import { laterStart } from "./later-start.ts";
import { queryLatency } from "./query-latency.ts";
import { flatMemory, range } from "./range.ts";
import { sensors } from "./sensors.ts";
import { translation } from "./translation.ts";

/** Too long for a run of everything: only when named. */
export const LONG_BENCHMARKS: readonly Benchmark[] = [range, flatMemory];

/** Every other benchmark, in the order of the budgets. */
export const BENCHMARKS: readonly Benchmark[] = [
  laterStart,
  guidedScenario,
  sensors,
  ingest,
  kqlAgainstSql,
  translation,
  queryLatency,
  liveFanOut,
  firstPage,
  durableWrites,
];
