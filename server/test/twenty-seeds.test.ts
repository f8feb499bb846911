import { describe, expect, it } from "vitest";
import { readLibrary } from "../src/library/scenario-library.ts";
import { createWorldRun } from "../src/range/world.ts";
import type { Scenario } from "../src/scenario/model.ts";
import { renderText } from "../src/scenario/render-text.ts";
import { SCENARIOS_ROOT } from "./fixtures/first-scenario.ts";

/**
 * What a seed decides before anything happens, which takes no simulation: `solvable-seeds.int.test.ts` simulates some of them and runs
 * the proofs.
 */
const SEEDS = Array.from({ length: 20 }, (_, index) => 101 + 37 * index);

const scenarios = (await readLibrary(SCENARIOS_ROOT)).flatMap(({ slug, scenario }) => {
  if (scenario === null) throw new Error(`${slug} does not lint`);
  return [scenario];
});

/** Where a step begins at another distance from what it follows than its author wrote, jitter included, or outside the window. */
function misplacedSteps({ story }: Scenario, { steps, window }: ReturnType<typeof createWorldRun>): string[] {
  const begins = new Map<string, number>(steps.map(({ stepId, at }) => [stepId, at]));
  return story.flatMap(({ id, when }) => {
    const at = begins.get(id);
    if (at === undefined) return [`${id} does not happen`];
    if (at < window.historyStart || at >= window.exerciseEnd) return [`${id} is outside the window`];
    const from = { at: 0, exercise: window.exerciseStart, after: begins.get(when.kind === "after" ? when.stepId : "") ?? Number.NaN }[
      when.kind
    ];
    const expected = from + (when.kind === "at" ? when.at : when.offset);
    return Math.abs(at - expected) <= when.jitter ? [] : [`${id} is ${at - expected} µs off`];
  });
}

describe.each(scenarios)("the scenario $slug at twenty seeds", (scenario) => {
  const runs = SEEDS.map((seed) => createWorldRun(scenario, seed));

  it("tells its whole story in its order, within the window, at the distances that its author wrote", () => {
    expect(scenario.story.length).toBeGreaterThan(3);
    expect(runs.flatMap((run) => misplacedSteps(scenario, run))).toEqual([]);
  });

  it("fills every reference of every text and proof", () => {
    const { contentHash: _, rules: __, ...texts } = scenario;
    const unfilled = runs.flatMap(({ cast, steps }) => renderText(JSON.stringify(texts), cast, steps).match(/‹[^›]*›/g) ?? []);
    expect(unfilled).toEqual([]);
  });

  it("has other people, addresses and times at each", () => {
    const told = runs.map(({ steps }) => steps.map(({ at }) => at).join());
    const values = runs.map(({ cast }) => JSON.stringify([...cast.values]));
    expect([new Set(told).size, new Set(values).size]).toEqual([SEEDS.length, SEEDS.length]);
  });
});
