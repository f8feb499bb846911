import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { buildScenario } from "../../test/fixtures/scenario.ts";
import { buildWorld } from "../telemetry/build/build-world.ts";
import type { SourceRow, WorldSource } from "../telemetry/build/world-source.ts";
import type { BuildFolders } from "../telemetry/disk/world-folders.ts";
import { createFakeSource, FAKE_SCENARIO, WEB_LOG } from "../telemetry/testing/fake-source.ts";
import { createScratchFolder } from "../telemetry/testing/fake-store.ts";
import { auditScenario, F1_MAX, type ScenarioAudit } from "./audit-scenario.ts";

const scratch = createScratchFolder();
/** Five thousand rows, thirty of them the intruder's. */
const SMALL = { ...FAKE_SCENARIO, historyMinutes: 60, exerciseMinutes: 30, rowsPerMinute: 50 };
const [STEP] = buildScenario().story;

afterAll(() => {
  scratch.remove();
});

type Plant = (row: SourceRow, seed: number) => SourceRow;

/** A made-up world in which the intruder's rows are like all others but for what is planted in them. */
async function world(seed: number, plant: Plant): Promise<BuildFolders> {
  const source = createFakeSource(SMALL, seed);
  const planted: WorldSource = {
    ...source,
    *advance(until) {
      for (const batch of source.advance(until)) yield batch.map((row) => (row.stepId === null ? row : plant(row, seed)));
    },
  };
  const folder = join(scratch.path, `${seed}-${Math.random()}`);
  const folders = { world: join(folder, "world"), truth: join(folder, "truth") };
  for (const path of [join(folders.world, "segments"), folders.truth]) mkdirSync(path, { recursive: true });
  await buildWorld(planted, { slug: "fake", scenarioHash: "f", engineVersion: "1", seed }, folders, () => {});
  return folders;
}

const worlds = (plant: Plant): Promise<[BuildFolders, BuildFolders]> => Promise.all([world(1, plant), world(2, plant)]);

async function audit(folders: readonly [BuildFolders, BuildFolders], evidence: readonly string[] = []): Promise<ScenarioAudit> {
  const scenario = buildScenario({
    story: STEP === undefined ? [] : [{ ...STEP, id: "planted-page" }],
    evidence: [
      { table: "WebLog", columns: evidence, why: "" },
      // The made-up rows number themselves in here, and the intruder's are every fiftieth.
      { table: "EventLog", columns: ["Data"], why: "" },
    ],
  });
  return auditScenario(scenario, 1, folders);
}

function withCell(row: SourceRow, column: string, value: number): SourceRow {
  const index = WEB_LOG.filled.indexOf(column) - 1;
  return row.table === "WebLog" ? { ...row, cells: row.cells.map((cell, i) => (i === index ? value : cell)) } : row;
}

describe("auditScenario", () => {
  it("passes a world in which the intruder's rows are like all others", async () => {
    const { isPassed, tables, soughtRows } = await audit(await worlds((row) => row));
    expect([isPassed, soughtRows, tables.map(({ table }) => table)]).toEqual([true, 30, ["WebLog", "EventLog"]]);
  });

  it("keeps the order of each host's rows where the host itself is declared to be evidence", async () => {
    expect((await audit(await worlds((row) => row), ["Computer"])).isPassed).toBe(true);
  });

  it("is tripped by instants that are whole milliseconds, and says so in KQL", async () => {
    const { isPassed, tables, overall } = await audit(await worlds((row) => ({ ...row, atTicks: row.atTicks - (row.atTicks % 10_000n) })));
    expect(isPassed).toBe(false);
    expect(overall).toBeGreaterThan(F1_MAX);
    for (const { f1, rules } of tables) {
      expect(f1).toBeGreaterThan(0.9);
      expect(rules[0]?.kql).toContain("| where TimeGenerated == bin(TimeGenerated, 1ms)");
    }
  });

  it("is tripped by a value that the intruder alone has, unless the scenario declares its column to be the evidence", async () => {
    const folders = await worlds((row) => withCell(row, "Status", 418));
    const caught = await audit(folders);
    const found = caught.tables.find(({ table }) => table === "WebLog");
    expect(found?.f1).toBe(1);
    expect(found?.rules[0]?.kql).toBe("WebLog\n| where Status == 418");
    expect((await audit(folders, ["Status"])).isPassed).toBe(true);
  });

  it("takes what holds in one world only for the accident that it is", async () => {
    expect((await audit(await worlds((row, seed) => withCell(row, "TimeTaken", 2_000 + 7 * seed)))).isPassed).toBe(true);
  });
});
