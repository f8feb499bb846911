import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { KqlTable } from "../../../contract/index.ts";
import { buildScenario } from "../../../test/fixtures/scenario.ts";
import { buildWorld } from "../../telemetry/build/build-world.ts";
import type { SourceRow, WorldSource } from "../../telemetry/build/world-source.ts";
import type { BuildFolders } from "../../telemetry/disk/world-folders.ts";
import { createFakeSource, EVENT_LOG, FAKE_SCENARIO, WEB_LOG } from "../../telemetry/testing/fake-source.ts";
import { createScratchFolder } from "../../telemetry/testing/fake-store.ts";
import { auditScenario, type AuditWorlds, type ScenarioAudit } from "../audit-scenario.ts";

/** Five thousand rows, thirty of them the intruder's. */
const SMALL = { ...FAKE_SCENARIO, historyMinutes: 60, exerciseMinutes: 30, rowsPerMinute: 50 };
const [STEP] = buildScenario().story;

/** Changes a row of a made-up world; a row of the intruder has a `stepId`. */
export type Plant = (row: SourceRow, seed: number) => SourceRow;

/** Made-up worlds in which the intruder's rows are like all others but for what is planted. */
export class PlantedWorlds {
  readonly #scratch = createScratchFolder();
  #count = 0;

  /** Seeds 1, 2 and 3; only of one table, where it is named. */
  async build(plant: Plant, table: string | null = null): Promise<AuditWorlds> {
    const [searched, next] = await Promise.all([this.#world(1, plant, table), this.#world(2, plant, table)]);
    return { searched, next, confirming: () => this.#world(3, plant, table) };
  }

  async #world(seed: number, plant: Plant, table: string | null): Promise<BuildFolders> {
    const source = createFakeSource(SMALL, seed);
    const isKept = (name: string): boolean => table === null || name === table;
    const planted: WorldSource = {
      ...source,
      tables: source.tables.filter(({ name }) => isKept(name)),
      *advance(until) {
        for (const batch of source.advance(until)) yield batch.flatMap((row) => (isKept(row.table) ? [plant(row, seed)] : []));
      },
    };
    const folder = join(this.#scratch.path, String(this.#count++));
    const folders = { world: join(folder, "world"), truth: join(folder, "truth") };
    for (const path of [join(folders.world, "segments"), folders.truth]) mkdirSync(path, { recursive: true });
    await buildWorld(planted, { slug: "fake", scenarioHash: "f", engineVersion: "1", seed }, folders, () => {});
    return folders;
  }

  remove(): void {
    this.#scratch.remove();
  }
}

/** `evidence` are columns of the web log. */
export async function auditPlanted(worlds: AuditWorlds, evidence: readonly string[] = []): Promise<ScenarioAudit> {
  const scenario = buildScenario({
    story: STEP === undefined ? [] : [{ ...STEP, id: "planted-page" }],
    evidence: [
      { table: "WebLog", columns: evidence, why: "" },
      // The made-up rows number themselves in here, and the intruder's are every fiftieth.
      { table: "EventLog", columns: ["Data"], why: "" },
    ],
  });
  return auditScenario(scenario, 1, worlds);
}

/** The row with another value in one column of its table. */
export function withCell(row: SourceRow, table: KqlTable, column: string, value: SourceRow["cells"][number]): SourceRow {
  const index = table.filled.indexOf(column) - 1;
  return row.table === table.name ? { ...row, cells: row.cells.map((cell, i) => (i === index ? value : cell)) } : row;
}

export const inWebLog = (row: SourceRow, column: string, value: SourceRow["cells"][number]): SourceRow =>
  withCell(row, WEB_LOG, column, value);
export const inEventLog = (row: SourceRow, column: string, value: SourceRow["cells"][number]): SourceRow =>
  withCell(row, EVENT_LOG, column, value);
