import { beforeAll, describe, expect, it } from "vitest";
import { buildGroupScenario } from "../../../test/fixtures/group-scenario.ts";
import { parseSimTime, type SimTime } from "../../base/sim-time.ts";
import type { Activity, ActivityKind, ActivityOf } from "../activity.ts";
import { createWorldRun, restoreWorldRun } from "../world.ts";

const LOST = parseSimTime("2021-03-03T12:00:00Z");
const SECONDS = 240;
const BACK = LOST + SECONDS * 1_000_000;
const SCENARIO = buildGroupScenario(
  { hidesClients: true, forwardsClients: true },
  {
    volume: 0.1,
    operations: [{ kind: "lose-node", hostRole: "mail-2", at: LOST, seconds: SECONDS }],
  },
);

let activities: readonly Activity[] = [];
let bootedAt: SimTime;
const only = <K extends ActivityKind>(kind: K): ActivityOf<K>[] =>
  activities.filter((activity): activity is ActivityOf<K> => activity.kind === kind);
const onLost = ({ host }: Activity): boolean => host.name === "MX02";
const named = (event: ActivityOf<"windows-event">, name: string): string => event.named?.find((data) => data.name === name)?.value ?? "";

beforeAll(() => {
  const run = createWorldRun(SCENARIO, 4);
  activities = [...run.advance(run.window.exerciseEnd)].flat();
  bootedAt =
    only("windows-event").find(({ provider, eventId }) => provider === "Microsoft-Windows-Kernel-General" && eventId === 12)?.at ?? LOST;
});

describe("a member of the group that goes off", () => {
  it("writes nothing until it is on again, and nobody hears from its address", () => {
    expect(bootedAt).toBeGreaterThan(LOST);
    const dark = activities.filter(({ at }) => at >= LOST && at < bootedAt);
    expect(dark.filter(onLost).map(({ kind }) => kind)).toEqual([]);
    const { ip } = activities.find(onLost)?.host ?? { ip: "" };
    expect(dark.filter((activity) => "sourceIp" in activity && activity.sourceIp === ip).map(({ kind }) => kind)).toEqual([]);
    expect(dark.length).toBeGreaterThan(10);
  });

  it("says that it was cut off: 12, 41, 6008, 6009, 6005 and 6013 in System, 4608 and 4902 in Security, no 6006, 1074 or 13 before them", () => {
    const events = only("windows-event").filter(
      (event) => onLost(event) && event.at >= LOST - 60_000_000 && event.at < bootedAt + 8_000_000,
    );
    const numbers = events
      .filter(({ eventId }) => eventId !== 7036)
      .map(({ provider, eventId }) => `${provider.replace("Microsoft-Windows-", "")} ${eventId}`);
    expect(numbers).toEqual([
      "Kernel-General 12",
      "Kernel-Power 41",
      "Security-Auditing 4608",
      "Security-Auditing 4902",
      "EventLog 6008",
      "EventLog 6009",
      "EventLog 6005",
      "EventLog 6013",
    ]);
    expect(events.find(({ eventId }) => eventId === 6008)?.message).toMatch(/ 1[34]:00:00 on 2021-03-03 was/);
  });

  it("comes back with its services one after the other, the last of Exchange's before the first answer", () => {
    const running = only("windows-event").filter(
      (event) => onLost(event) && event.eventId === 7036 && event.at >= bootedAt && event.at < BACK && named(event, "param2") === "running",
    );
    const names = running.map((event) => named(event, "param1"));
    for (const name of ["Netlogon", "Cluster Service", "Microsoft Exchange Information Store", "Microsoft Exchange Transport"])
      expect(names).toContain(name);
    expect(names.indexOf("Microsoft Exchange Active Directory Topology")).toBeLessThan(names.indexOf("Microsoft Exchange Transport"));
    const answered = only("http-request").filter((request) => onLost(request) && request.at > LOST);
    expect(answered[0]?.at ?? 0).toBeGreaterThan(BACK - 3_000_000);
    expect(answered[0]?.opensLog).toBe(true);
  });

  it("has other processes than before: none of the old ones does anything, and each of the new was started", () => {
    const after = activities.filter((activity) => onLost(activity) && activity.at >= bootedAt);
    const processes = after.flatMap((activity) =>
      "process" in activity && activity.process !== null && typeof activity.process === "object" && activity.process.pid !== 4
        ? [activity.process]
        : [],
    );
    expect(processes.length).toBeGreaterThan(100);
    expect(processes.filter(({ startedAt }) => startedAt < bootedAt).map(({ commandLine }) => commandLine)).toEqual([]);
    const started = only("process-started")
      .filter(onLost)
      .map(({ process }) => process.fileName.toLowerCase());
    for (const image of ["lsass.exe", "services.exe", "winlogon.exe", "msexchangerepl.exe"])
      expect(started.filter((one) => one === image)).toHaveLength(1);
    expect(started.filter((one) => one === "w3wp.exe").length).toBeGreaterThanOrEqual(14);
  });

  it("counts its logons from the beginning, and no session of before ends there", () => {
    const ids = (from: number, until: number): number[] =>
      only("logon")
        .filter((logon) => onLost(logon) && logon.at >= from && logon.at < until)
        .map(({ logonId }) => Number(logonId));
    const before = ids(LOST - 3_600_000_000, LOST).filter((id) => id > 0x3e7);
    const after = ids(bootedAt, BACK + 600_000_000).filter((id) => id > 0x3e7);
    expect(after.length).toBeGreaterThan(10);
    expect(Math.max(...after)).toBeLessThan(Math.min(...before));
    const known = new Set(
      only("logon")
        .filter((logon) => onLost(logon) && logon.at >= bootedAt)
        .map(({ logonId }) => logonId),
    );
    expect(only("logoff").filter((logoff) => onLost(logoff) && logoff.at >= bootedAt && !known.has(logoff.logonId))).toEqual([]);
  });

  it("numbers its SMTP sessions anew, and its databases stay where they went", () => {
    const sessions = only("mail-event").filter((event) => onLost(event) && /^[0-9A-F]{16};/.test(event.sourceContext));
    const starts = (all: readonly ActivityOf<"mail-event">[]): Set<string> => new Set(all.map((event) => event.sourceContext.slice(0, 9)));
    const [before, after] = [starts(sessions.filter(({ at }) => at < LOST)), starts(sessions.filter(({ at }) => at > BACK + 60_000_000))];
    expect(after.size).toBeGreaterThan(0);
    expect([...after].filter((start) => before.has(start))).toEqual([]);
    const mounted = only("http-request").flatMap(({ at, backEnd }) => (at > BACK && backEnd?.databaseGuid ? [backEnd.server.name] : []));
    expect(new Set(mounted)).toEqual(new Set(["MX01", "MX03"]));
  });

  it("is the same world after a checkpoint taken while it was off", () => {
    const until = LOST + 20 * 60_000_000;
    const first = createWorldRun(SCENARIO, 4);
    for (const _batch of first.advance((LOST + 30_000_000) as SimTime)) continue;
    const second = restoreWorldRun(SCENARIO, 4, first.checkpoint());
    const later = [...second.advance(until as SimTime)].flat();
    expect(later.length).toBeGreaterThan(50);
    const whole = activities.filter(({ at }) => at >= LOST + 30_000_000 && at < until);
    const lines = (all: readonly Activity[]): string[] => all.map((activity) => JSON.stringify(activity));
    const known = new Set(lines(whole));
    expect(lines(later).filter((line) => !known.has(line))).toEqual([]);
    expect(later).toHaveLength(whole.length);
  });
});
