import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, describe, expect, it } from "vitest";
import { MICROS_PER_MINUTE } from "../../base/sim-time.ts";
import { MANIFEST_FILE, segmentFile, truthFile, WorldManifest } from "../disk/manifest.ts";
import { createScratchFolder, FAKE_KEY } from "../testing/fake-store.ts";
import { createFakeSource, FAKE_SCENARIO } from "../testing/fake-source.ts";
import { buildWorld } from "./build-world.ts";

const scratch = createScratchFolder();
afterAll(() => scratch.remove());

describe("buildWorld", () => {
  it("cuts a long history into segments that follow each other without a gap, and loses no row and no cause between them", async () => {
    const folders = { world: join(scratch.path, "world"), truth: join(scratch.path, "truth") };
    for (const folder of [join(folders.world, "segments"), folders.truth]) mkdirSync(folder, { recursive: true });
    const source = createFakeSource({ ...FAKE_SCENARIO, historyMinutes: 300, exerciseMinutes: 60 }, 7);
    let reported = 0;
    await buildWorld(source, FAKE_KEY, folders, ({ rowCount }) => (reported = rowCount), 7_000);

    const { segments, window } = WorldManifest.parse(JSON.parse(readFileSync(join(folders.world, MANIFEST_FILE), "utf8")));
    // Sixty rows a minute and strides of an hour: two hours reach seven thousand rows.
    const minutes = segments.map(({ from, to }) => [from, to].map((at) => (at - window.historyStart) / MICROS_PER_MINUTE));
    expect(minutes).toEqual([
      [0, 120],
      [120, 240],
      [240, 300],
      [300, 330],
      [330, 360],
    ]);
    const rows = segments.map(({ tables }) => Object.values(tables).reduce((sum, table) => sum + table.rows, 0));
    expect(rows).toEqual([7_200, 7_200, 3_600, 1_800, 1_800]);
    expect(reported).toBe(21_600);
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    for (const [index, { name }] of segments.entries()) {
      await connection.run(`ATTACH '${segmentFile(folders.world, name)}' AS s${name} (READ_ONLY)`);
      await connection.run(`ATTACH '${truthFile(folders.truth, name)}' AS t${name} (READ_ONLY)`);
      const ids = ["WebLog", "EventLog"].map((table) => `SELECT "_ItemId" FROM s${name}.main."${table}"`).join(" UNION ALL ");
      const told = await connection.runAndReadAll(
        `SELECT count(DISTINCT item_id) FROM t${name}.main.row_cause WHERE item_id::VARCHAR IN (${ids})`,
      );
      expect(Number(told.getRows()[0]?.[0])).toBe(rows[index]);
    }
    connection.closeSync();
    instance.closeSync();
  });
});
