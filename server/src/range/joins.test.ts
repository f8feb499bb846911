import { beforeAll, describe, expect, it } from "vitest";
import { SCENARIOS_ROOT } from "../../test/fixtures/first-scenario.ts";
import { readLibrary } from "../library/scenario-library.ts";
import type { Activity, ActivityKind, ActivityOf, HostRef, ProcessRef } from "./activity.ts";
import type { WorldRun } from "./run.ts";
import { createWorldRun } from "./world.ts";

/** Whatever a story holds is there at any volume. */
const WORLDS = [
  { slug: "_every-technique", volume: 0.004, historyDays: 3 },
  { slug: "_large-estate", volume: 0.002, historyDays: 4 },
] as const;
/** Sessions of the system itself, of its two services, and of nobody. */
const STANDING_SESSIONS: ReadonlySet<string> = new Set(["0x3e7", "0x3e4", "0x3e5", "0x0"]);

/** What nothing else led to. */
const NO_PARENT = 0;

let run: WorldRun;
let activities: Activity[] = [];

const only = <K extends ActivityKind>(kind: K): ActivityOf<K>[] =>
  activities.filter((activity): activity is ActivityOf<K> => activity.kind === kind);

const processKey = (host: HostRef, { pid, startedAt, fileName }: ProcessRef): string =>
  `${host.name}/${fileName.toLowerCase()}/${pid}/${startedAt}`;
const logonKey = (host: HostRef, logonId: string): string => `${host.name}/${logonId}`;

/** Every process that an activity names, itself or as an ancestor. */
function processesOf(activity: Activity): ProcessRef[] {
  const named = [("process" in activity ? activity.process : null) ?? null, "target" in activity ? activity.target : null];
  const found: ProcessRef[] = [];
  for (let process of named)
    for (; typeof process === "object" && process !== null && "pid" in process; process = process.parent) found.push(process);
  return found;
}

describe.each(WORLDS)("what happened in $slug", ({ slug, volume, historyDays }) => {
  beforeAll(async () => {
    const scenario = (await readLibrary(SCENARIOS_ROOT)).find((one) => one.slug === slug)?.scenario;
    if (scenario == null) throw new Error(`${slug} does not lint`);
    run = createWorldRun({ ...scenario, volume, window: { ...scenario.window, historyDays } }, 8);
    activities = [...run.advance(run.window.exerciseEnd)].flat();
  }, 60_000);

  it("names no process that did not start, unless it was running before the first row", () => {
    const started = new Set(only("process-started").map(({ host, process }) => processKey(host, process)));
    const orphans = activities.flatMap((activity) =>
      processesOf(activity)
        .filter(({ startedAt }) => startedAt >= run.window.historyStart)
        .filter((process) => !started.has(processKey(activity.host, process)))
        .map((process) => `${activity.kind}: ${processKey(activity.host, process)}`),
    );
    expect(started.size).toBeGreaterThan(300);
    expect([...new Set(orphans)].slice(0, 20)).toEqual([]);
  });

  it("ends no process twice, and none before it began", () => {
    const ended = only("process-ended");
    expect(new Set(ended.map(({ host, process }) => processKey(host, process))).size).toBe(ended.length);
    expect(ended.filter(({ at, process }) => at < process.startedAt)).toEqual([]);
  });

  it("starts nothing below a process that has ended", () => {
    const ends = new Map(only("process-ended").map(({ host, process, at }) => [processKey(host, process), at]));
    const late = only("process-started").filter(({ host, at, process: { parent } }) => {
      const end = parent === null ? undefined : ends.get(processKey(host, parent));
      return end !== undefined && end < at;
    });
    expect(late.map(({ process }) => `${process.parent?.fileName} > ${process.fileName}`)).toEqual([]);
  });

  it("runs every process in the session of a logon of that host, or in one that always stands", () => {
    const known = new Set(only("logon").map(({ host, logonId }) => logonKey(host, logonId)));
    const orphans = only("process-started")
      .filter(({ process }) => !STANDING_SESSIONS.has(process.logonId))
      .filter(({ host, process }) => !known.has(logonKey(host, process.logonId)))
      .map(({ host, process }) => `${host.name} ${process.logonId} ${process.commandLine}`);
    expect(orphans.slice(0, 20)).toEqual([]);
  });

  it("changes the directory in a session of the controller", () => {
    const known = new Set(only("logon").map(({ host, logonId }) => logonKey(host, logonId)));
    const changes = only("directory-changed");
    expect(changes.length).toBeGreaterThan(1);
    expect(changes.filter(({ host, subjectLogonId }) => !known.has(logonKey(host, subjectLogonId)))).toEqual([]);
  });

  it("ends sessions and gives privileges to logons that there were", () => {
    const known = new Set(only("logon").map(({ host, logonId }) => logonKey(host, logonId)));
    const orphans = [...only("logoff"), ...only("privileges-assigned")].filter(({ host, logonId }) => !known.has(logonKey(host, logonId)));
    expect(orphans).toEqual([]);
  });

  it("follows from something that happened: each parent is an activity before it", () => {
    const ids = new Set(activities.map(({ id }) => id));
    const orphans = activities.filter(({ cause }) => cause.parentId !== NO_PARENT && !ids.has(cause.parentId));
    expect(ids.size).toBe(activities.length);
    expect(orphans.slice(0, 10).map(({ kind, cause }) => `${kind} of ${cause.actor}`)).toEqual([]);
  });
});
