import { describe, expect, it } from "vitest";
import { addMicros, MICROS_PER_HOUR, type SimTime } from "../base/sim-time.ts";
import { buildTinyScenario } from "../../test/fixtures/tiny-scenario.ts";
import type { Activity } from "./activity.ts";
import type { WorldRun } from "./run.ts";
import { createWorldRun, restoreWorldRun } from "./world.ts";

function collect(run: WorldRun, until: SimTime): Activity[] {
  return [...run.advance(until)].flat();
}

/** Everything but the ids: those of ordinary life must not depend on who else is about either, so they are kept. */
function ordinaryLife(activities: readonly Activity[]): string[] {
  return activities.filter(({ cause }) => cause.story === null).map((activity) => JSON.stringify(activity));
}

describe("createWorldRun", () => {
  it("hands out activities in order of time, inside the window, each with an id of its own", () => {
    const run = createWorldRun(buildTinyScenario(), 1);
    const activities = collect(run, run.window.exerciseEnd);
    expect(activities.length).toBeGreaterThan(1_000);
    for (const [index, activity] of activities.entries()) {
      expect(activity.at).toBeGreaterThanOrEqual(activities[index - 1]?.at ?? run.window.historyStart);
      expect(activity.at).toBeLessThan(run.window.exerciseEnd);
    }
    expect(new Set(activities.map(({ id }) => id)).size).toBe(activities.length);
  });

  it("tells the same story for the same seed and another one for another seed", () => {
    const life = (seed: number): string => {
      const run = createWorldRun(buildTinyScenario(), seed);
      return JSON.stringify(collect(run, run.window.exerciseEnd));
    };
    expect(life(5)).toBe(life(5));
    expect(life(5)).not.toBe(life(6));
  });

  it("does not care in how many pieces it is advanced", () => {
    const whole = createWorldRun(buildTinyScenario(), 2);
    const pieces = createWorldRun(buildTinyScenario(), 2);
    const inPieces: Activity[] = [];
    for (let at = pieces.window.historyStart; at < pieces.window.exerciseEnd; at = addMicros(at, 37 * 60_000_000 + 11)) {
      inPieces.push(...collect(pieces, at));
    }
    inPieces.push(...collect(pieces, pieces.window.exerciseEnd));
    expect(JSON.stringify(inPieces)).toBe(JSON.stringify(collect(whole, whole.window.exerciseEnd)));
  });

  it("gives the benign twin, a world without the intruder, the same ordinary life", () => {
    const haunted = createWorldRun(buildTinyScenario(), 3);
    const twin = createWorldRun(buildTinyScenario({ story: [] }), 3);
    const hauntedLife = collect(haunted, haunted.window.exerciseEnd);
    expect(hauntedLife.some(({ cause }) => cause.story !== null)).toBe(true);
    expect(ordinaryLife(hauntedLife)).toEqual(ordinaryLife(collect(twin, twin.window.exerciseEnd)));
  });
});

describe("restoreWorldRun", () => {
  it.each([3, 20, 33.5, 47.9])("continues identically from a checkpoint after %d hours", (hours) => {
    const scenario = buildTinyScenario();
    const original = createWorldRun(scenario, 4);
    const middle = addMicros(original.window.historyStart, hours * MICROS_PER_HOUR);
    collect(original, middle);
    const restored = restoreWorldRun(scenario, 4, JSON.parse(JSON.stringify(original.checkpoint())));
    const end = original.window.exerciseEnd;
    expect(JSON.stringify(collect(restored, end))).toBe(JSON.stringify(collect(original, end)));
  });

  it("refuses a checkpoint of another engine", () => {
    const scenario = buildTinyScenario();
    const checkpoint = createWorldRun(scenario, 4).checkpoint();
    expect(() => restoreWorldRun(scenario, 4, { ...checkpoint, engineVersion: "range-0" })).toThrow(RangeError);
  });
});
