import { beforeAll, describe, expect, it } from "vitest";
import { nativeSinkLines } from "../../../test/fixtures/native-lines.ts";
import { buildWideScenario } from "../../../test/fixtures/wide-scenario.ts";
import { parseSimTime, type SimTime } from "../../base/sim-time.ts";
import type { Operation } from "../../scenario/operation.ts";
import type { Scenario } from "../../scenario/model.ts";
import type { Activity, ActivityKind, ActivityOf } from "../activity.ts";
import type { WorldRun } from "../run.ts";
import { createWorldRun, restoreWorldRun } from "../world.ts";

const MITIGATED = parseSimTime("2021-03-02T12:00:00Z");
const UPDATED = parseSimTime("2021-03-03T01:10:00Z");
const RESET = parseSimTime("2021-03-03T11:43:20Z");

const RULES: Operation = { kind: "mitigate", hostRole: "mail", at: MITIGATED, measures: ["rewrite-cookies", "stop-voice-mail"] };
const UPGRADE: Operation = { kind: "install-update", hostRole: "mail", at: UPDATED, build: "15.1.2176.2" };

function scenarioWith(operations: readonly Operation[]): Scenario {
  const wide = buildWideScenario();
  const hosts = wide.cast.hosts.map((host) =>
    host.exchange === null ? host : { ...host, exchange: { product: "2016" as const, build: "15.1.2106.2" } },
  );
  return buildWideScenario({ cast: { ...wide.cast, hosts }, operations });
}

const ALL = scenarioWith([RULES, UPGRADE, { kind: "iis-reset", hostRole: "mail", at: RESET }]);

function runAll(scenario: Scenario): { run: WorldRun; activities: Activity[] } {
  const run = createWorldRun(scenario, 6);
  return { run, activities: [...run.advance(run.window.exerciseEnd)].flat() };
}

let run: WorldRun;
let activities: Activity[] = [];
const of = <K extends ActivityKind>(all: readonly Activity[], kind: K): ActivityOf<K>[] =>
  all.filter((activity): activity is ActivityOf<K> => activity.kind === kind);
const only = <K extends ActivityKind>(kind: K): ActivityOf<K>[] => of(activities, kind);
const pagesWritten = (all: readonly Activity[]): unknown[] => of(all, "file-changed").filter(({ cause }) => cause.story?.stepId === "drop");

/** The time in which the server answered nobody, as its own services tell it. */
function silence(after: SimTime): { from: SimTime; until: SimTime } {
  const web = only("windows-event").filter(
    ({ eventId, at, message }) => eventId === 7036 && at > after && /World Wide Web Publishing/.test(message),
  );
  const stopped = web.find(({ message }) => message.includes("stopped"));
  const running = web.find(({ message, at }) => message.includes("running") && at > (stopped?.at ?? 0));
  if (stopped === undefined || running === undefined) throw new Error("the web services did not stop and start");
  return { from: stopped.at, until: running.at };
}

beforeAll(() => {
  ({ run, activities } = runAll(ALL));
});

describe("rewrite rules", () => {
  it("cut off the forged requests before Exchange sees them, so that no page is written", () => {
    const mitigated = runAll(scenarioWith([RULES])).activities;
    const forged = of(mitigated, "http-request").filter(({ cause }) => cause.story?.actorId === "heron" && cause.story.stepId !== "check");
    const cut = forged.filter(
      ({ status, win32Status, protocol, backEnd }) => status === 0 && win32Status === 1236 && protocol === null && backEnd === null,
    );
    expect(cut.length).toBeGreaterThanOrEqual(5);
    expect(pagesWritten(mitigated)).toEqual([]);
  });

  it("are lost with a cumulative update, after which the same story succeeds", () => {
    expect(pagesWritten(activities)).not.toEqual([]);
  });

  it("come with a module, a script and a service that is disabled", () => {
    const lines = only("process-started").filter(({ cause }) => cause.actor.endsWith("/operation"));
    expect(lines.some(({ process }) => /rewrite_amd64/.test(process.commandLine))).toBe(true);
    expect(lines.some(({ process }) => /-ApplyBackendCookieMitigation -ApplyUnifiedMessagingMitigation/.test(process.commandLine))).toBe(
      true,
    );
    expect(only("windows-event").filter(({ eventId }) => eventId === 7040)).toHaveLength(1);
  });
});

