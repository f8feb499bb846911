import { simTime } from "../src/base/sim-time.ts";
import type { ActivityKind } from "../src/range/activity.ts";
import { createSensorStage } from "../src/range/sensors/sensor-stage.ts";
import { NOON, buildActivity } from "../test/fixtures/activities.ts";
import { SENSED_SCENARIO } from "../test/fixtures/sensing.ts";
import type { Benchmark } from "./benchmark.ts";

const ACTIVITIES = 100_000;
const SLICE = 200;

/** Roughly what a small estate does: mostly requests. */
const MIX: readonly ActivityKind[] = [
  "http-request",
  "http-request",
  "http-request",
  "http-request",
  "http-request",
  "logon",
  "logoff",
  "mail-event",
  "process-started",
  "windows-event",
];

/** The sensor stage alone, on one core: activities in, rows with identity and delay out. */
export const sensors: Benchmark = {
  name: "sensors",
  run: () => {
    const stage = createSensorStage(SENSED_SCENARIO, 7);
    let rows = 0;
    let elapsedMs = 0;
    for (let from = 0; from < ACTIVITIES; from += SLICE) {
      const slice = Array.from({ length: SLICE }, (_, index) => {
        const id = from + index + 1;
        return buildActivity(MIX[id % MIX.length] ?? "http-request", { id, at: simTime(NOON + id * 300_000) });
      });
      const start = performance.now();
      rows += stage.sense(slice).length;
      elapsedMs += performance.now() - start;
    }
    const perSecond = (rows / elapsedMs) * 1000;
    return Promise.resolve([{ name: "rows from activities", value: perSecond, unit: "rows/s", budget: null, against: null }]);
  },
};
