import { describe, expect, it } from "vitest";
import { shareOf, teamsThatSaw, trackSpan } from "./story-scale.ts";

describe("the story track", () => {
  const clock = { simStart: "2021-03-03T08:00:00Z", simEnd: "2021-03-03T12:00:00Z" };

  it("reaches back to the steps that happened before the exercise", () => {
    const { fromMs, toMs } = trackSpan([{ at: "2021-03-02T20:00:00Z" }, { at: "2021-03-03T09:00:00Z" }], clock);
    expect([new Date(fromMs).toISOString(), new Date(toMs).toISOString()]).toEqual([
      "2021-03-02T20:00:00.000Z",
      "2021-03-03T12:00:00.000Z",
    ]);
  });

  it("is the exercise itself when there are no steps", () => {
    expect(trackSpan([], clock)).toEqual({ fromMs: Date.parse(clock.simStart), toMs: Date.parse(clock.simEnd) });
  });

  it("places an instant, and keeps strays at the ends", () => {
    expect([shareOf(50, 0, 100), shareOf(-5, 0, 100), shareOf(500, 0, 100), shareOf(1, 5, 5)]).toEqual([0.5, 0, 1, 0]);
  });

  it("knows who saw a step", () => {
    const teams = [
      { name: "Blue", stepsSeen: ["drop"] },
      { name: "Green", stepsSeen: [] },
    ];
    expect(teamsThatSaw("drop", teams).map((team) => team.name)).toEqual(["Blue"]);
  });
});
