import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ENGINE_VERSION } from "../src/range/engine-version.ts";
import { previewWorld } from "../src/exercise/commands/preview-scenario.ts";
import { readLibrary } from "../src/library/scenario-library.ts";
import { LOG_TABLES } from "../src/logs/catalogue.ts";
import type { Scenario } from "../src/scenario/model.ts";
import { FIRST_SLUG, SCENARIOS_ROOT } from "./fixtures/first-scenario.ts";
import { QuickWorlds } from "./harness/quick-worlds.ts";

/** `MAILROOM_SEEDS=20` tries twenty; each costs seconds of a processor. */
const COUNT = Number(process.env["MAILROOM_SEEDS"] ?? 4);
const SEEDS = Array.from({ length: COUNT }, (_, index) => 101 + 37 * index);
/** The story begins two days before the exercise; little ordinary life around it, because the volume moves nothing of a story. */
const SMALL = { volume: 0.003, historyDays: 3 };

describe("the first scenario at several seeds", () => {
  let scenario: Scenario;
  let worlds: QuickWorlds;

  beforeAll(async () => {
    const first = (await readLibrary(SCENARIOS_ROOT)).find(({ slug }) => slug === FIRST_SLUG)?.scenario;
    if (first == null) throw new Error("the first scenario does not lint");
    scenario = { ...first, volume: SMALL.volume, window: { ...first.window, historyDays: SMALL.historyDays } };
    const asked = scenario.proofs.map(({ query }) => query).join("\n");
    const tables = LOG_TABLES.map(({ name }) => name).filter((name) => new RegExp(`\\b${name}\\b`).test(asked));
    worlds = new QuickWorlds(scenario, tables);
  }, 60_000);

  afterAll(() => worlds.close());

  it.each(SEEDS)(
    "can be solved at seed %i: every proof finds its steps in as many rows as promised",
    async (seed) => {
      const preview = await previewWorld(worlds, scenario, ENGINE_VERSION, seed);
      await worlds.release({ slug: scenario.slug, scenarioHash: scenario.contentHash, engineVersion: ENGINE_VERSION, seed });
      expect(preview.proofs.length).toBeGreaterThanOrEqual(8);
      expect(preview.proofs.filter(({ isOk }) => !isOk)).toEqual([]);
    },
    120_000,
  );
});
