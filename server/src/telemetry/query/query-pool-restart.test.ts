import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import type { TelemetryStoreOptions } from "../telemetry-store.ts";
import { createScratchFolder, FAKE_KEY, openFakeStore, SQL_WORKER, sqlQuery } from "../testing/fake-store.ts";

const scratch = createScratchFolder();
afterAll(() => scratch.remove());
const stores: { close(): Promise<void> }[] = [];
afterEach(() => Promise.all(stores.splice(0).map((store) => store.close())));

const SMALL = { historyMinutes: 30, exerciseMinutes: 30, rowsPerMinute: 30 };
const starts = join(scratch.path, "starts");
const gate = join(scratch.path, "gate");
const count = () => (existsSync(starts) ? readFileSync(starts, "utf8").length : 0);

/** A query process that starts only while the gate is there, and notes every attempt. */
const gated = join(scratch.path, "gated.mjs");
writeFileSync(
  gated,
  `import { appendFileSync, existsSync } from "node:fs";
   appendFileSync(${JSON.stringify(starts)}, ".");
   if (!existsSync(${JSON.stringify(gate)})) process.exit(1);
   await import(${JSON.stringify(SQL_WORKER.file)});`,
);

/** Lets timers and child processes have their turn. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

function open(query: TelemetryStoreOptions["query"]) {
  const troubles: string[] = [];
  const store = openFakeStore(scratch.path, SMALL, {
    onTrouble: (message) => troubles.push(message),
    query: { restart: { pauseMs: 1, pauseMaxMs: 60_000, deathsMax: 4 }, ...query },
  });
  stores.push(store);
  return { store, troubles };
}

describe("query processes that cannot start", () => {
  it("end the waiting for them, which begins with their start", async () => {
    const { store } = open({ entry: { file: gated, execArgv: [] } });
    const before = count();
    await store.warmed();
    expect(count()).toBeGreaterThan(before);
  });

  it("are tried ever more rarely, told of once, and do not cost a world that is on disk", async () => {
    const { store, troubles } = open({ entry: { file: gated, execArgv: [] } });
    await expect(store.ensureWorld(FAKE_KEY, () => undefined)).rejects.toThrow("does not start");
    expect(troubles).toEqual([expect.stringContaining("gated.mjs")]);
    const worlds = readdirSync(join(scratch.path, "worlds"));
    expect(worlds).toHaveLength(1);
    await expect(store.ensureWorld(FAKE_KEY, () => undefined)).rejects.toThrow("does not start");
    expect(readdirSync(join(scratch.path, "worlds"))).toEqual(worlds);
    expect(troubles).toHaveLength(1);
  });

  it("refuse queries by name as long as it lasts, and answer them when they start again", async () => {
    writeFileSync(gate, "");
    const { store, troubles } = open({
      entry: { file: gated, execArgv: SQL_WORKER.execArgv },
      processCount: 1,
      restart: { pauseMs: 1, pauseMaxMs: 50, deathsMax: 4 },
    });
    const world = await store.ensureWorld(FAKE_KEY, () => undefined);
    const ask = (text: string) => world.query(sqlQuery(text, world.window.exerciseEnd));
    expect(await ask("SELECT 1")).toMatchObject({ kind: "rows" });

    rmSync(gate);
    const before = count();
    expect(await ask("exit")).toMatchObject({ diagnostics: [{ code: expect.stringMatching(/process-restarted|world-unavailable/) }] });
    const waiting = await ask("SELECT 2");
    expect(waiting).toMatchObject({ diagnostics: [{ code: expect.stringMatching(/process-restarted|world-unavailable/) }] });
    while (troubles.length === 0) await ask("SELECT 3").then(turn);
    expect(await ask("SELECT 4")).toMatchObject({ kind: "refused", diagnostics: [{ code: "query/world-unavailable" }] });
    expect(await world.explain("SELECT 4", world.window.exerciseEnd, null)).toMatchObject({
      sql: null,
      diagnostics: [{ code: "query/world-unavailable" }],
    });
    expect(count() - before).toBeLessThan(20);

    writeFileSync(gate, "");
    let answer = await ask("SELECT 5");
    while (answer.kind !== "rows") answer = await turn().then(() => ask("SELECT 5"));
    expect(answer).toMatchObject({ tables: [{ rows: [[5]] }] });
    expect(troubles).toEqual([expect.stringContaining("no query process starts"), expect.stringContaining("start again")]);
  });
});
