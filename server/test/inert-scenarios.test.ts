import { describe, expect, it } from "vitest";
import { readLibrary } from "../src/library/scenario-library.ts";
import { SCENARIOS_ROOT } from "./fixtures/first-scenario.ts";
import { InertCheck, surveyWorld } from "./fixtures/world-survey.ts";

const SEEDS = [5, 23, 77];
/** Four servers write four times as much; the example has the company and the people of another. */
const ONCE: ReadonlySet<string> = new Set(["_large-estate", "_example"]);
/** The intruders' rows are all there at any volume; four days of ordinary life hold everything that it does. */
const SMALL = { volume: 0.003, historyDays: 4 };
const LINES_SKIPPED = 3;

const entries = await readLibrary(SCENARIOS_ROOT);
/** `_several-intruders` is read as a whole where its profiles are tested. */
const scenarios = entries.flatMap(({ slug, scenario }) => (scenario === null || slug === "_several-intruders" ? [] : [scenario]));

describe.each(scenarios)("the scenario $slug", (scenario) => {
  it.each(ONCE.has(scenario.slug) ? SEEDS.slice(0, 1) : SEEDS)(
    "is inert at seed %i, in every row and in the lines of its files",
    (seed) => {
      const inert = new InertCheck();
      const historyDays = Math.min(scenario.window.historyDays, SMALL.historyDays);
      const small = { ...scenario, volume: SMALL.volume, window: { ...scenario.window, historyDays } };
      surveyWorld(small, seed, (log, row, { cause }) => inert.take(log, row, cause.story !== null || inert.rows % LINES_SKIPPED === 0));
      expect(inert.rows).toBeGreaterThan(10_000);
      expect([...inert.problems]).toEqual([]);
    },
    60_000,
  );

  it("lints, or it would not be read", () => {
    expect(entries.filter(({ scenario: read }) => read === null).map(({ slug }) => slug)).toEqual([]);
  });
});
