import { cpSync, existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addMicros, MICROS_PER_SECOND } from "../base/sim-time.ts";
import { segmentFile, visibilityFile } from "./disk/manifest.ts";
import { worldHash } from "./disk/world-folders.ts";
import type { TelemetryStore, WorldProgress } from "./store.ts";
import { createScratchFolder, FAKE_KEY, openFakeStore, sqlQuery } from "./testing/fake-store.ts";
import type { ScratchFolder } from "./testing/fake-store.ts";

const HASH = worldHash(FAKE_KEY);
const ignore = () => undefined;

let pristine: ScratchFolder;
let scratch: ScratchFolder;
const stores: TelemetryStore[] = [];

beforeAll(async () => {
  pristine = createScratchFolder();
  const store = openStore(pristine.path);
  await store.ensureWorld(FAKE_KEY, ignore);
  await store.close();
});

afterAll(() => pristine.remove());

beforeEach(() => {
  scratch = createScratchFolder();
});

afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.close()));
  scratch.remove();
});

function openStore(...given: [string?, Parameters<typeof openFakeStore>[1]?, Parameters<typeof openFakeStore>[2]?]) {
  const [folder = scratch.path, scenario, options] = given;
  const store = openFakeStore(folder, scenario, { ...options, query: { processCount: 1 } });
  stores.push(store);
  return store;
}

