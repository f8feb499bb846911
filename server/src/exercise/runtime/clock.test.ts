import { describe, expect, it } from "vitest";
import { parseSimTime } from "../../base/sim-time.ts";
import type { ClockRecord } from "../../state/clock.ts";
import { wallMs } from "../../state/ids.ts";
import { anchorAt, commandClock, simNowAt, stopAtEnd, takeUpAgain } from "./clock.ts";

const at = parseSimTime;
const lobby: ClockRecord = {
  state: "lobby",
  simAt: at("2021-03-03T08:00:00Z"),
  wallAt: wallMs(1_000),
  speed: 1,
  simStart: at("2021-03-03T08:00:00Z"),
  simEnd: at("2021-03-03T09:00:00Z"),
};
const running: ClockRecord = { ...lobby, state: "running" };

describe("the exercise clock", () => {
  it("stands still in the lobby and runs at its speed afterwards", () => {
    expect(simNowAt(lobby, wallMs(60_000))).toBe(lobby.simAt);
    expect(simNowAt({ ...running, speed: 60 }, wallMs(11_000))).toBe(at("2021-03-03T08:10:00Z"));
  });

  it("never runs past the end, nor backwards when the wall clock is set back", () => {
    expect(simNowAt({ ...running, speed: 600 }, wallMs(10_000_000))).toBe(running.simEnd);
    expect(simNowAt(running, wallMs(0))).toBe(running.simAt);
  });

  it("keeps its time through pause and resume, whatever the wall clock does between", () => {
    const paused = commandClock(running, { verb: "pause" }, wallMs(31_000), null);
    const resumed = commandClock(paused, { verb: "resume" }, wallMs(900_000), null);
    expect(simNowAt(paused, wallMs(500_000))).toBe(at("2021-03-03T08:00:30Z"));
    expect(simNowAt(resumed, wallMs(930_000))).toBe(at("2021-03-03T08:01:00Z"));
  });

  it("does not jump when its speed changes", () => {
    const faster = commandClock(running, { verb: "speed", speed: 600 }, wallMs(11_000), null);
    expect(simNowAt(faster, wallMs(11_000))).toBe(simNowAt(running, wallMs(11_000)));
    expect(simNowAt(faster, wallMs(12_000))).toBe(at("2021-03-03T08:10:10Z"));
  });

  it("jumps forward only, and not beyond the end", () => {
    const back = commandClock(anchorAt(running, wallMs(61_000)), { verb: "jump" }, wallMs(61_000), running.simStart);
    const far = commandClock(running, { verb: "jump" }, wallMs(1_000), at("2021-03-04T00:00:00Z"));
    expect(back.simAt).toBe(at("2021-03-03T08:01:00Z"));
    expect(far.simAt).toBe(running.simEnd);
  });

  it("stops by itself at the end, once", () => {
    const stopped = stopAtEnd({ ...running, speed: 600 }, wallMs(10_000_000));
    expect(stopped).toMatchObject({ state: "paused", simAt: running.simEnd });
    expect(stopAtEnd(running, wallMs(2_000))).toBeNull();
  });

  it("does not count the time in which the server was down", () => {
    const saved = anchorAt(running, wallMs(11_000));
    expect(simNowAt(takeUpAgain(saved, null, wallMs(9_000_000)), wallMs(9_001_000))).toBe(at("2021-03-03T08:00:11Z"));
  });

  it("goes on from where a killed server last said it was, not from where it was last saved", () => {
    const saved = anchorAt({ ...running, speed: 600 }, wallMs(1_000));
    const killedLater = { from: wallMs(500), until: wallMs(2_500) };
    expect(takeUpAgain(saved, killedLater, wallMs(9_000_000))).toMatchObject({ simAt: at("2021-03-03T08:15:00Z"), wallAt: 9_000_000 });
  });

  it("does not count the time in which an earlier server was down, nor a life in which nobody took it up", () => {
    const saved = anchorAt(running, wallMs(11_000));
    expect(takeUpAgain(saved, { from: wallMs(5_000_000), until: wallMs(5_001_000) }, wallMs(9_000_000)).simAt).toBe(saved.simAt);
    const stopped = anchorAt(running, wallMs(2_600));
    expect(takeUpAgain(stopped, { from: wallMs(500), until: wallMs(2_500) }, wallMs(9_000_000)).simAt).toBe(stopped.simAt);
    const paused = commandClock(running, { verb: "pause" }, wallMs(31_000), null);
    expect(takeUpAgain(paused, { from: wallMs(500), until: wallMs(60_000) }, wallMs(9_000_000)).simAt).toBe(paused.simAt);
  });

  it.each([
    ["resume", running, "exercise/not_paused"],
    ["pause", lobby, "exercise/not_running"],
    ["start", running, "exercise/already_started"],
    ["jump", lobby, "exercise/not_started"],
    ["jump", running, "exercise/nothing_ahead"],
    ["start", { ...lobby, state: "ended" as const }, "exercise/ended"],
    ["resume", { ...lobby, state: "paused" as const, simAt: lobby.simEnd }, "exercise/at_end"],
  ] as const)("refuses to %s where that makes no sense, and says which (%#)", (verb, clock, code) => {
    expect(() => commandClock(clock, { verb }, wallMs(1_000), null)).toThrow(expect.objectContaining({ kind: "CONFLICT", data: { code } }));
  });
});
