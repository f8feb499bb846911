import type { Benchmark } from "./benchmark.ts";
import { durableWrites } from "./durable-writes.ts";
import { liveFanOut } from "./live-fan-out.ts";
import { sensors } from "./sensors.ts";

/** Every benchmark, in the order of the budgets. */
export const BENCHMARKS: readonly Benchmark[] = [sensors, liveFanOut, durableWrites];
