import type { ClockView } from "@mailroom/server/contract";
import { describe, expect, it } from "vitest";
import { ClockSkew, extrapolateClockMs } from "./sim-clock.ts";

const clock: ClockView = {
  state: "running",
  simNow: "2021-03-02T08:00:00.000Z",
  simStart: "2021-03-02T08:00:00.000Z",
  simEnd: "2021-03-02T09:00:00.000Z",
  speed: 60,
  serverTime: 1_000_000,
};
const iso = (ms: number): string => new Date(ms).toISOString();

describe("the exercise clock in the browser", () => {
  it("runs at the exercise's speed from the server's last word", () => {
    expect(iso(extrapolateClockMs(clock, 1_010_000, 0))).toBe("2021-03-02T08:10:00.000Z");
  });

  it("allows for a browser whose own clock is wrong", () => {
    expect(iso(extrapolateClockMs(clock, 1_310_000, 300_000))).toBe("2021-03-02T08:10:00.000Z");
  });

  it("stands still while paused", () => {
    expect(iso(extrapolateClockMs({ ...clock, state: "paused" }, 9_999_999, 0))).toBe(clock.simNow);
  });

  it("never passes the end", () => {
    expect(iso(extrapolateClockMs(clock, 99_000_000, 0))).toBe(clock.simEnd);
  });

  it("never runs backwards before the message that it was told by", () => {
    expect(iso(extrapolateClockMs(clock, 999_000, 0))).toBe(clock.simNow);
  });
});

describe("clock skew", () => {
  it("trusts the message that travelled fastest", () => {
    const skew = new ClockSkew();
    skew.observe(1000, 1900);
    skew.observe(2000, 2520);
    skew.observe(3000, 3800);
    expect(skew.ms).toBe(520);
  });

  it("is nothing until something was heard", () => {
    expect(new ClockSkew().ms).toBe(0);
  });
});
