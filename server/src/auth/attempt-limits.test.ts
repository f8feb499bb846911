import { expect, it } from "vitest";
import { type AttemptLimit, AttemptLimits } from "./attempt-limits.ts";

const TWO_A_MINUTE: AttemptLimit = { name: "test", attemptsMax: 2, windowMs: 60_000 };

it("lets so many attempts through per key, then says how long to wait, then forgets", () => {
  let now = 0;
  const limits = new AttemptLimits(() => now);
  limits.count(TWO_A_MINUTE, "here");
  expect(limits.waitSeconds(TWO_A_MINUTE, "here")).toBe(0);
  now = 10_000;
  limits.count(TWO_A_MINUTE, "here");
  expect(limits.waitSeconds(TWO_A_MINUTE, "here")).toBe(50);
  expect(limits.waitSeconds(TWO_A_MINUTE, "there")).toBe(0);
  expect(limits.waitSeconds({ ...TWO_A_MINUTE, name: "other" }, "here")).toBe(0);
  now = 60_000;
  expect(limits.waitSeconds(TWO_A_MINUTE, "here")).toBe(0);
});

it("stays bounded when somebody tries endless keys", () => {
  const limits = new AttemptLimits(() => 0);
  limits.count(TWO_A_MINUTE, "first");
  limits.count(TWO_A_MINUTE, "first");
  for (let i = 0; i < 50_000; i++) limits.count(TWO_A_MINUTE, String(i));
  expect(limits.waitSeconds(TWO_A_MINUTE, "first")).toBe(0);
});