describe("the day of a cumulative update", () => {
  it("is silent for an hour: no request, no mail, no probe", () => {
    const { from, until } = silence(UPDATED);
    expect((until - from) / 60e6).toBeGreaterThan(50);
    const within = ({ at }: { at: SimTime }): boolean => at > from && at < until;
    expect(only("http-request").filter(within)).toEqual([]);
    expect(
      only("smtp-session")
        .filter(({ leg }) => leg === "front-end-receive")
        .filter(within)
        .filter(({ message }) => message !== null),
    ).toEqual([]);
    expect(
      only("mail-event")
        .filter(({ eventId }) => eventId === "RECEIVE")
        .filter(within),
    ).toEqual([]);
  });

  it("leaves another build in every row that names one, from the first answer on", () => {
    const { until } = silence(UPDATED);
    const builds = only("http-request").map(
      ({ at, host }) => `${at < until ? "before" : "after"} ${host.exchange?.build}.${host.exchange?.revision}`,
    );
    expect(new Set(builds)).toEqual(new Set(["before 2106.2", "after 2176.2"]));
    const assets = only("http-request").flatMap(
      ({ stem, at }) =>
        /^\/owa\/auth\/(15\.1\.\d+)\//
          .exec(stem)
          ?.slice(1)
          .map((version) => ({ version, at })) ?? [],
    );
    expect(assets.filter(({ version, at }) => version !== (at < until ? "15.1.2106" : "15.1.2176"))).toEqual([]);
  });

  it("has setup work from its own copy, keep its logs and report one installer transaction", () => {
    const setups = only("process-started").filter(({ process }) => process.fileName === "ExSetup.exe");
    expect(setups.map(({ process }) => process.path)).toEqual(["C:\\Windows\\Temp\\ExchangeSetup\\ExSetup.exe"]);
    const reports = only("windows-event").filter(({ provider, at }) => provider === "MsiInstaller" && at > UPDATED);
    expect(reports.toSorted((a, b) => a.at - b.at).map(({ eventId }) => eventId)).toEqual([1040, 1033, 1042]);
    const logs = only("file-changed").filter(({ path }) => path.startsWith("C:\\ExchangeSetupLogs\\"));
    expect(logs).toHaveLength(2);
  });

  it("writes the product's own pages again and none of anybody else's", () => {
    const written = only("file-changed").filter(({ process, path }) => process.fileName === "msiexec.exe" && path.endsWith(".aspx"));
    expect(written.some(({ path }) => path.endsWith("\\owa\\auth\\logon.aspx"))).toBe(true);
    expect(only("file-changed").filter(({ path }) => path.includes("\\owa\\auth\\15.1.2176\\")).length).toBeGreaterThan(3);
  });
});

describe("a reset of IIS", () => {
  it("ends what was under way without a line but the kernel driver's, and answers again within half a minute", () => {
    const { from, until } = silence(RESET);
    expect((until - from) / 1e6).toBeLessThan(30);
    const abandoned = only("request-abandoned").filter(({ at }) => at > RESET);
    expect(abandoned.length).toBeGreaterThan(0);
    expect(abandoned.filter(({ request }) => request.at < from)).toEqual([]);
    const ended = new Set(only("http-request").map(({ id }) => id));
    expect(abandoned.filter(({ id }) => ended.has(id))).toEqual([]);
  });

  it("begins both sites' logs anew in the middle of a file", () => {
    const { from } = silence(RESET);
    const first = only("http-request").filter(({ at, opensLog }) => at > from && opensLog);
    expect(first).toHaveLength(1);
    const lines = nativeSinkLines(activities, "inetpub/logs/LogFiles/W3SVC1/u_ex210303.log");
    expect(lines.filter((line) => line.startsWith("#Software:"))).toHaveLength(3);
    expect(lines.filter((line) => line.startsWith("#Fields:"))).toHaveLength(3);
  });

  it("gives every pool another worker, whose start and whose predecessor's end are there", () => {
    const workers = only("process-started").filter(({ process, at }) => process.fileName === "w3wp.exe" && at > RESET);
    const ends = only("process-ended").filter(({ process, at }) => process.fileName === "w3wp.exe" && at > RESET);
    expect([workers.length, ends.length]).toEqual([14, 14]);
  });
});

describe("all of it", () => {
  it("is ordinary life: the world without the story has it too", () => {
    expect(activities.filter(({ cause }) => cause.actor.includes("operation") && cause.story !== null)).toEqual([]);
  });

  it("leaves no orphans: parents were, processes started, sessions began", () => {
    const ids = new Set(activities.map(({ id }) => id));
    expect(
      activities.filter(({ cause }) => cause.parentId !== 0 && !ids.has(cause.parentId)).map(({ kind, cause }) => `${kind} ${cause.actor}`),
    ).toEqual([]);
    const key = ({ host }: Activity, process: { pid: number; startedAt: SimTime }): string =>
      `${host.name}/${process.pid}/${process.startedAt}`;
    const started = new Set(only("process-started").map((activity) => key(activity, activity.process)));
    const orphans = activities.flatMap((activity) =>
      "process" in activity &&
      activity.process !== null &&
      typeof activity.process === "object" &&
      activity.process.startedAt >= run.window.historyStart
        ? started.has(key(activity, activity.process))
          ? []
          : [`${activity.kind} ${activity.process.commandLine}`]
        : [],
    );
    expect([...new Set(orphans)]).toEqual([]);
  });

  it("goes on after a checkpoint in the middle of the update as if there had been none", () => {
    const middle = parseSimTime("2021-03-03T01:40:00Z");
    const first = createWorldRun(ALL, 6);
    const before = [...first.advance(middle)].flat();
    const second = restoreWorldRun(ALL, 6, first.checkpoint());
    const after = [...second.advance(parseSimTime("2021-03-03T04:00:00Z"))].flat();
    const whole = activities.filter(({ at }) => at < parseSimTime("2021-03-03T04:00:00Z"));
    expect(JSON.stringify([...before, ...after])).toBe(JSON.stringify(whole));
  });
});
