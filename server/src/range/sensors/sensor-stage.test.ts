import { describe, expect, it } from "vitest";
import { DC01, INTRUSION, MX01, NOON, buildActivity } from "../../../test/fixtures/activities.ts";
import { SENSED_SCENARIO } from "../../../test/fixtures/sensing.ts";
import { MICROS_PER_DAY, MICROS_PER_SECOND, addMicros, toTicks } from "../../base/sim-time.ts";
import { LOG_CATALOGUE } from "../../logs/catalogue.ts";
import { iisLog } from "../../logs/iis.ts";
import type { SensorSetting } from "../../scenario/model.ts";
import type { Activity } from "../activity.ts";
import { createSensorStage } from "./sensor-stage.ts";
import type { SensedRow } from "./sensor-stage.ts";

/** A setting of MX01's that changes nothing but what a test says. */
function settingOf(changes: Partial<SensorSetting>): SensorSetting {
  return {
    hostRole: "mail",
    log: "W3CIISLog",
    isEnabled: true,
    ingestionDelaySeconds: null,
    retentionDays: null,
    duplicateShare: 0,
    lossShare: 0,
    gaps: [],
    clockOffsetMs: null,
    ...changes,
  };
}

/** W3CIISLog of 2,000 requests under this setting. */
function iisRows(setting: SensorSetting | null): SensedRow[] {
  const sensors = setting === null ? [] : [setting];
  const rows = createSensorStage({ ...SENSED_SCENARIO, sensors }, 7, undefined, [iisLog]).sense(requests(2_000));
  return rows;
}

/** A request every 1.7 s. */
function requests(count: number): Activity[] {
  return Array.from({ length: count }, (_, index) =>
    buildActivity("http-request", { id: index + 1, at: addMicros(NOON, index * 1_700_000) }),
  );
}

function secondsLate(row: SensedRow): number {
  return Number(row.visibleAtTicks - row.atTicks) / 10 / MICROS_PER_SECOND;
}

