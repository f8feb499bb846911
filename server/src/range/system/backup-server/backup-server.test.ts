import { describe, expect, it } from "vitest";
import { buildGuardedScenario } from "../../../../test/fixtures/guarded-scenario.ts";
import { only } from "../../../../test/fixtures/quiet-world.ts";
import { buildTinyScenario } from "../../../../test/fixtures/tiny-scenario.ts";
import { MICROS_PER_DAY, MICROS_PER_HOUR, MICROS_PER_SECOND, parseSimTime } from "../../../base/sim-time.ts";
import type { Activity } from "../../activity.ts";
import { createWorldRun } from "../../world.ts";
import { KEEPSAFE_PORT } from "./protect-host.ts";

const { window } = buildTinyScenario();
const run = createWorldRun(buildGuardedScenario({ volume: 0.004, window: { ...window, historyDays: 7 } }), 9);
const activities: Activity[] = [...run.advance(run.window.exerciseEnd)].flat();
const STORE = "10.20.0.31";
const NIGHTS = 7;
const PROTECTED = ["MX01", "DC01", "FS01", "JUMP01"];

const jobs = activities.filter(({ cause }) => cause.actor === "system/backup-server");
const logons = only(jobs, "logon");
const visits = logons.filter(({ sourceIp }) => sourceIp === STORE);
const readers = only(jobs, "process-started").filter(({ process }) => process.fileName === "KeepsafeReader.exe");

describe("the backup server's nights", () => {
  it("signs in as the backup account at every other server once a night, in the late evening, from its own address", () => {
    const places = visits.map(({ host }) => host.name);
    for (const name of PROTECTED) expect(places.filter((place) => place === name)).toHaveLength(NIGHTS);
    expect(places).toHaveLength(PROTECTED.length * NIGHTS);
    expect(new Set(visits.map(({ account, logonType }) => `${account.name}/${logonType}`))).toEqual(new Set(["svc-backup/3"]));
    const hours = visits.map(({ at }) => (at / MICROS_PER_HOUR + 1) % 24);
    expect(hours.every((hour) => hour > 21 || hour < 2)).toBe(true);
  });

  it("has a ticket of the controller and the rights of a backup for each of these sign-ins", () => {
    const tickets = new Map(only(jobs, "ticket").map((ticket) => [ticket.logonGuid, ticket]));
    const elevated = new Set(only(jobs, "privileges-assigned").map(({ logonId, host }) => `${host.name}/${logonId}`));
    for (const { host, logonGuid, logonId, at } of visits) {
      const ticket = tickets.get(logonGuid);
      expect([ticket?.serviceName, ticket?.clientIp, ticket?.host.name]).toEqual([`${host.name}$`, STORE, "DC01"]);
      expect(at - (ticket?.at ?? 0)).toBeLessThan(MICROS_PER_SECOND);
      expect(elevated.has(`${host.name}/${logonId}`)).toBe(true);
    }
    const batches = logons.filter(({ logonType }) => logonType === 4);
    expect(batches).toHaveLength(visits.length);
    const granted = only(jobs, "ticket").filter(({ event }) => event === "tgt");
    expect(granted.map(({ clientIp }) => clientIp)).toEqual(batches.map(() => STORE));
  });

  it("is sent streams that both ends see as the same connection, from a reader to the store's own service", () => {
    const streams = only(jobs, "network-connection").filter(({ remotePort, localPort }) => [remotePort, localPort].includes(KEEPSAFE_PORT));
    const out = streams.filter(({ direction }) => direction === "outbound");
    const ends = new Map(
      streams.flatMap((end) => (end.direction === "inbound" ? [[`${end.remoteIp}:${end.remotePort}`, end] as const] : [])),
    );
    const toStore = out.filter(({ remoteIp }) => remoteIp === STORE);
    expect(toStore.length).toBeGreaterThanOrEqual(readers.length);
    expect(streams).toHaveLength(2 * out.length);
    for (const { host, localIp, localPort, remoteIp, at, process } of out) {
      const end = ends.get(`${localIp}:${localPort}`);
      expect([end?.host.ip, end?.remoteIp, end?.localPort]).toEqual([remoteIp, host.ip, KEEPSAFE_PORT]);
      expect((end?.at ?? 0) - at).toBeGreaterThan(0);
      const pair = [process.fileName, end?.process.fileName];
      expect(pair).toEqual(remoteIp === STORE ? ["KeepsafeReader.exe", "KeepsafeServer.exe"] : ["KeepsafeJob.exe", "KeepsafeAgent.exe"]);
    }
  });

  it("keeps a point of each host and night, written by its service, and takes away the one of a fortnight before", () => {
    const files = only(jobs, "file-changed").filter(({ path }) => path.startsWith("E:\\Keepsafe\\"));
    expect(new Set(files.map(({ host, process }) => `${host.name}/${process.fileName}`))).toEqual(new Set(["BK01/KeepsafeServer.exe"]));
    const named = files.filter(({ change }) => change === "renamed");
    const arriving = new Set(files.filter(({ change }) => change === "created").map(({ path }) => path));
    expect(named).toHaveLength(PROTECTED.length * NIGHTS);
    expect(named.filter(({ previousPath }) => !arriving.has(previousPath))).toEqual([]);
    const dateOf = (path: string): number => parseSimTime(`${/_(.{10})\./.exec(path)?.[1]}T00:00:00Z`) / MICROS_PER_DAY;
    const gone = files.filter(({ change }) => change === "deleted").map(({ path }) => dateOf(path));
    expect(gone).toEqual(named.map(({ path }) => dateOf(path) - 14));
  });

  it("reads the directory out of a frozen snapshot of the controller, which its database engine notes", () => {
    const onController = readers.filter(({ host }) => host.name === "DC01").map(({ process }) => process.commandLine);
    expect(onController.filter((line) => line.includes("HarddiskVolumeShadowCopy") && line.includes("\\NTDS\\ntds.dit"))).toHaveLength(
      NIGHTS,
    );
    const noted = only(jobs, "windows-event").filter(({ channel }) => channel === "Directory Service");
    expect(noted.map(({ eventId }) => eventId)).toEqual(Array.from({ length: NIGHTS }, () => [2005, 2001, 2003, 2006]).flat());
    for (const { host, strings, message } of noted) {
      expect(host.name).toBe("DC01");
      expect(message).toContain(`${strings[0]} (${strings[1]}) ${strings[2]}Shadow copy instance ${strings[3]} `);
    }
  });

  it("verifies the youngest points on Sunday, without anybody signing in anywhere", () => {
    const checks = only(jobs, "process-started").filter(({ process }) => process.fileName === "KeepsafeVerify.exe");
    expect(checks.map(({ host }) => host.name)).toEqual(PROTECTED.map(() => "BK01"));
    expect(new Set(checks.map(({ at }) => new Date(at / 1_000).getUTCDay()))).toEqual(new Set([0]));
    expect(checks.map(({ process }) => process.account.name)).toEqual(PROTECTED.map(() => "SYSTEM"));
  });

  it("takes over from the servers' own agents, which start nothing any more", () => {
    expect(activities.filter(({ cause }) => cause.actor === "system/backup")).toEqual([]);
    const own = createWorldRun(buildTinyScenario({ story: [], volume: 0.004 }), 9);
    const alone = [...own.advance(own.window.exerciseEnd)].flat();
    expect(alone.some(({ cause }) => cause.actor === "system/backup")).toBe(true);
    expect(alone.filter(({ cause }) => cause.actor === "system/backup-server" || cause.actor.startsWith("provider/"))).toEqual([]);
  });
});
