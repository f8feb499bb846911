import { afterAll, describe, expect, it } from "vitest";
import { ENGINE_VERSION } from "../src/range/engine-version.ts";
import { previewWorld } from "../src/exercise/commands/preview-scenario.ts";
import { readLibrary } from "../src/library/scenario-library.ts";
import { LOG_TABLES } from "../src/logs/catalogue.ts";
import type { Scenario } from "../src/scenario/model.ts";
import { FIRST_SLUG, SCENARIOS_ROOT } from "./fixtures/first-scenario.ts";
import { QuickWorlds } from "./harness/quick-worlds.ts";

/** Twenty of the scenario that people play, a few of those that show what there is; `MAILROOM_SEEDS=20` tries twenty of each. */
const ASKED = process.env["MAILROOM_SEEDS"];
const countOf = (slug: string): number => Number(ASKED ?? (slug === FIRST_SLUG ? 20 : 2));
/** Little ordinary life around the story, because the volume moves nothing of it. */
const SMALL_VOLUME = 0.003;
/** Days of history for stories that begin less than three days before the exercise. */
const SHORTER: Readonly<Record<string, number>> = { [FIRST_SLUG]: 3, _example: 3, "_every-technique": 3 };

const scenarios = (await readLibrary(SCENARIOS_ROOT)).flatMap(({ slug, scenario }) => {
  if (scenario === null) throw new Error(`${slug} does not lint`);
  return countOf(slug) === 0 ? [] : [scenario];
});

describe.each(scenarios)("the scenario $slug at several seeds", (written) => {
  const { window } = written;
  const scenario: Scenario = {
    ...written,
    volume: SMALL_VOLUME,
    window: { ...window, historyDays: SHORTER[written.slug] ?? window.historyDays },
  };
  const asked = scenario.proofs.map(({ query }) => query).join("\n");
  const tables = LOG_TABLES.map(({ name }) => name).filter((name) => new RegExp(`\\b${name}\\b`).test(asked));
  const worlds = new QuickWorlds(scenario, tables);
  const seeds = Array.from({ length: countOf(scenario.slug) }, (_, index) => 101 + 37 * index);

  afterAll(() => worlds.close());

  it.each(seeds)(
    "can be solved at seed %i: every proof finds its steps in as many rows as promised",
    async (seed) => {
      const preview = await previewWorld(worlds, scenario, ENGINE_VERSION, seed);
      await worlds.release({ slug: scenario.slug, scenarioHash: scenario.contentHash, engineVersion: ENGINE_VERSION, seed });
      expect(preview.proofs.length).toBe(written.proofs.length);
      expect(preview.proofs.length).toBeGreaterThan(0);
      expect(preview.proofs.filter(({ isOk }) => !isOk)).toEqual([]);
    },
    120_000,
  );
});