describe("ensureWorld", () => {
  it("builds once for all who ask at the same time, and not again afterwards", async () => {
    let loads = 0;
    const store = openStore(scratch.path, {}, { loadScenario: () => (loads++, { ...SMALL }) });
    const progress: WorldProgress[] = [];
    const [first, second] = await Promise.all([store.ensureWorld(FAKE_KEY, (p) => progress.push(p)), store.ensureWorld(FAKE_KEY, ignore)]);
    expect(second).toBe(first);
    expect(await store.ensureWorld(FAKE_KEY, ignore)).toBe(first);
    expect(loads).toBe(1);
    expect(progress.at(-1)).toEqual({ state: "ready", progress: 1, message: "The world is ready" });
    expect(progress.map((p) => p.progress)).toEqual(progress.map((p) => p.progress).toSorted((a, b) => a - b));
    await store.close();
    const again = openStore(scratch.path, {}, { loadScenario: () => (loads++, { ...SMALL }) });
    const reopened = await again.ensureWorld(FAKE_KEY, ignore);
    expect(loads).toBe(1);
    expect(reopened.cast.values.get("story.page.path")).toBe("a-secret-of-the-story");
    expect(reopened.window).toEqual(first.window);
  });

  it("rejects with a sentence when the simulation fails, leaves nothing behind, and tries again when asked again", async () => {
    const scenarios = [{ ...SMALL, failAfterRows: 500 }, SMALL];
    const store = openStore(scratch.path, {}, { loadScenario: () => scenarios.shift() });
    const states: string[] = [];
    await expect(store.ensureWorld(FAKE_KEY, (p) => states.push(p.state))).rejects.toThrow(
      "The world could not be built: the fake simulation was told to fail",
    );
    expect(states.at(-1)).toBe("failed");
    expect(readdirSync(join(scratch.path, "worlds"))).toEqual([]);
    expect(readdirSync(join(scratch.path, "truth"))).toEqual([]);
    await expect(store.ensureWorld(FAKE_KEY, ignore)).resolves.toBeDefined();
  });

  it("lets a world rest that keeps failing, and tries it again later", async () => {
    let now = 0;
    let loads = 0;
    const scenarioOf = () => (++loads <= 3 ? { ...SMALL, failAfterRows: 1 } : SMALL);
    const store = openStore(scratch.path, {}, { loadScenario: scenarioOf, now: () => now });
    for (let attempt = 0; attempt < 5; attempt++) await expect(store.ensureWorld(FAKE_KEY, ignore)).rejects.toThrow("told to fail");
    expect(loads).toBe(3);
    now = 4_000;
    await expect(store.ensureWorld(FAKE_KEY, ignore)).resolves.toBeDefined();
  });

  it("builds afresh after a builder was killed in the middle of it", async () => {
    const scenarios = [{ ...SMALL, hangAfterRows: 5_000 }, SMALL];
    const store = openStore(scratch.path, {}, { loadScenario: () => scenarios.shift() });
    const failed = store.ensureWorld(FAKE_KEY, ({ progress }) => {
      if (progress > 0) for (const pid of store.pids.builders) process.kill(pid, "SIGKILL");
    });
    await expect(failed).rejects.toThrow("SIGKILL");
    const world = await store.ensureWorld(FAKE_KEY, ignore);
    expect(totalOf(world.countVisible(null, addMicros(world.window.exerciseEnd, 200 * MICROS_PER_SECOND)))).toBe(ROWS);
  });

  it("sweeps what an earlier process left half built", async () => {
    usePristine();
    writeFileSync(join(scratch.path, "truth", ".building-x"), "");
    openStore();
    expect(existsSync(join(scratch.path, "truth", ".building-x"))).toBe(false);
  });

  it.each(["segment cut short", "segment overwritten", "manifest torn", "index missing a row"])(
    "does not trust a world with its %s",
    async (damage) => {
      const worlds = usePristine();
      const segment = segmentFile(worlds, "0001");
      const size = readFileSync(segment).length;
      if (damage === "segment cut short") truncateSync(segment, size - 4096);
      if (damage === "segment overwritten") writeFileSync(segment, Buffer.alloc(size, 7));
      if (damage === "manifest torn") truncateSync(join(worlds, "manifest.json"), 100);
      if (damage === "index missing a row") truncateSync(visibilityFile(worlds, "0000"), 8);
      const store = openStore();
      const states = new Set<number>();
      const world = await store.ensureWorld(FAKE_KEY, ({ progress }) => states.add(progress));
      expect(states.size).toBeGreaterThan(2);
      const result = await world.query(sqlQuery("SELECT count(*) FROM {WebLog}", world.window.exerciseEnd));
      expect(result).toMatchObject({ kind: "rows" });
    },
  );

  it("gives the same rows from two builds in two processes, and others for another seed", async () => {
    const other = createScratchFolder();
    const digests = [
      await digestOf(scratch.path, FAKE_KEY.seed),
      await digestOf(other.path, FAKE_KEY.seed),
      await digestOf(other.path, FAKE_KEY.seed + 1),
    ];
    other.remove();
    expect(digests[1]).toEqual(digests[0]);
    expect(digests[2]).not.toEqual(digests[0]);
  });

  it("evicts a released world when the cache is too large, and never one in use", async () => {
    const store = openStore(scratch.path, SMALL, { cacheBytesMax: 0 });
    const second = { ...FAKE_KEY, seed: 8 };
    await store.ensureWorld(FAKE_KEY, ignore);
    const world = await store.ensureWorld(second, ignore);
    expect(readdirSync(join(scratch.path, "worlds"))).toHaveLength(2);
    await store.release(FAKE_KEY);
    expect(readdirSync(join(scratch.path, "worlds"))).toEqual([worldHash(second)]);
    expect(readdirSync(join(scratch.path, "truth"))).toEqual([worldHash(second)]);
    expect(await world.query(sqlQuery("SELECT 1", world.window.exerciseEnd))).toMatchObject({ kind: "rows" });
  });
});