describe("createSensorStage", () => {
  it("gives the same rows for the same scenario and seed, and other identities for another seed", () => {
    const rows = createSensorStage(SENSED_SCENARIO, 7).sense(requests(50));
    expect(createSensorStage(SENSED_SCENARIO, 7).sense(requests(50))).toEqual(rows);
    const ids = new Set(rows.map((row) => row.itemId));
    expect(
      createSensorStage(SENSED_SCENARIO, 8)
        .sense(requests(50))
        .some((row) => ids.has(row.itemId)),
    ).toBe(false);
  });

  it("goes on from a checkpoint, through JSON, exactly as it would have without", () => {
    const activities = [...requests(30), buildActivity("logon", { id: 31 }), buildActivity("windows-event", { id: 32 })];
    const whole = createSensorStage(SENSED_SCENARIO, 7).sense([...activities, ...activities]);
    const first = createSensorStage(SENSED_SCENARIO, 7);
    const before = first.sense(activities);
    const second = createSensorStage(SENSED_SCENARIO, 7, JSON.parse(JSON.stringify(first.checkpoint())));
    expect([...before, ...second.sense(activities)]).toEqual(whole);
  });

  it("gives every row an identity of its own that shows no order", () => {
    const rows = createSensorStage(SENSED_SCENARIO, 7).sense(requests(4_000));
    const ids = rows.map((row) => row.itemId);
    expect(new Set(ids).size).toBe(rows.length);
    const ascending = ids.filter((id, index) => index > 0 && id > ids[index - 1]!).length / rows.length;
    expect(Math.abs(ascending - 0.5)).toBeLessThan(0.05);
  });

  it("shows rows of IIS files two to ten minutes later, in order, many at once", () => {
    const rows = createSensorStage(SENSED_SCENARIO, 7)
      .sense(requests(4_000))
      .filter((row) => row.table === "W3CIISLog");
    for (const row of rows) expect(secondsLate(row)).toBeGreaterThan(100);
    for (const row of rows) expect(secondsLate(row)).toBeLessThan(620);
    const sorted = rows.toSorted((left, right) => Number(left.atTicks - right.atTicks));
    expect(sorted.slice(1).every((row, index) => row.visibleAtTicks >= sorted[index]!.visibleAtTicks)).toBe(true);
    expect(new Set(rows.map((row) => row.visibleAtTicks)).size).toBeLessThan(rows.length / 20);
  });

  it("obeys a scenario that switches a log off, delays it or keeps it for a few days only", () => {
    const setting = settingOf({ ingestionDelaySeconds: { min: 0, max: 5 }, retentionDays: 90 });
    const late = createSensorStage({ ...SENSED_SCENARIO, sensors: [setting] }, 7).sense(requests(20));
    expect(Math.max(...late.filter((row) => row.table === "W3CIISLog").map(secondsLate))).toBeLessThan(67);
    const off = createSensorStage({ ...SENSED_SCENARIO, sensors: [{ ...setting, isEnabled: false }] }, 7).sense(requests(20));
    expect(off.some((row) => row.table === "W3CIISLog")).toBe(false);
    expect(off.some((row) => row.table === "ExchangeHttpProxy_CL")).toBe(true);
    const short = createSensorStage({ ...SENSED_SCENARIO, sensors: [{ ...setting, retentionDays: 2 }] }, 7);
    expect(short.sense(requests(5)).some((row) => row.table === "W3CIISLog")).toBe(false);
    const recent = requests(5).map((request) => ({ ...request, at: addMicros(request.at, 4 * MICROS_PER_DAY) }));
    expect(short.sense(recent).some((row) => row.table === "W3CIISLog")).toBe(true);
  });

  it("lets a scenario take Sysmon from a host and leave its other channels", () => {
    const setting = settingOf({ log: "Event/Microsoft-Windows-Sysmon/Operational", isEnabled: false });
    const activities = [buildActivity("file-changed", { id: 1 }), buildActivity("windows-event", { id: 2 })];
    const channels = (scenario: typeof SENSED_SCENARIO): number[] =>
      createSensorStage(scenario, 7)
        .sense(activities)
        .filter((row) => row.table === "Event")
        .map((row) => row.activityId);
    expect(channels(SENSED_SCENARIO)).toEqual([1, 2]);
    expect(channels({ ...SENSED_SCENARIO, sensors: [setting] })).toEqual([2]);
  });

  it("leaves a log's own delay and retention alone where a setting does not speak of them", () => {
    expect(iisRows(settingOf({}))).toEqual(iisRows(null));
  });

  it("loses rows, delivers some twice and later, and is silent in gaps, to the share that a scenario says", () => {
    const whole = iisRows(null);
    const lossy = iisRows(settingOf({ lossShare: 0.25 }));
    expect(lossy.length / whole.length).toBeCloseTo(0.75, 1);
    const doubled = iisRows(settingOf({ duplicateShare: 0.1 }));
    expect(doubled.length / whole.length).toBeCloseTo(1.1, 1);
    expect(new Set(doubled.map((row) => row.itemId)).size).toBe(doubled.length);
    const repeats = doubled.filter(
      (row, index) => row.row === doubled[index - 1]?.row || row.visibleAtTicks > (doubled[index - 1]?.visibleAtTicks ?? 0n) + 400_000_000n,
    );
    expect(repeats.length).toBeGreaterThan(whole.length * 0.08);
    const gap = { from: addMicros(NOON, 60 * MICROS_PER_SECOND), to: addMicros(NOON, 660 * MICROS_PER_SECOND) };
    const silent = iisRows(settingOf({ gaps: [gap] })).filter(({ row }) => row.at >= gap.from && row.at < gap.to);
    expect(silent).toEqual([]);
  });

  it("takes everything from a host without an agent, but what a setting of its own still sends", () => {
    const none = settingOf({ log: "*", isEnabled: false });
    const sensed = (sensors: SensorSetting[]): Set<string> =>
      new Set(
        createSensorStage({ ...SENSED_SCENARIO, sensors }, 7)
          .sense(requests(5))
          .map((row) => row.table),
      );
    expect(sensed([none])).toEqual(new Set());
    expect(sensed([none, settingOf({})])).toEqual(new Set(["W3CIISLog"]));
  });

  it("does not write Security events that the audit policy leaves out, nor count them", () => {
    const activities = [buildActivity("process-started", { id: 1 }), buildActivity("logon", { id: 2 })];
    const rows = (sensors: SensorSetting[]): SensedRow[] =>
      createSensorStage({ ...SENSED_SCENARIO, sensors }, 7)
        .sense(activities)
        .filter((row) => row.table === "SecurityEvent");
    const quiet = rows([settingOf({ log: "SecurityEvent/Process Creation", isEnabled: false })]);
    expect(quiet.map((row) => row.activityId)).toEqual([2]);
    expect(quiet[0]?.row.recordNumber).toBe(rows([])[0]?.row.recordNumber);
  });

  it("forwards events, with their data as a bag, from hosts that a scenario says so of and no others", () => {
    const activities = [buildActivity("windows-event", { id: 1, named: [{ name: "ServiceName", value: "Agent" }] })];
    const forwarded = (sensors: SensorSetting[]): SensedRow[] =>
      createSensorStage({ ...SENSED_SCENARIO, sensors }, 7)
        .sense(activities)
        .filter((row) => row.table === "WindowsEvent");
    expect(forwarded([])).toEqual([]);
    expect(forwarded([settingOf({ log: "WindowsEvent" })])[0]?.cells).toContain('{"ServiceName":"Agent"}');
  });

  it("sets a host's clock as a scenario says, in all of its logs", () => {
    const logon = buildActivity("logon", { host: DC01 });
    const [row] = createSensorStage(
      { ...SENSED_SCENARIO, sensors: [settingOf({ hostRole: "dc", log: "*", clockOffsetMs: -4_000 })] },
      7,
    ).sense([logon]);
    expect(Number(row?.atTicks) - Number(toTicks(NOON))).toBeCloseTo(-40_000_000, -2);
  });

  it("carries the cause beside the row, for the truth store only", () => {
    const [row] = createSensorStage(SENSED_SCENARIO, 7).sense([buildActivity("http-request", { id: 77, cause: INTRUSION })]);
    expect(row).toMatchObject({
      activityId: 77,
      actor: "HERON",
      stepId: "drop",
      summary: expect.stringContaining(" · "),
      hostName: "MX01",
    });
    expect(row!.cells.join("|")).not.toMatch(/HERON|heron|drop/);
  });

  it("stamps Exchange's rows by Exchange's clock, and other hosts' by one that is at most a third of a second off", () => {
    const [stage, ticks] = [createSensorStage(SENSED_SCENARIO, 7), toTicks(NOON)];
    const offsets = (host: typeof MX01): bigint[] =>
      stage
        .sense([buildActivity("logon", { host }), buildActivity("logoff", { host })])
        .filter((row) => row.table === "SecurityEvent")
        .map((row) => (row.atTicks - ticks) / 10n);
    expect(new Set(offsets(MX01))).toEqual(new Set([0n]));
    const [first, ...others] = offsets(DC01);
    expect(others.every((offset) => offset === first)).toBe(true);
    expect(Math.abs(Number(first))).toBeLessThanOrEqual(300_000);
    expect(first).not.toBe(0n);
  });

  it("knows every table once, each with the time first among its filled columns", () => {
    expect(new Set(LOG_CATALOGUE.map((log) => log.table.name)).size).toBe(LOG_CATALOGUE.length);
    for (const log of LOG_CATALOGUE) expect(log.table.filled[0]).toBe("TimeGenerated");
  });
});
