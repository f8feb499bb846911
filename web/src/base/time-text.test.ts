import { describe, expect, it } from "vitest";
import { clockText, durationText, fullTimeText, parseInstantText } from "./time-text.ts";

describe("times as text", () => {
  it("shows milliseconds and the zone, and the day only in full", () => {
    expect(clockText("2021-03-02T08:12:33.1204567Z")).toBe("08:12:33.120Z");
    expect(fullTimeText("2021-03-02T08:12:33.12Z")).toBe("Tue 2 Mar 2021, 08:12:33.120 UTC");
  });

  it("says durations as people do", () => {
    expect([45_000, 720_000, 12_000_000, 7_200_000, 187_200_000].map(durationText)).toEqual([
      "45 s",
      "12 min",
      "3 h 20 min",
      "2 h",
      "2 d 4 h",
    ]);
  });

  it.each([
    ["2021-03-02 08:12", "2021-03-02T08:12:00Z"],
    ["2021-03-02T08:12:33.5Z", "2021-03-02T08:12:33.5Z"],
    ["2021-03-02 08:12:33 UTC", "2021-03-02T08:12:33Z"],
    ["2021-02-31 08:12", null],
    ["yesterday", null],
    ["2021-03-02 25:00", null],
  ])("reads %s as %s", (text, expected) => {
    expect(parseInstantText(text)).toBe(expected);
  });
});
