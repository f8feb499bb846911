import { describe, expect, it } from "vitest";
import { buildTinyScenario } from "../../../test/fixtures/tiny-scenario.ts";
import { buildWideScenario } from "../../../test/fixtures/wide-scenario.ts";
import { only } from "../../../test/fixtures/quiet-world.ts";
import { MICROS_PER_MS } from "../../base/sim-time.ts";
import { commonSecurityLog } from "../../logs/common-security-log.ts";
import { cellColumns } from "../../logs/table.ts";
import type { Activity } from "../activity.ts";
import { createSensorStage } from "../sensors/sensor-stage.ts";
import { createWorldRun } from "../world.ts";
import { isInternetAddress } from "./internet-address.ts";

const scenario = buildWideScenario();
const run = createWorldRun(scenario, 11);
const activities: readonly Activity[] = [...run.advance(run.window.exerciseEnd)].flat();
const sessions = only(activities, "firewall-session");
const columns = cellColumns(commonSecurityLog.table).map(({ name }) => name);
const rows = createSensorStage(scenario, 11, undefined, [commonSecurityLog])
  .sense(activities)
  .map(({ cells, stepId }): Row => ({ stepId, ...Object.fromEntries(columns.map((name, index) => [name, cells[index] ?? null])) }));

type Row = { readonly stepId: string | null } & Readonly<Record<string, string | number | null>>;

describe("a firewall at the edge", () => {
  it("counts connections, not requests, and each request from outside lies within one, bytes and all", () => {
    const requests = only(activities, "http-request").filter(
      ({ clientIp, at }) => isInternetAddress(clientIp) && at < run.window.exerciseStart,
    );
    expect(requests.length).toBeGreaterThan(50);
    const used = new Map<(typeof sessions)[number], number>();
    for (const request of requests) {
      const beganAt = request.at - request.totalMs * MICROS_PER_MS;
      const session = sessions.find(
        ({ sourceIp, sourcePort, destinationPort, at, durationMs }) =>
          sourceIp === request.clientIp &&
          sourcePort === request.clientPort &&
          destinationPort === request.port &&
          at >= request.at &&
          at - (durationMs + 2_000) * MICROS_PER_MS <= beganAt,
      );
      expect([request.stem, session === undefined]).toEqual([request.stem, false]);
      if (session !== undefined) used.set(session, (used.get(session) ?? 0) + request.responseBytes);
    }
    expect(used.size).toBeLessThan(requests.length);
    for (const [session, bytes] of used) expect(session.receivedBytes).toBeGreaterThan(bytes);
  });

  it("sees mail by the ports that the SMTP log names, and what leaves by the ports that the sensor names", () => {
    const mail = new Set(
      rows.filter((row) => row["ApplicationProtocol"] === "SMTP").map((row) => `${row["SourceIP"]}:${row["SourcePort"]}`),
    );
    const strangers = only(activities, "smtp-session").filter(
      ({ leg, remoteEndpoint }) => leg === "front-end-receive" && isInternetAddress(remoteEndpoint.split(":")[0] ?? ""),
    );
    expect(strangers.length).toBeGreaterThan(5);
    expect(strangers.filter(({ remoteEndpoint }) => !mail.has(remoteEndpoint))).toEqual([]);
    const out = only(activities, "network-connection").filter(
      ({ direction, remoteIp }) => direction === "outbound" && isInternetAddress(remoteIp),
    );
    const ports = new Set(rows.map((row) => `${row["SourceIP"]}:${row["SourcePort"]}`));
    expect(out.length).toBeGreaterThan(5);
    expect(out.filter(({ localIp, localPort }) => !ports.has(`${localIp}:${localPort}`))).toEqual([]);
  });

  it("names the site that a web connection was for under the number of the session that carried it", () => {
    const filtered = rows.filter((row) => row["DeviceEventCategory"] === "utm:webfilter");
    expect(filtered.length).toBeGreaterThan(3);
    for (const row of filtered) {
      const carried = rows.find((other) => other["ExtID"] === row["ExtID"] && other["DeviceEventCategory"] === "traffic:forward");
      expect(carried).toMatchObject({ SourceIP: row["SourceIP"], SourcePort: row["SourcePort"], DestinationIP: row["DestinationIP"] });
      expect(row["RequestURL"]).toMatch(/^https?:\/\/[a-z0-9.-]+\.example\/$/);
    }
  });

  it("refuses strangers all day, and never lets what was refused carry bytes", () => {
    const denied = rows.filter((row) => row["DeviceAction"] === "deny");
    expect(denied.length).toBeGreaterThan(20);
    expect(denied.filter((row) => row["SentBytes"] !== 0 || row["SimplifiedDeviceAction"] !== "Deny")).toEqual([]);
    expect(denied.some((row) => [25, 80, 443].includes(Number(row["DestinationPort"])))).toBe(false);
  });

  it("knows the intruder's visits as sessions, too", () => {
    expect(new Set(rows.flatMap((row) => row.stepId ?? []))).toContain("probe");
  });

  it("changes nothing about the company's life but what passes it", () => {
    const plain = buildTinyScenario({ cast: { ...scenario.cast, hosts: scenario.cast.hosts.filter(({ kind }) => kind !== "firewall") } });
    const other = createWorldRun(plain, 11);
    const without = only([...other.advance(other.window.exerciseEnd)].flat(), "http-request");
    expect(only(activities, "http-request").map(({ requestId, at }) => [requestId, at])).toEqual(
      without.map(({ requestId, at }) => [requestId, at]),
    );
  });
});
