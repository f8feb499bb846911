import { expect, it } from "vitest";
import { stepCountText } from "./score-words.ts";

it("counts as steps to find only what a finding had to rest on", () => {
  const steps = [{ outcome: "found" }, { outcome: "missed" }, { outcome: "seen-not-cited" }] as const;
  expect(stepCountText(steps)).toBe("1 of 3 steps found");
  expect(stepCountText([...steps, { outcome: "not-needed" }])).toBe("1 of 3 steps found, 1 more not needed");
});
