import { beforeAll, describe, expect, it } from "vitest";
import { only } from "../../../test/fixtures/quiet-world.ts";
import { buildWideScenario } from "../../../test/fixtures/wide-scenario.ts";
import type { CastHost } from "../../scenario/model.ts";
import type { Activity } from "../activity.ts";
import { createWorldRun } from "../world.ts";

let activities: Activity[] = [];

beforeAll(() => {
  const wide = buildWideScenario();
  const desk: CastHost = { role: "desks", kind: "workstation", name: "DESK", ip: "10.20.9.9", exchange: null, hasEdr: true };
  const scenario = buildWideScenario({ story: [], volume: 0.1, cast: { ...wide.cast, hosts: [...wide.cast.hosts, desk] } });
  const run = createWorldRun(scenario, 7);
  activities = [...run.advance(run.window.exerciseEnd)].flat();
}, 60_000);

describe("desktops", () => {
  it("close what runs on them before their session ends", () => {
    const ends = new Map(only(activities, "logoff").map(({ host, logonId, at }) => [`${host.name}/${logonId}`, at]));
    const late = only(activities, "process-ended").filter(({ host, process, at }) => {
      const end = ends.get(`${host.name}/${process.logonId}`);
      return end !== undefined && process.account.name.includes(".") && at > end;
    });
    expect(ends.size).toBeGreaterThan(20);
    expect(late.map(({ host, process }) => `${host.name} ${process.commandLine}`)).toEqual([]);
  });

  it("begin at no pace that one could set a clock by", () => {
    const parents = new Map(only(activities, "process-started").map(({ id, process }) => [id, process]));
    const gaps = only(activities, "process-started").flatMap(({ process, cause }) => {
      const parent = parents.get(cause.parentId);
      return process.fileName === "explorer.exe" && parent !== undefined ? [process.startedAt - parent.startedAt] : [];
    });
    expect(gaps.length).toBeGreaterThan(5);
    expect(new Set(gaps).size).toBe(gaps.length);
  });
});
