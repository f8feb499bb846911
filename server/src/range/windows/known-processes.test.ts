import { describe, expect, it } from "vitest";
import { buildQuietWorld } from "../../../test/fixtures/quiet-world.ts";
import { launcherProcess, lsassProcess, winlogonProcess, wmiProviderProcess } from "./known-processes.ts";
import { bootTime, servicesProcess, systemProcess } from "./standing-processes.ts";

describe("processes that stand with a host", () => {
  const { world, server } = buildQuietWorld();
  const { host } = server;

  it("have the parents that hunters know them by", () => {
    expect(lsassProcess(world, host).parent?.fileName).toBe("wininit.exe");
    expect(servicesProcess(world, host).parent?.fileName).toBe("wininit.exe");
    expect(winlogonProcess(world, host).parent).toBeNull();
    expect(wmiProviderProcess(world, host).parent).toBe(launcherProcess(world, host));
    for (let process = wmiProviderProcess(world, host); process.parent !== null; process = process.parent)
      expect(process.parent.startedAt).toBeLessThan(process.startedAt);
  });

  it("are started with their own host, which no other was started with", () => {
    const boots = world.estate.hosts.map((one) => bootTime(world, one));
    expect(new Set(boots).size).toBe(boots.length);
    expect(Math.max(...boots)).toBeLessThan(world.window.historyStart);
    expect(systemProcess(world, host)).toMatchObject({ startedAt: bootTime(world, host), sha1: "", pid: 4 });
  });
});
