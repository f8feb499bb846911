import { describe, expect, test } from "vitest";
import { toResultTable } from "../result/result-table.ts";
import { toChart } from "./chart-model.ts";
import { niceCeiling, pieSlices } from "./scale.ts";

const table = toResultTable({
  columns: [
    { name: "Status", type: "string" },
    { name: "TimeGenerated", type: "datetime" },
    { name: "Count", type: "long" },
  ],
  rows: [
    ["404", "2021-03-03T02:00:00.0000000Z", 5],
    ["200", "2021-03-03T01:00:00.0000000Z", 7],
    ["200", "2021-03-03T02:00:00.0000000Z", 9],
  ],
  itemIds: [],
  isTruncated: false,
});

describe("charts", () => {
  test("a time chart takes the time as axis, in order, and the text as series, largest first", () => {
    const chart = toChart(table, { kind: "timechart", properties: { title: "Answers" } });
    expect(chart?.categories.map((one) => one.slice(11, 13))).toEqual(["01", "02"]);
    expect(chart?.series).toEqual([
      { label: "200", values: [7, 9] },
      { label: "404", values: [null, 5] },
    ]);
    expect(chart?.title).toBe("Answers");
  });

  test("what cannot be drawn is not drawn", () => {
    expect(toChart(table, { kind: "treemap", properties: {} })).toBeNull();
    const words = toResultTable({ columns: [{ name: "A", type: "string" }], rows: [["x"]], itemIds: [], isTruncated: false });
    expect(toChart(words, { kind: "piechart", properties: {} })).toBeNull();
  });

  test("slices add up to the whole, and a single one is a whole circle", () => {
    const slices = pieSlices(
      Array.from({ length: 9 }, (_, index) => String(index)),
      Array.from({ length: 9 }, (_, index) => index),
    );
    expect(slices.map(({ label }) => label)).toEqual(["8", "7", "6", "5", "4", "other"]);
    expect(slices.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
    expect(pieSlices(["a"], [3])[0]?.path.match(/A/g)).toHaveLength(2);
  });

  test.each([
    [0, 1],
    [7, 10],
    [10, 10],
    [1.2, 2],
    [2300, 2500],
  ])("the axis for %d ends at %d", (value, expected) => {
    expect(niceCeiling(value)).toBe(expected);
  });
});
