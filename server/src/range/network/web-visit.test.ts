import { describe, expect, it } from "vitest";
import { only } from "../../../test/fixtures/quiet-world.ts";
import { buildWideScenario, switchedOn } from "../../../test/fixtures/wide-scenario.ts";
import { commonSecurityLog } from "../../logs/common-security-log.ts";
import { dnsEventsLog } from "../../logs/dns-events.ts";
import type { LogDefinition } from "../../logs/log.ts";
import { cellColumns } from "../../logs/table.ts";
import type { CastHost, Scenario } from "../../scenario/model.ts";
import type { Activity } from "../activity.ts";
import { createSensorStage } from "../sensors/sensor-stage.ts";
import { createWorldRun } from "../world.ts";

const PROXY: CastHost = { role: "proxy", kind: "web-proxy", name: "PX01", ip: "10.20.2.30", exchange: null, hasEdr: false };
const PC: CastHost = { role: "reception", kind: "workstation", name: "PC01", ip: "10.20.10.21", exchange: null, hasEdr: true };
const withHosts = (scenario: Scenario, ...hosts: readonly CastHost[]): Scenario => ({
  ...scenario,
  cast: { ...scenario.cast, hosts: [...scenario.cast.hosts, ...hosts] },
});
// Nobody's PC has a sensor there: people are seen on the way only.
const withoutSensors = buildWideScenario({ volume: 0.4, sensors: [switchedOn("dc", "DnsEvents")] });
const direct = withHosts(withoutSensors, PC);
const proxied = withHosts(direct, PROXY);

const liveThrough = (scenario: Scenario): readonly Activity[] => {
  const run = createWorldRun(scenario, 11);
  return [...run.advance(run.window.exerciseEnd)].flat();
};
const [around, unwatched, through] = [liveThrough(direct), liveThrough(withoutSensors), liveThrough(proxied)];
const requests = only(through, "proxied-request");

function rowsOf(log: LogDefinition, scenario: Scenario, activities: readonly Activity[]): Readonly<Record<string, unknown>>[] {
  const names = cellColumns(log.table).map(({ name }) => name);
  return createSensorStage(scenario, 11, undefined, [log])
    .sense(activities)
    .map(({ cells }) => Object.fromEntries(names.map((name, index) => [name, cells[index]])));
}

const isBrowsing = ({ process }: { readonly process: { readonly fileName: string } }): boolean => process.fileName === "msedge.exe";

describe("a browser's way to the internet", () => {
  it("is straight to the site where there is no proxy, by a process that is still running", () => {
    const visits = only(around, "network-connection").filter(isBrowsing);
    const ends = new Map(
      only(around, "process-ended").map(({ host, process, at }) => [`${host.name}/${process.pid}/${process.startedAt}`, at]),
    );
    expect(visits.length).toBeGreaterThan(20);
    expect(ends.size).toBeGreaterThan(20);
    for (const { at, host, process, remotePort, remoteName } of visits) {
      expect([443, 80]).toContain(remotePort);
      expect(remoteName).toMatch(/\.example$/);
      expect(at).toBeLessThan(ends.get(`${host.name}/${process.pid}/${process.startedAt}`) ?? Infinity);
    }
  });

  it("shows at the edge with the site and the person, sensor on the PC or none", () => {
    for (const [scenario, activities] of [
      [direct, around],
      [withoutSensors, unwatched],
    ] as const) {
      const rows = rowsOf(commonSecurityLog, scenario, activities).filter((row) =>
        /^https?:\/\/www\.seekwell/.test(String(row["RequestURL"])),
      );
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.filter((row) => row["SourceUserName"] === "")).toEqual([]);
    }
  });

  it("ends at the proxy where there is one, which asks each new connection for credentials first", () => {
    const visits = only(through, "network-connection").filter(isBrowsing);
    expect(visits.length).toBeGreaterThan(20);
    expect(new Set(visits.map(({ remoteIp, remotePort }) => `${remoteIp}:${remotePort}`))).toEqual(new Set(["10.20.2.30:3128"]));
    const tunnels = requests.filter(({ method }) => method === "CONNECT");
    const [asked, proven] = [tunnels.filter(({ user }) => user === ""), tunnels.filter(({ user }) => user !== "")];
    expect(new Set(asked.map(({ verdict }) => verdict))).toEqual(new Set(["unproven"]));
    expect(proven.filter(({ user }) => !/^[a-z0-9.-]+@[A-Z.]+$/.test(user))).toEqual([]);
    expect(
      asked.filter(({ url, clientIp, at }) => !proven.some((one) => one.url === url && one.clientIp === clientIp && one.at > at)),
    ).toEqual([]);
  });

  it("leaves at the edge and at the name server the proxy alone, which tells nobody for whom", () => {
    const out = rowsOf(commonSecurityLog, proxied, through).filter((row) => String(row["RequestURL"]).includes("seekwell"));
    expect(out.length).toBeGreaterThan(0);
    expect(new Set(out.map((row) => `${String(row["SourceIP"])} ${String(row["SourceUserName"])}`))).toEqual(new Set(["10.20.2.30 "]));
    const asked = rowsOf(dnsEventsLog, proxied, through).filter((row) => String(row["Name"]).includes("seekwell"));
    expect(asked.length).toBeGreaterThan(0);
    expect(new Set(asked.map((row) => row["ClientIP"]))).toEqual(new Set(["10.20.2.30"]));
  });
});
