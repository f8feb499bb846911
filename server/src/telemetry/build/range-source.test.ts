import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { buildTinyScenario } from "../../../test/fixtures/tiny-scenario.ts";
import { addMicros, MICROS_PER_HOUR } from "../../base/sim-time.ts";
import { restoreWorldRun } from "../../range/world.ts";
import type { WorldCheckpoint } from "../../range/run.ts";
import { createSensorStage } from "../../range/sensors/sensor-stage.ts";
import type { SensorCheckpoint } from "../../range/sensors/sensor-stage.ts";
import { checkpointFile } from "../disk/manifest.ts";
import { worldHash, WorldFolders } from "../disk/world-folders.ts";
import { WORLD_BUILDER } from "../telemetry-programs.ts";
import { createScratchFolder, FAKE_KEY, openFakeStore, sqlQuery } from "../testing/fake-store.ts";

const scratch = createScratchFolder();
const scenario = buildTinyScenario();
const store = openFakeStore(
  scratch.path,
  {},
  {
    loadScenario: () => scenario,
    builder: WORLD_BUILDER,
    query: { processCount: 1 },
  },
);

afterAll(async () => {
  await store.close();
  scratch.remove();
});

describe("a world of the range", () => {
  it("is stored with its logs, its truth, and checkpoints from which its last segment comes out the same again", async () => {
    const world = await store.ensureWorld(FAKE_KEY, () => undefined);
    const counts = world.countVisible(null, addMicros(world.window.exerciseEnd, MICROS_PER_HOUR));
    expect(counts.get("W3CIISLog")).toBeGreaterThan(100);
    expect(world.cast.values.size).toBeGreaterThan(3);
    for (const step of world.truth.steps) {
      for (const row of world.truth.rowsOfStep(step.stepId)) expect(row.summary).not.toBe("");
      for (const row of world.truth.rowsOfStep(step.stepId)) expect(row.visibleAt).toBeGreaterThanOrEqual(row.at - MICROS_PER_HOUR);
    }

    const truth = new WorldFolders(scratch.path).truth(worldHash(FAKE_KEY));
    const minutes = ((world.window.exerciseEnd - world.window.exerciseStart) / MICROS_PER_HOUR) * 60;
    const last = Math.ceil(minutes / 30);
    const name = (index: number) => String(index).padStart(4, "0");
    const stored = JSON.parse(gunzipSync(readFileSync(checkpointFile(truth, name(last - 1)))).toString()) as {
      world: WorldCheckpoint;
      sensors: SensorCheckpoint;
    };
    const run = restoreWorldRun(scenario, FAKE_KEY.seed, stored.world);
    const sensors = createSensorStage(scenario, FAKE_KEY.seed, stored.sensors);
    const again: string[] = [];
    for (const activities of run.advance(world.window.exerciseEnd))
      for (const row of sensors.sense(activities)) if (row.table === "W3CIISLog") again.push(`${row.itemId} ${row.atTicks}`);
    const answer = await world.query(
      sqlQuery(`SELECT "_ItemId" || ' ' || "TimeGenerated" FROM "s${name(last)}".main."W3CIISLog"`, world.window.exerciseEnd, {
        limits: { rowsMax: 100_000, bytesMax: 100_000_000, timeoutMs: 20_000 },
      }),
    );
    expect(answer.kind === "rows" ? answer.tables[0].rows.map(([cell]) => cell as string).sort() : answer).toEqual(again.sort());
    expect(again.length).toBeGreaterThan(0);
  });
});
