import { describe, expect, it } from "vitest";
import { buildTinyScenario } from "../../test/fixtures/tiny-scenario.ts";
import { only } from "../../test/fixtures/quiet-world.ts";
import { MICROS_PER_DAY, MICROS_PER_HOUR, MICROS_PER_MINUTE, MICROS_PER_MS, parseSimTime } from "../base/sim-time.ts";
import type { Activity, ActivityOf } from "./activity.ts";
import { SERVER_CHORES } from "./system/chores/server-chores.ts";
import { createWorldRun } from "./world.ts";

const tiny = buildTinyScenario();
/** Thursday 25 February to Thursday 4 March 2021; the Monday is a holiday. */
const week = buildTinyScenario({ story: [], volume: 0.03, window: { ...tiny.window, historyDays: 7, holidays: ["2021-03-01"] } });
const run = createWorldRun(week, 9);
const activities: Activity[] = [...run.advance(run.window.exerciseEnd)].flat();
const requests = only(activities, "http-request");

const countBetween = (from: string, hours: number, accept: (activity: Activity) => boolean): number => {
  const start = parseSimTime(from);
  return activities.filter((activity) => activity.at >= start && activity.at < start + hours * MICROS_PER_HOUR && accept(activity)).length;
};
const isOffice = ({ cause }: Activity): boolean => cause.actor.startsWith("people/") && !cause.actor.endsWith("/phone");

