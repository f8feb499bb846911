import { describe, expect, test } from "vitest";
import { toResultTable } from "../result/result-table.ts";
import type { RenderHint } from "@mailroom/server/contract";
import { type ChartModel, toDrawing } from "./chart-model.ts";
import { niceCeiling, pieSlices } from "./scale.ts";
import { extentsOf } from "./stack.ts";

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

function toChart(from: typeof table, render: RenderHint): ChartModel | null {
  const drawing = toDrawing(from, render);
  return drawing.kind === "chart" ? drawing.chart : null;
}

const tableOf = (columns: Parameters<typeof toResultTable>[0]["columns"], ...rows: Parameters<typeof toResultTable>[0]["rows"]) =>
  toResultTable({ columns, rows, itemIds: [], isTruncated: false });

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
    expect(toDrawing(table, { kind: "treemap", properties: {} })).toEqual({
      kind: "none",
      reason: "A treemap is not drawn here: the rows are below.",
    });
    expect(toDrawing(table, { kind: "table", properties: {} })).toEqual({ kind: "rows" });
    expect(toDrawing(table, { kind: "columnchart", properties: { ycolumns: "Nothing" } })).toMatchObject({
      reason: expect.stringContaining("no column Nothing") as string,
    });
    const words = toResultTable({ columns: [{ name: "A", type: "string" }], rows: [["x"]], itemIds: [], isTruncated: false });
    expect(toChart(words, { kind: "piechart", properties: {} })).toBeNull();
  });

  test("points of a scatter chart keep their places, even where two share one", () => {
    const points = tableOf(
      [
        { name: "X", type: "long" },
        { name: "Y", type: "real" },
      ],
      [10, 1],
      [2, 5],
      [10, 3],
    );
    const chart = toChart(points, { kind: "scatterchart", properties: {} });
    expect([chart?.positions, chart?.series]).toEqual([[10, 2, 10], [{ label: "Y", values: [1, 5, 3] }]]);
  });

  test("arrays of make-series become points over time, a series for each row", () => {
    const days = ["2021-03-01T00:00:00.0000000Z", "2021-03-02T00:00:00.0000000Z"];
    const made = tableOf(
      [
        { name: "n", type: "dynamic" },
        { name: "TimeGenerated", type: "dynamic" },
        { name: "Host", type: "string" },
      ],
      [[1, 2], days, "a"],
      [[5, null], days, "b"],
    );
    const chart = toChart(made, { kind: "timechart", properties: {} });
    expect(chart).toMatchObject({ categories: days, isTime: true });
    expect(chart?.series).toEqual([
      { label: "b", values: [5, null] },
      { label: "a", values: [1, 2] },
    ]);
  });

  test("columns that render names are taken: the axis, the series and the values", () => {
    const properties = { xcolumn: "Count", ycolumns: "Count", series: "Status" };
    expect(toChart(table, { kind: "columnchart", properties })?.categories).toEqual(["5", "7", "9"]);
  });

  test("stacked values begin where those before them end; shares of a hundred add up to it; a negative one goes below zero", () => {
    const parts = tableOf(
      [
        { name: "K", type: "string" },
        { name: "A", type: "long" },
        { name: "B", type: "long" },
      ],
      ["x", 30, 10],
      ["y", -3, 1],
    );
    const draw = (kind: string) => toChart(parts, { kind: "columnchart", properties: { kind } });
    const [stacked, shares] = [draw("stacked"), draw("stacked100")];
    expect(stacked && extentsOf(stacked).map((one) => one[0])).toEqual([
      { from: 0, to: 30 },
      { from: 30, to: 40 },
    ]);
    expect(stacked && extentsOf(stacked).map((one) => one[1])).toEqual([
      { from: 0, to: -3 },
      { from: 0, to: 1 },
    ]);
    expect(shares && extentsOf(shares).map((one) => one[0]?.to)).toEqual([75, 100]);
  });

  test("a card shows every figure of its row, and what found no room is counted", () => {
    const one = tableOf(
      [
        { name: "A", type: "long" },
        { name: "B", type: "real" },
      ],
      [7, 0.5],
    );
    expect(toChart(one, { kind: "card", properties: {} })?.series.map(({ label, values }) => [label, values[0]])).toEqual([
      ["A", 7],
      ["B", 0.5],
    ]);
    const many = tableOf(
      [
        { name: "K", type: "string" },
        { name: "N", type: "long" },
      ],
      ...Array.from({ length: 450 }, (_, at) => [`k${at}`, at]),
    );
    expect(toChart(many, { kind: "columnchart", properties: {} })?.leftOut).toEqual({ series: 0, categories: 50 });
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
