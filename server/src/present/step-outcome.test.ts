import { describe, expect, it } from "vitest";
import { stepOutcome } from "./step-outcome.ts";

const missing = { section: "findings" as const, outcome: "missed" as const, stepIds: ["session", "probe"] };
const given = { ...missing, outcome: "full" as const };
const fresh = { isCited: false, isSeen: false };

describe("what was made of a step of the story", () => {
  it("is found once a row of it was cited, whatever the grade says", () => {
    expect(stepOutcome("probe", { isCited: true, isSeen: true, lines: [missing] })).toBe("found");
  });

  it("is a miss while a finding that could rest on it is missing, and a near miss when it was on the screen", () => {
    expect(stepOutcome("probe", { ...fresh, lines: [missing] })).toBe("missed");
    expect(stepOutcome("probe", { ...fresh, isSeen: true, lines: [given, missing] })).toBe("seen-not-cited");
  });

  it("is not needed when the finding rests on another step, or when nothing asks for it", () => {
    expect(stepOutcome("probe", { ...fresh, lines: [given] })).toBe("not-needed");
    expect(stepOutcome("reboot", { ...fresh, isSeen: true, lines: [missing] })).toBe("not-needed");
    expect(stepOutcome("probe", { ...fresh, lines: [{ ...missing, section: "narrative" }] })).toBe("not-needed");
  });
});
