import { describe, expect, it } from "vitest";
import { parseSimTime } from "../../base/sim-time.ts";
import { isAtWork } from "./working-hours.ts";

const at = (text: string): ReturnType<typeof parseSimTime> => parseSimTime(text);

describe("isAtWork", () => {
  it("takes the end of the day as no longer at work, and weekends off when they are", () => {
    const office = { from: 1, to: 10, restsOnWeekends: true };
    expect(
      [at("2021-03-01T01:00:00Z"), at("2021-03-01T10:00:00Z"), at("2021-03-06T05:00:00Z")].map((when) => isAtWork(office, when)),
    ).toEqual([true, false, false]);
    expect(isAtWork({ ...office, restsOnWeekends: false }, at("2021-03-06T05:00:00Z"))).toBe(true);
  });

  it("knows hours over midnight, and those who never rest", () => {
    const night = { from: 22, to: 4, restsOnWeekends: false };
    expect(
      [at("2021-03-01T23:30:00Z"), at("2021-03-01T03:59:00Z"), at("2021-03-01T12:00:00Z")].map((when) => isAtWork(night, when)),
    ).toEqual([true, true, false]);
    expect(isAtWork(null, at("2021-03-06T12:00:00Z"))).toBe(true);
  });
});
