import { describe, expect, it } from "vitest";
import { formatSimTime, parseSimTime } from "../../base/sim-time.ts";
import { Calendar } from "./calendar.ts";

describe("Calendar", () => {
  const berlin = new Calendar("Europe/Berlin", ["2021-04-02"]);

  it("finds the local day of an instant and its midnight", () => {
    const day = berlin.dayOf(parseSimTime("2021-03-02T23:30:00Z"));
    expect(day).toMatchObject({ date: "2021-03-03", weekday: 3, kind: "workday" });
    expect(formatSimTime(day.start, 0)).toBe("2021-03-02T23:00:00Z");
  });

  it("follows the change to summer time: midnight before and after it", () => {
    const before = berlin.dayOf(parseSimTime("2021-03-28T12:00:00Z"));
    expect(formatSimTime(before.start, 0)).toBe("2021-03-27T23:00:00Z");
    const after = berlin.nextDay(before);
    expect(after.date).toBe("2021-03-29");
    expect(formatSimTime(after.start, 0)).toBe("2021-03-28T22:00:00Z");
  });

  it("knows weekends and holidays", () => {
    expect(berlin.dayOf(parseSimTime("2021-03-06T12:00:00Z")).kind).toBe("weekend");
    expect(berlin.dayOf(parseSimTime("2021-04-02T12:00:00Z")).kind).toBe("holiday");
  });

  it("walks day by day through a whole year without losing or repeating one", () => {
    let day = berlin.dayOf(parseSimTime("2021-01-01T12:00:00Z"));
    const dates = new Set([day.date]);
    for (let step = 0; step < 364; step++) {
      day = berlin.nextDay(day);
      dates.add(day.date);
    }
    expect(dates.size).toBe(365);
    expect(day.date).toBe("2021-12-31");
  });
});