describe("a week of ordinary life", () => {
  it("works by day, sleeps at night, rests at weekends and on the holiday", () => {
    const workday = countBetween("2021-02-26T06:00:00Z", 12, isOffice);
    expect(countBetween("2021-02-25T22:00:00Z", 7, isOffice)).toBeLessThan(workday / 15);
    expect(countBetween("2021-02-27T06:00:00Z", 12, isOffice)).toBeLessThan(workday / 4);
    expect(countBetween("2021-03-01T06:00:00Z", 12, isOffice)).toBeLessThan(workday / 4);
    expect(countBetween("2021-03-02T06:00:00Z", 12, isOffice)).toBeGreaterThan(workday / 2);
  });

  it("is probed around the clock by the health service, under its own agents", () => {
    const probes = requests.filter(({ cause }) => cause.actor === "system/health");
    const byDay = new Map<number, number>();
    for (const { at } of probes) byDay.set(Math.floor(at / MICROS_PER_DAY), (byDay.get(Math.floor(at / MICROS_PER_DAY)) ?? 0) + 1);
    const full = [...byDay.values()].slice(1, -1);
    expect(Math.max(...full) - Math.min(...full)).toBeLessThan(Math.max(...full) / 10);
    expect(new Set(probes.map(({ userAgent }) => userAgent.split(/[ /(]/)[0]))).toEqual(
      new Set(["AMProbe", "MapiHttpClient", "Ews_AM_Probe", "MSRPC", "TestActiveSyncConnectivity", "Microsoft", "Odata_PC_Probe"]),
    );
  });

  it("has no PC connect to the server at night or on a day off", () => {
    const isFromDesk = (activity: Activity): boolean =>
      activity.kind === "network-connection" &&
      activity.direction === "inbound" &&
      activity.remoteIp.startsWith("10.20.") &&
      activity.remoteIp !== activity.host.ip;
    expect(countBetween("2021-02-26T06:00:00Z", 12, isFromDesk)).toBeGreaterThan(5);
    expect(countBetween("2021-02-25T22:00:00Z", 7, isFromDesk)).toBe(0);
    expect(countBetween("2021-02-27T00:00:00Z", 72, isFromDesk)).toBe(0);
  });

  it("knows every door that people use, each with its 401 before the first 200", () => {
    const people = requests.filter(({ cause }) => cause.actor.startsWith("people/"));
    const doors = new Set(people.map(({ protocol }) => protocol));
    for (const door of ["Mapi", "Ews", "Autodiscover", "Oab", "Owa", "Ecp", "Eas"] as const) expect(doors).toContain(door);
    const mapi = people.filter(({ protocol }) => protocol === "Mapi").map(({ status }) => status);
    expect(mapi.filter((status) => status === 401).length).toBeGreaterThan(3);
    expect(mapi.filter((status) => status === 200).length).toBeGreaterThan(mapi.filter((status) => status === 401).length);
  });

  it("leads from the gear of web mail into one's own options, and audits what is saved there in one's own name", () => {
    const options = requests.filter(({ stem, status }) => /^\/ecp\/\w+\/\w+\.(?:slab|svc)/.test(stem) && status === 200);
    expect(options.length).toBeGreaterThan(20);
    const askers = new Set(options.map(({ proxyUser }) => proxyUser));
    expect(askers.size).toBeGreaterThan(2);
    const own = only(activities, "cmdlet-run").filter(
      ({ cmdlet, clientApplication }) => clientApplication === "ECP" && /^(?:Set-Mailbox\w+Configuration|New-InboxRule)$/.test(cmdlet),
    );
    expect(own.length).toBeGreaterThan(1);
    for (const { caller, isAudited } of own) expect([askers.has(`${caller.domain}\\${caller.name}`), isAudited]).toEqual([true, true]);
  });

  it("offers the parts of the address book that lie in its folder, and puts each there by way of its temporary folder", () => {
    const files = only(activities, "file-changed").filter(({ path }) => path.includes("\\ClientAccess\\OAB\\"));
    const offered = files.filter(({ change }) => change === "renamed");
    expect(offered.length).toBeGreaterThan(60);
    expect(offered.every(({ previousPath }) => previousPath.includes("\\OAB\\Temp\\"))).toBe(true);
    const names = new Set(offered.map(({ path }) => path.slice(path.lastIndexOf("\\") + 1)));
    const afterFirst = requests.filter(({ at }) => at > run.window.historyStart + 9 * MICROS_PER_HOUR);
    const asked = afterFirst.flatMap(({ stem }) => /^\/OAB\/.*\/(.*\.lzx)$/.exec(stem)?.slice(1) ?? []);
    expect(asked.length).toBeGreaterThan(2);
    expect(asked.filter((name) => !names.has(name))).toEqual([]);
  });

  it("renews transport's scan engine several times a day, each version in a folder of its own that the next one removes", () => {
    const files = only(activities, "file-changed").filter(({ path }) => path.endsWith("\\mpengine.dll"));
    const folders = (change: string): string[] => files.filter((file) => file.change === change).map(({ path }) => path);
    const created = folders("created");
    expect(created.length).toBeGreaterThan(7 * 4);
    expect(new Set(created).size).toBeGreaterThan(created.length * 0.7);
    expect(folders("deleted").filter((path) => !created.includes(path))).toEqual([]);
  });

  it("fills the databases' transaction logs one generation after the other, mostly by day, and deletes in order what a backup has taken", () => {
    const logs = only(activities, "file-changed").flatMap(({ change, path, at }) => {
      const [, log = "", generation = ""] = /^(.*\\E\d\d)([0-9A-F]{8})\.log$/.exec(path) ?? [];
      return log === "" ? [] : [{ change, log, at, generation: Number.parseInt(generation, 16) }];
    });
    expect(new Set(logs.map(({ log }) => log)).size).toBe(2);
    for (const log of new Set(logs.map((one) => one.log))) {
      const of = (change: string): number[] =>
        logs.filter((one) => one.log === log && one.change === change).map(({ generation }) => generation);
      const isConsecutive = (numbers: readonly number[]): boolean =>
        numbers.every((number, i) => i === 0 || number === (numbers[i - 1] ?? 0) + 1);
      const [closed, deleted] = [of("renamed"), of("deleted")];
      expect([isConsecutive(closed), isConsecutive(deleted)]).toEqual([true, true]);
      expect(deleted.length).toBeGreaterThan(10);
      expect(deleted.at(-1)).toBeLessThan(closed.at(-1) ?? 0);
      expect(deleted[0]).toBeLessThan(closed[0] ?? 0);
    }
    const closedIn = (from: string, hours: number): number =>
      countBetween(
        from,
        hours,
        (one) => one.kind === "file-changed" && one.change === "renamed" && /\\E\d\d[0-9A-F]{8}\.log$/.test(one.path),
      );
    expect(closedIn("2021-02-26T08:00:00Z", 10)).toBeGreaterThan(closedIn("2021-02-27T08:00:00Z", 10));
  });

  it("invites to meetings, which are answered and entered into calendars, and says for whoever is away that they are", () => {
    const events = only(activities, "mail-event");
    const entered = events.filter(({ eventId }) => eventId === "PROCESSMEETINGMESSAGE").map(({ subject }) => subject);
    const accepted = entered.filter((subject) => subject.startsWith("Accepted: "));
    expect(accepted.length).toBeGreaterThan(0);
    for (const subject of accepted) expect(entered).toContain(subject.slice("Accepted: ".length));
    const notices = events.filter(({ source }) => source === "MAILBOXRULE");
    expect(notices.length).toBeGreaterThan(0);
    for (const { subject, returnPath } of notices) expect([subject.startsWith("Automatic reply: "), returnPath]).toEqual([true, "<>"]);
  });

  it("has phones confirm the mailbox policy now and then: refused by an answer that is 200 to IIS, then asked, confirmed, read again", () => {
    const answered = requests.filter(({ protocol, query, status }) => protocol === "Eas" && status === 200 && query.includes("DeviceId="));
    const refusals = answered.filter(({ backEnd }) => backEnd?.query.includes("Error:DeviceNotProvisioned_SC1:142") === true);
    const said = refusals.map((refused) => {
      const rest = answered.filter(({ clientId, at }) => clientId === refused.clientId && at >= refused.at);
      return rest.slice(0, 5).map(({ query }) => /Cmd=(\w+)/.exec(query)?.[1] ?? "");
    });
    expect(refusals.length).toBeGreaterThan(0);
    expect(new Set(said.map((commands) => commands.join(" ")))).toEqual(new Set(["Sync Provision Provision FolderSync Ping"]));
  });

  it("has one phone that is refused for days because nobody told it of the new password", () => {
    const refused = requests.filter(
      ({ protocol, status, subStatus }) => protocol === "Eas" && status === 401 && subStatus === 1 && !/spray/.test(protocol),
    );
    const phones = refused.filter(({ cause }) => cause.actor.endsWith("/phone"));
    expect(new Set(phones.map(({ query }) => /DeviceId=(\w+)/.exec(query)?.[1])).size).toBe(1);
    expect(new Set(phones.map(({ at }) => Math.floor(at / MICROS_PER_DAY))).size).toBeGreaterThanOrEqual(7);
    const failures = only(activities, "logon-failed").filter(({ cause }) => cause.actor.endsWith("/phone"));
    expect(failures).toHaveLength(phones.length);
  });

  it("stamps heartbeats minutes after they began and shows them to the back end with their diary", () => {
    const pings = requests.filter(({ query, status }) => /Cmd=Ping/.test(query) && status === 200);
    expect(pings.some(({ totalMs }) => totalMs > 5 * 60_000)).toBe(true);
    for (const { backEnd } of pings) expect(backEnd?.query).toMatch(/&Log=SC1:1_PrxFrom:.*_Hb:\d+_.*_TmCmpl:\d\d:\d\d:\d\d\.\d{6}_/);
  });

  it("tracks every message in the order in which the services see it", () => {
    const byMessage = new Map<string, ActivityOf<"mail-event">[]>();
    for (const event of only(activities, "mail-event")) {
      if (event.messageId !== "") byMessage.set(event.messageId, [...(byMessage.get(event.messageId) ?? []), event]);
    }
    expect(byMessage.size).toBeGreaterThan(20);
    for (const [, events] of byMessage) {
      const order = events.map(({ source, eventId }) => `${source}/${eventId}`).join(" ");
      expect(order).toMatch(
        /^(?:STOREDRIVER\/RECEIVE STOREDRIVER\/SUBMIT |MAILBOXRULE\/RECEIVE )?SMTP\/HAREDIRECTFAIL SMTP\/RECEIVE AGENT\/AGENTINFO(?: SMTP\/SEND STOREDRIVER\/DELIVER(?: MEETINGMESSAGEPROCESSOR\/PROCESSMEETINGMESSAGE)?)?(?: SMTP\/SENDEXTERNAL)?(?: ROUTING\/FAIL DSN\/DSN)?$/,
      );
      expect(new Set(events.map(({ networkMessageId }) => networkMessageId)).size).toBe(1);
    }
  });

  it("writes the instant of a message into its network message id", () => {
    for (const { networkMessageId, at } of only(activities, "mail-event").filter(({ eventId }) => eventId === "RECEIVE")) {
      const ticks = BigInt(`0x${networkMessageId.slice(-12)}`) << 16n;
      const micros = Number((ticks - 621_355_968_000_000_000n) / 10n);
      expect(Math.abs(at - micros)).toBeLessThan(2_000 * MICROS_PER_MS);
    }
  });

  it("backs up at half past ten at night, local time", () => {
    const nights = only(activities, "logon").filter(({ account }) => account.name === "svc-backup");
    expect(nights).toHaveLength(7);
    for (const { at } of nights) expect((at % MICROS_PER_DAY) / MICROS_PER_MINUTE).toBeCloseTo(21.5 * 60, -1);
  });

  it("is scanned and sprayed from the internet, more so after the disclosure, and never let in", () => {
    const strangers = requests.filter(({ cause }) => cause.actor.startsWith("internet/"));
    expect(strangers.length).toBeGreaterThan(50);
    for (const { proxyUser } of strangers) expect(proxyUser).toBe("");
    for (const { backEnd } of strangers.filter(({ cause }) => cause.actor !== "internet/researcher")) expect(backEnd).toBeNull();
    const researchers = strangers.filter(({ cause }) => cause.actor === "internet/researcher");
    for (const { at, status } of researchers) {
      expect(at).toBeGreaterThan(parseSimTime("2021-03-02T18:00:00Z"));
      expect(status).toBe(500);
    }
    expect(only(activities, "logon-failed").some(({ cause }) => cause.actor === "internet/spray")).toBe(true);
  });

  it("gives every logon an id of its own, and logoffs and privileges to known ones", () => {
    const ids = only(activities, "logon")
      .filter(({ logonType }) => logonType !== 5)
      .map(({ host, logonId }) => `${host.name}/${logonId}`);
    expect(new Set(ids).size).toBe(ids.length);
    const known = new Set(only(activities, "logon").map(({ host, logonId }) => `${host.name}/${logonId}`));
    for (const { host, logonId } of [...only(activities, "logoff"), ...only(activities, "privileges-assigned")])
      expect(known).toContain(`${host.name}/${logonId}`);
  });

  it("shrinks with the volume, keeping people and probes in proportion", () => {
    const count = (volume: number): { people: number; probes: number } => {
      const small = createWorldRun(buildTinyScenario({ story: [], volume }), 9);
      const seen = only([...small.advance(small.window.exerciseEnd)].flat(), "http-request");
      return { people: seen.filter(isOffice).length, probes: seen.filter(({ cause }) => cause.actor === "system/health").length };
    };
    const [low, high] = [count(0.02), count(0.08)];
    expect(high.probes / low.probes).toBeGreaterThan(3.5);
    expect(high.probes / low.probes).toBeLessThan(4.5);
    expect(high.people).toBeGreaterThan(low.people * 1.5);
  });
});

describe("honest work of machines that leaves what intruders leave", () => {
  const hourOf = ({ at }: Activity): number => Math.floor(at / MICROS_PER_HOUR) % 24;

  it("is done by every chore", () => {
    const idle = SERVER_CHORES.filter(({ name }) => !activities.some(({ cause }) => cause.actor === `system/chores/${name}`));
    expect(idle.map(({ name }) => name)).toEqual([]);
  });

  it("opens lsass around the clock, now and then with every right", () => {
    const looks = only(activities, "process-accessed").filter(({ target }) => target.fileName === "lsass.exe");
    expect(new Set(looks.map(hourOf)).size).toBeGreaterThan(20);
    expect(new Set(looks.map(({ grantedAccess }) => grantedAccess))).toContain("0x1fffff");
  });

  it("numbers services like whatever else runs, and only what Windows starts first low", () => {
    const acting = activities.flatMap((activity) => ("process" in activity && activity.process !== null ? [activity.process] : []));
    const pidsOf = (isOne: (path: string, parent: string) => boolean): number[] => [
      ...new Set(acting.filter(({ path, parent }) => isOne(path, parent?.fileName ?? "")).map(({ pid }) => pid)),
    ];
    const services = pidsOf((path, parent) => parent === "services.exe" && !path.endsWith("lsass.exe"));
    expect(services.filter((pid) => pid > 9_000).length).toBeGreaterThan(services.length / 4);
    expect(services.filter((pid) => pid < 9_000).length).toBeGreaterThan(services.length / 4);
    expect(Math.max(...pidsOf((path) => path.endsWith("lsass.exe") || path.endsWith("services.exe")))).toBeLessThanOrEqual(1_000);
  });

  it("runs scripts below an interpreter at all hours, where they ask Windows' programs, call, note results and load PowerShell's engine", () => {
    const isScript = ({
      fileName,
      parent,
    }: {
      readonly fileName: string;
      readonly parent: { readonly fileName: string } | null;
    }): boolean => fileName === "powershell.exe" && parent?.fileName === "cmd.exe";
    const started = only(activities, "process-started");
    const scripts = started.filter(({ process }) => isScript(process));
    expect(new Set(scripts.map(hourOf)).size).toBeGreaterThan(20);
    const asked = new Set(
      started.filter(({ process: { parent } }) => parent !== null && isScript(parent)).map(({ process }) => process.fileName),
    );
    for (const name of ["fsutil.exe", "wevtutil.exe", "sc.exe", "reg.exe", "certutil.exe", "w32tm.exe"]) expect(asked).toContain(name);
    expect(only(activities, "network-connection").some(({ process }) => process !== null && isScript(process))).toBe(true);
    expect(only(activities, "registry-set").some(({ process }) => process !== null && isScript(process))).toBe(true);
    const engines = only(activities, "image-loaded").filter(({ path }) => path.endsWith("\\System.Management.Automation.ni.dll"));
    expect(engines.filter(({ process }) => isScript(process)).length).toBeGreaterThan(scripts.length * 0.9);
  });

  it("has each of many services call out seldom", () => {
    const calls = only(activities, "network-connection").filter(({ cause }) => cause.actor === "system/routines/service-call");
    const callers = new Map<string, number>();
    for (const { host, process } of calls) {
      const caller = `${host.name}/${process?.pid}`;
      callers.set(caller, (callers.get(caller) ?? 0) + 1);
    }
    expect(callers.size).toBeGreaterThan(20);
    expect(Math.max(...callers.values())).toBeLessThan(calls.length / 6);
  });

  it("loads libraries, sets values in the registry, writes to the audited web folder, installs services and tasks", () => {
    expect(only(activities, "image-loaded").filter(({ isSigned }) => !isSigned).length).toBeGreaterThan(0);
    expect(only(activities, "registry-set").some(({ key }) => key.endsWith("\\Run"))).toBe(true);
    const events = new Set(only(activities, "windows-event").map(({ eventId }) => eventId));
    for (const eventId of [4663, 4697, 4698, 7045, 106]) expect(events).toContain(eventId);
  });

  it("rewrites the configuration of every application pool in most nights", () => {
    const rewritten = only(activities, "file-changed").filter(({ path }) => path.includes("\\temp\\appPools\\"));
    // Half past midnight local time is still yesterday in UTC.
    const nights = new Set(rewritten.map(({ at }) => Math.floor((at + 6 * MICROS_PER_HOUR) / MICROS_PER_DAY)));
    expect(nights.size).toBeGreaterThanOrEqual(6);
  });
});
