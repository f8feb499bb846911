import { describe, expect, test } from "vitest";
import { binRows, chooseWidth, spanOf, spanOfBins, widthLabel } from "./bins.ts";

const at = (text: string) => Date.parse(`2021-03-03T${text}Z`);

describe("histogram bins", () => {
  test("never exceed the limit and start on round UTC times, whatever the span", () => {
    for (const [from, to] of [
      [at("06:49:42.162"), at("06:49:42.163")],
      [at("06:00:00"), at("07:13:00")],
      [at("06:00:00"), at("06:00:00") + 400 * 86_400_000],
      [0, at("06:00:00")],
    ] as const) {
      const histogram = binRows({ timesMs: [from], labels: null }, { fromMs: from, toMs: to });
      expect(histogram.binCount).toBeLessThanOrEqual(200);
      expect(histogram.startMs % histogram.widthMs).toBe(0);
      expect(histogram.startMs).toBeLessThanOrEqual(from);
      expect(histogram.startMs + histogram.binCount * histogram.widthMs).toBeGreaterThanOrEqual(to);
    }
  });

  test("an hour is cut into half minutes, a day into quarters of an hour", () => {
    expect(widthLabel(chooseWidth({ fromMs: at("06:00:00"), toMs: at("07:00:00") }))).toBe("30 s");
    expect(widthLabel(chooseWidth({ fromMs: at("00:00:00"), toMs: at("00:00:00") + 86_400_000 }))).toBe("10 min");
  });

  test("every row inside the span is counted once, none outside, none without a time", () => {
    const timesMs = [at("06:00:00"), at("06:00:29.999"), at("06:00:30"), at("06:59:59"), at("07:00:00"), Number.NaN];
    const histogram = binRows({ timesMs, labels: null }, { fromMs: at("06:00:00"), toMs: at("07:00:00") });
    expect(histogram.totals.slice(0, 2)).toEqual([2, 1]);
    expect(histogram.totals.reduce((a, b) => a + b, 0)).toBe(4);
    expect(histogram.peak).toBe(2);
  });

  test("stacks are ordered by size, and what exceeds the limit becomes other", () => {
    const labels = ["a", "b", "b", "c", "c", "c", "d"];
    const timesMs = labels.map(() => at("06:00:00"));
    const histogram = binRows({ timesMs, labels }, { fromMs: at("06:00:00"), toMs: at("06:01:00") }, { binCountMax: 10, seriesMax: 3 });
    expect(histogram.series.map(({ label, total }) => [label, total])).toEqual([
      ["c", 3],
      ["b", 2],
      ["other", 2],
    ]);
  });

  test("a selection of bins is a span, in whichever direction it was dragged, and stays inside", () => {
    const histogram = { startMs: 1000, widthMs: 10, binCount: 5 };
    expect(spanOfBins(histogram, 3, 1)).toEqual({ fromMs: 1010, toMs: 1040 });
    expect(spanOfBins(histogram, -4, 99)).toEqual({ fromMs: 1000, toMs: 1050 });
  });

  test("the span of no rows is nothing", () => {
    expect(spanOf([])).toBeNull();
    expect(spanOf([Number.NaN, 5, 3])).toEqual({ fromMs: 3, toMs: 6 });
  });
});