describe("a stored world", () => {
  it("has its rows sorted by time in every segment, and counts them as SQL does at any instant", async () => {
    usePristine();
    const store = openStore();
    const world = await store.ensureWorld(FAKE_KEY, ignore);
    const unsorted = `SELECT count(*) FROM (SELECT "TimeGenerated" < lag("TimeGenerated") OVER (ORDER BY rowid) AS late FROM "s0000".main."WebLog") WHERE late`;
    expect(await world.query(sqlQuery(unsorted, world.window.exerciseEnd))).toMatchObject({ tables: [{ rows: [["0"]] }] });
    for (const seconds of [-4000, -1, 0, 1, 61, 1800, 3601, 4500]) {
      const asOf = addMicros(world.window.exerciseStart, seconds * MICROS_PER_SECOND);
      const result = await world.query(sqlQuery(`SELECT (SELECT count(*) FROM {WebLog}), (SELECT count(*) FROM {EventLog})`, asOf));
      const counts = world.countVisible(null, asOf);
      expect(result).toMatchObject({ tables: [{ rows: [[String(counts.get("WebLog")), String(counts.get("EventLog"))]] }] });
    }
  });

  it("keeps every cell as the sensor wrote it", async () => {
    usePristine();
    const store = openStore();
    const world = await store.ensureWorld(FAKE_KEY, ignore);
    const sql = `SELECT "Computer", "Data"->>'text', "Score", "IsLocal", "Started", "Took", "LogonGuid", "_ItemId" FROM {EventLog} WHERE "Computer" <> 'DC01' AND "Data" IS NOT NULL LIMIT 1`;
    const result = await world.query(sqlQuery(sql, world.window.exerciseEnd));
    expect(result.kind === "rows" ? result.tables[0] : result).toMatchObject({
      rows: [
        [
          expect.stringMatching("^with\u001fseparator$"),
          expect.stringMatching('^line\none "quoted" \u001f [0-9]+$'),
          expect.any(Number),
          expect.any(Boolean),
          expect.stringMatching(/^63\d{16}$/),
          expect.stringMatching(/^\d+$/),
          expect.stringMatching(/^[0-9a-f-]{36}$/),
          expect.stringMatching(/^[0-9a-f-]{36}$/),
        ],
      ],
    });
  });

  it("knows the cause of every row, of the story at once and of ordinary life by looking it up", async () => {
    usePristine();
    const store = openStore();
    const { truth, window } = await store.ensureWorld(FAKE_KEY, ignore);
    const story = truth.rowsOfStep("planted-page");
    expect(story.length).toBeGreaterThan(20);
    expect(story.every((row) => row.at >= addMicros(window.exerciseStart, -2 * MICROS_PER_SECOND) && row.visibleAt >= row.at)).toBe(true);
    expect(story.every((row) => /^story row \d+$/.test(row.summary))).toBe(true);
    expect(truth.storyCauseOf(story[3]!.itemId)).toMatchObject({ stepId: "planted-page", actor: "heron" });
    expect(truth.rowsOfStep("nothing")).toEqual([]);
    const world = await store.ensureWorld(FAKE_KEY, ignore);
    const answer = await world.query(sqlQuery('SELECT "_ItemId" FROM {WebLog} LIMIT 300', window.exerciseStart));
    const ids = answer.kind === "rows" ? answer.tables[0].rows.map(([id]) => id as string) : [];
    const causes = await truth.causesOf([...ids, story[0]!.itemId, "00000000-0000-0000-0000-000000000000"]);
    expect(causes.size).toBe(ids.length + 1);
    expect(causes.get(ids[0]!)).toEqual({ itemId: ids[0], table: "WebLog", stepId: null, actor: expect.stringMatching(/^people\//) });
  });
});

const SMALL = { historyMinutes: 60, exerciseMinutes: 40, rowsPerMinute: 60, failAfterRows: null, hangAfterRows: null };
const ROWS = 6_000;

function totalOf(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}

/** Starts from a world that was built before; returns its folder. */
function usePristine(): string {
  cpSync(pristine.path, scratch.path, { recursive: true });
  return join(scratch.path, "worlds", HASH);
}

/** A hash over every stored cell, in stored order, with the causes. */
async function digestOf(folder: string, seed: number): Promise<unknown[]> {
  const store = openStore(folder);
  const key = { ...FAKE_KEY, seed };
  const world = await store.ensureWorld(key, ignore);
  await store.close();
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const digests: unknown[] = [world.truth.steps];
  for (const tree of ["worlds", "truth"]) {
    const root = join(folder, tree, worldHash(key), tree === "worlds" ? "segments" : "");
    for (const file of readdirSync(root)
      .filter((name) => name.endsWith(".duckdb"))
      .sort()) {
      await connection.run(`ATTACH '${join(root, file)}' AS x (READ_ONLY)`);
      for (const table of tree === "worlds" ? ["WebLog", "EventLog"] : ["row_cause"]) {
        const result = await connection.runAndReadAll(
          `SELECT '${file}', count(*), md5(string_agg(t::VARCHAR, '|' ORDER BY rowid)) FROM x.main.${table} t`,
        );
        digests.push(...result.getRows());
      }
      await connection.run("DETACH x");
    }
  }
  instance.closeSync();
  return digests;
}
