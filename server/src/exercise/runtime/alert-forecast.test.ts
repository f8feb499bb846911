import { describe, expect, it } from "vitest";
import type { QueryResult } from "../../../contract/index.ts";
import { buildRule } from "../../../test/fixtures/detection-rule.ts";
import { addMicros, formatSimTime, MICROS_PER_HOUR, MICROS_PER_MINUTE, parseSimTime, type SimTime } from "../../base/sim-time.ts";
import type { World, WorldQuery } from "../../telemetry/store.ts";
import { forecastAlerts } from "./alert-forecast.ts";
import { runsBetween } from "./rule-schedule.ts";

const START = parseSimTime("2021-03-03T08:00:00Z");
const END = parseSimTime("2021-03-03T09:00:00Z");
const ITEM = "aaaaaaaa-0000-4000-8000-000000000001";

/** A world in which one row arrives at `plantedAt`; every query answers with it if it lies in the query's range. */
function worldWithRowAt(plantedAt: SimTime, asked: WorldQuery[] = []): World {
  return {
    key: { slug: "s", scenarioHash: "h", engineVersion: "1", seed: 1 },
    window: { historyStart: START, exerciseStart: START, exerciseEnd: END },
    query: async (query: WorldQuery): Promise<QueryResult> => {
      asked.push(query);
      if (query.text === "broken") {
        return { kind: "refused", diagnostics: [{ severity: "error", code: "kql/x", message: "No.", start: 0, end: 1, fix: null }] };
      }
      const isIn = query.range !== null && plantedAt > query.range.from && plantedAt <= query.asOf;
      return {
        kind: "rows",
        tables: [
          {
            name: null,
            columns: [
              { name: "TimeGenerated", type: "datetime" },
              { name: "Computer", type: "string" },
            ],
            rows: isIn ? [[formatSimTime(plantedAt), "mx01"]] : [],
            itemIds: isIn ? [ITEM] : [],
            isTruncated: false,
            render: null,
          },
        ],
        diagnostics: [],
        stats: { elapsedMs: 1, translateMs: 0, executeMs: 1, asOf: formatSimTime(query.asOf) },
      };
    },
  } as unknown as World;
}

describe("runsBetween", () => {
  it("gives the same runs whether time passes in one stride or in many", () => {
    const rules = [buildRule(), buildRule({ id: "b", queryFrequency: 7 * MICROS_PER_MINUTE })];
    const whole = runsBetween(rules, START, START, END);
    const pieces = Array.from({ length: 60 }, (_, i) =>
      runsBetween(rules, START, addMicros(START, i * MICROS_PER_MINUTE), addMicros(START, (i + 1) * MICROS_PER_MINUTE)),
    ).flat();
    expect(pieces).toEqual(whole);
    expect(whole.length).toBeGreaterThan(15);
  });

  it("looks back exactly one period", () => {
    const [run] = runsBetween([buildRule({ queryPeriod: MICROS_PER_HOUR })], START, START, END);
    expect(run && run.at - run.from).toBe(MICROS_PER_HOUR);
  });
});

describe("forecastAlerts", () => {
  const planted = parseSimTime("2021-03-03T08:21:30Z");

  it("raises an alert at the run that first sees the row, with its entities and row identity", async () => {
    const hits = await forecastAlerts(worldWithRowAt(planted), [buildRule()], 1).hitsUpTo(END);
    expect(hits).toHaveLength(1);
    expect(hits[0]).toMatchObject({ hitCount: 1, itemIds: [ITEM], firstRowAt: planted, entities: [{ kind: "host", value: "mx01" }] });
    expect(hits[0]?.raisedAt).toBeGreaterThan(planted);
    expect((hits[0]?.raisedAt ?? 0) - planted).toBeLessThanOrEqual(6 * MICROS_PER_MINUTE);
  });

  it("does not tell of alerts that the clock has not reached", async () => {
    const forecast = forecastAlerts(worldWithRowAt(planted), [buildRule()], 1);
    expect(await forecast.hitsUpTo(parseSimTime("2021-03-03T08:20:00Z"))).toEqual([]);
    expect((await forecast.nextAfter(START))?.firstRowAt).toBe(planted);
  });

  it("hands out what it knows without waiting for the rest", async () => {
    const forecast = forecastAlerts(worldWithRowAt(planted), [buildRule()], 1);
    expect(forecast.knownUpTo(END)).toEqual([]);
    await forecast.hitsUpTo(END);
    expect(forecast.knownUpTo(END)).toHaveLength(1);
    expect(forecast.knownUpTo(START)).toEqual([]);
  });

  it("never lets a run see what had not arrived by then", async () => {
    const asked: WorldQuery[] = [];
    await forecastAlerts(worldWithRowAt(planted, asked), [buildRule()], 2).hitsUpTo(END);
    for (const query of asked) expect(query.range?.to).toBe(query.asOf);
    expect(asked.length).toBeGreaterThan(30);
  });

  it("runs a broken rule once, remembers why, and goes on with the others", async () => {
    const asked: WorldQuery[] = [];
    const forecast = forecastAlerts(worldWithRowAt(planted, asked), [buildRule({ id: "bad", query: "broken" }), buildRule()], 1);
    expect(await forecast.hitsUpTo(END)).toHaveLength(1);
    expect(forecast.failures().get("bad")).toBe("No.");
    expect(asked.filter((query) => query.text === "broken").length).toBeLessThanOrEqual(2);
  });

  it("raises one alert per row where the rule asks for that, under keys of their own", async () => {
    const world = worldWithRowAt(planted);
    const [a] = await forecastAlerts(world, [buildRule({ grouping: "perResult" })], 1).hitsUpTo(END);
    const [b] = await forecastAlerts(world, [buildRule({ grouping: "single" })], 1).hitsUpTo(END);
    expect(a?.occurrence).not.toBe(b?.occurrence);
  });
});
