import { describe, expect, it } from "vitest";
import { buildGuardedScenario } from "../../../test/fixtures/guarded-scenario.ts";
import { only } from "../../../test/fixtures/quiet-world.ts";
import type { Activity } from "../../range/activity.ts";
import { createSensorStage } from "../../range/sensors/sensor-stage.ts";
import { createWorldRun } from "../../range/world.ts";
import { commonSecurityLog } from "../common-security-log.ts";
import { securityEventLog } from "../security-event.ts";
import { cellColumns } from "../table.ts";
import type { LogDefinition } from "../log.ts";

const scenario = buildGuardedScenario({ volume: 0.004 });
const run = createWorldRun(scenario, 9);
const activities: readonly Activity[] = [...run.advance(run.window.exerciseEnd)].flat();
const visits = activities.filter(({ cause }) => cause.actor.startsWith("provider/"));

type Row = Readonly<Record<string, unknown>>;

function rowsOf(log: LogDefinition): Row[] {
  const columns = cellColumns(log.table).map(({ name }) => name);
  const sensed = createSensorStage(scenario, 9, undefined, [log]).sense(visits);
  return sensed.map(({ cells }) => Object.fromEntries(columns.map((name, index) => [name, cells[index] ?? null])));
}

const rows = rowsOf(commonSecurityLog);
const tunnels = only(visits, "firewall-session").flatMap((session) =>
  session.tunnel === undefined ? [] : [{ ...session, tunnel: session.tunnel }],
);
const ofKind = (action: string): Row[] => rows.filter((row) => row["DeviceAction"] === action);

describe("what the firewall writes of somebody who dials in", () => {
  it("says when the tunnel comes and goes, who came from where, and which address inside they were given", () => {
    expect(tunnels.length).toBeGreaterThan(0);
    for (const [action, id] of [
      ["tunnel-up", "39947"],
      ["tunnel-down", "39948"],
    ] as const) {
      const events = ofKind(action);
      expect(events).toHaveLength(tunnels.length);
      for (const [index, event] of events.entries()) {
        const { sourceIp, tunnel } = tunnels[index] ?? {};
        expect([event["DeviceEventClassID"], event["SourceUserName"], event["SourceIP"]]).toEqual([id, tunnel?.account, ""]);
        const says = String(event["AdditionalExtensions"]).split(";");
        expect(says).toEqual(expect.arrayContaining([`FTNTFGTremip=${sourceIp}`, `FTNTFGTtunnelip=${tunnel?.assignedIp}`]));
      }
    }
  });

  it("counts the tunnel as the firewall's own traffic, and the desktop within it as passing from the VPN to the servers, untranslated", () => {
    const own = rows.filter((row) => row["DeviceEventCategory"] === "traffic:local");
    expect(own.map((row) => [row["DestinationIP"], row["DeviceOutboundInterface"]])).toEqual(tunnels.map(() => ["203.0.113.65", "root"]));
    const desktops = rows.filter((row) => row["ApplicationProtocol"] === "RDP");
    expect(desktops.length).toBeGreaterThanOrEqual(tunnels.length);
    for (const row of desktops) {
      expect([row["DeviceInboundInterface"], row["DeviceOutboundInterface"]]).toEqual(["ssl.root", "servers"]);
      expect([row["SourceTranslatedAddress"], row["DeviceEventCategory"]]).toEqual(["", "traffic:forward"]);
      expect(tunnels.map(({ tunnel }) => tunnel.assignedIp)).toContain(row["SourceIP"]);
    }
  });

  it("leaves the laptop's name and that address to the jump host's own log, in the columns of 4778 and 4779", () => {
    const windows = rowsOf(securityEventLog).filter((row) => row["EventID"] === 4778 || row["EventID"] === 4779);
    expect(windows.length).toBeGreaterThan(0);
    for (const row of windows) {
      expect(String(row["ClientName"])).toMatch(/^SC-NB\d\d$/);
      expect(tunnels.map(({ tunnel }) => tunnel.assignedIp)).toContain(row["ClientAddress"]);
      expect([row["Task"], String(row["SessionName"]).startsWith("RDP-Tcp#")]).toEqual([12_551, true]);
    }
  });
});
