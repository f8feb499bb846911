import { expect, it } from "vitest";
import { RestartPolicy } from "./restart-policy.ts";

it("tries ever more rarely, says when waiting is pointless, and forgets it all when it works once", () => {
  const policy = new RestartPolicy({ pauseMs: 500, pauseMaxMs: 3_000, deathsMax: 3 });
  expect([policy.noteDeath(), policy.noteDeath()]).toEqual([500, 1_000]);
  expect(policy.isHopeless).toBe(false);
  expect([policy.noteDeath(), policy.noteDeath(), policy.noteDeath()]).toEqual([2_000, 3_000, 3_000]);
  expect(policy.isHopeless).toBe(true);
  policy.noteUse();
  expect([policy.isHopeless, policy.noteDeath()]).toEqual([false, 500]);
});
