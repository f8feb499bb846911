import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { auditScenario, F1_MAX } from "../src/audit/audit-scenario.ts";
import { readLibrary } from "../src/library/scenario-library.ts";
import type { Scenario } from "../src/scenario/model.ts";
import { ENGINE_VERSION } from "../src/range/engine-version.ts";
import { buildWorld } from "../src/telemetry/build/build-world.ts";
import { createRangeSource } from "../src/telemetry/build/range-source.ts";
import type { WorldSource } from "../src/telemetry/build/world-source.ts";
import { type BuildFolders, worldHash, WorldFolders } from "../src/telemetry/disk/world-folders.ts";
import { SCENARIOS_ROOT } from "./fixtures/first-scenario.ts";

/** As it is played, in the tables in which it declares evidence; `npm run audit` tries every scenario in all of its tables at five seeds. */
const SLUG = "_example";
const SEED = 3;
/** With fewer columns to ask about, a table that passes has said nothing. */
const SEARCHED_MIN = 5;

/** What stands in other tables costs half of the time. */
function sourceOf(scenario: Scenario, seed: number): WorldSource {
  const source = createRangeSource(scenario, seed);
  const kept = new Set(scenario.evidence.map(({ table }) => table));
  return {
    ...source,
    tables: source.tables.filter(({ name }) => kept.has(name)),
    *advance(until) {
      for (const batch of source.advance(until)) yield batch.filter(({ table }) => kept.has(table));
    },
    checkpoint: () => source.checkpoint(),
  };
}

const folder = mkdtempSync(join(tmpdir(), "mailroom-shortcut-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe(`the scenario ${SLUG}`, () => {
  it("has no shortcut to the intruder: no rule of one or two clauses finds the rows without reading the evidence", async () => {
    const scenario = (await readLibrary(SCENARIOS_ROOT)).find(({ slug }) => slug === SLUG)?.scenario;
    if (scenario == null) throw new Error(`${SLUG} does not lint`);
    const build = async (seed: number): Promise<BuildFolders> => {
      const key = { slug: SLUG, scenarioHash: scenario.contentHash, engineVersion: ENGINE_VERSION, seed };
      const place = new WorldFolders(folder).beginBuild(worldHash(key));
      await buildWorld(sourceOf(scenario, seed), key, place, () => undefined);
      return place;
    };
    const { overall, tables } = await auditScenario(scenario, SEED, {
      searched: await build(SEED),
      next: await build(SEED + 1),
      confirming: () => build(SEED + 2),
    });
    expect(overall).toBeLessThanOrEqual(F1_MAX);
    expect(tables.filter(({ f1, isJudged }) => isJudged && f1 > F1_MAX)).toEqual([]);
    expect(tables.length).toBeGreaterThan(7);
    expect(tables.filter(({ searchedColumns }) => searchedColumns < SEARCHED_MIN)).toEqual([]);
  }, 480_000);
});
