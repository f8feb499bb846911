import { describe, expect, it } from "vitest";
import { buildGuardedScenario } from "../../../../test/fixtures/guarded-scenario.ts";
import { only } from "../../../../test/fixtures/quiet-world.ts";
import { buildTinyScenario } from "../../../../test/fixtures/tiny-scenario.ts";
import { MICROS_PER_HOUR, MICROS_PER_MINUTE } from "../../../base/sim-time.ts";
import type { Activity } from "../../activity.ts";
import { isInside } from "../../estate/addresses.ts";
import { buildEstate } from "../../estate/build-estate.ts";
import { createWorldRun } from "../../world.ts";
import { DESKTOP_PORT, VPN_PORT } from "./tunnel.ts";

const { window } = buildTinyScenario();
/** Thursday 18 February to Thursday 4 March 2021; the second Monday is a holiday. */
const fortnight = buildGuardedScenario({ volume: 0.004, window: { ...window, historyDays: 14, holidays: ["2021-03-01"] } });
const SEED = 9;
const { provider, people, organisation } = buildEstate(fortnight, SEED);
const run = createWorldRun(fortnight, SEED);
const activities: Activity[] = [...run.advance(run.window.exerciseEnd)].flat();
const theirs = activities.filter(({ cause }) => cause.actor.startsWith("provider/"));
const logons = only(theirs, "logon");
const desktops = logons.filter(({ logonType }) => logonType === 10);
const JUMP = "10.20.0.41";

/** Local hour (Berlin, in winter) and date. */
const hourOf = (at: number): number => (at / MICROS_PER_HOUR + 1) % 24;
const dateOf = (at: number): string => new Date(at / 1_000 + 3_600_000).toISOString().slice(0, 10);
const occasionOf = ({ cause }: Activity): string => cause.actor.split("/")[2] ?? "";

describe("the provider's technicians", () => {
  it("have accounts of the domain that no person of the company has, and no mailbox", () => {
    const accounts = provider?.technicians.map(({ account }) => account) ?? [];
    expect(accounts.map(({ name }) => /^msp-[a-z]+$/.test(name))).toEqual([true, true]);
    const sids = [...people.map(({ account }) => account), ...accounts].map(({ sid }) => sid);
    expect(new Set(sids).size).toBe(sids.length);
    const reports = only(activities, "person-report").filter(({ account }) => accounts.some(({ sid }) => sid === account.sid));
    expect(reports.length).toBeGreaterThanOrEqual(accounts.length);
    for (const { groups, mailAddress } of reports) expect([groups.includes("Domain Admins"), mailAddress]).toEqual([true, ""]);
    expect(accounts.map(({ domain }) => domain)).toEqual([organisation.netbios, organisation.netbios]);
  });

  it("reach the jump host from the VPN's pool, and everything else from the jump host", () => {
    expect(desktops.length).toBeGreaterThan(20);
    for (const { host, sourceIp, account } of desktops) {
      expect(account.name).toMatch(/^msp-/);
      expect(host.ip === JUMP ? isInside(sourceIp, [provider?.pool ?? ""]) : sourceIp === JUMP).toBe(true);
    }
    const elsewhere = only(activities, "logon").filter(({ account, host }) => account.name.startsWith("msp-") && host.ip !== JUMP);
    expect(elsewhere.filter(({ sourceIp }) => sourceIp !== JUMP)).toEqual([]);
  });

  it("look after mail and directory every working morning, and at no weekend or holiday", () => {
    const mornings = desktops.filter((logon) => occasionOf(logon) === "morning");
    const days = new Map<string, Set<string>>();
    for (const { at, host } of mornings) days.set(dateOf(at), (days.get(dateOf(at)) ?? new Set()).add(host.name));
    const workdays = ["19", "22", "23", "24", "25", "26"].map((day) => `2021-02-${day}`);
    expect([...days.keys()].filter((day) => day > "2021-02-18" && day < "2021-03-04").sort()).toEqual([
      ...workdays,
      "2021-03-02",
      "2021-03-03",
    ]);
    for (const places of [...days.values()].slice(0, -1)) expect([...places].sort()).toEqual(["DC01", "JUMP01", "MX01"]);
    expect(mornings.every(({ at }) => hourOf(at) >= 6.5 && hourOf(at) < 10)).toBe(true);
    const queues = only(theirs, "http-request").filter(({ backEnd }) => backEnd?.action === "Get-Queue:Command");
    expect(queues.length).toBeGreaterThan(6);
    expect(new Set(queues.map(({ originIp }) => originIp))).toEqual(new Set([JUMP]));
  });

  it("keep one evening a week for maintenance, with an installer's package from the jump host's share", () => {
    const evenings = desktops.filter((logon) => occasionOf(logon) === "evening" && logon.host.ip === JUMP);
    expect(evenings).toHaveLength(2 - Number(new Date(evenings[0]?.at ?? 0).getUTCDay() === 1));
    const weekdays = new Set(evenings.map(({ at }) => new Date(at / 1_000).getUTCDay()));
    expect(weekdays.size).toBe(1);
    const installs = only(theirs, "windows-event").filter(({ provider: source }) => source === "MsiInstaller");
    const fetched = only(theirs, "share-accessed").filter(({ relativePath }) => relativePath?.endsWith(".msi"));
    expect(installs.filter(({ eventId }) => eventId === 1033)).toHaveLength(fetched.length);
    expect(fetched.length).toBeGreaterThanOrEqual(2);
    expect(new Set(fetched.map(({ host }) => host.name))).toEqual(new Set(["JUMP01"]));
  });

  it("come in the night after an alarm of the monitoring, to the server that raised it, and only then", () => {
    const alarms = only(theirs, "windows-event").filter(({ provider: source }) => source === "Lookout Agent");
    const reached = desktops.filter((logon) => occasionOf(logon) === "night" && logon.host.ip !== JUMP);
    expect(alarms.length).toBeGreaterThan(0);
    expect(reached.map(({ host }) => host.name)).toEqual(alarms.map(({ host }) => host.name));
    for (const [n, { at }] of reached.entries()) {
      const minutes = (at - (alarms[n]?.at ?? 0)) / MICROS_PER_MINUTE;
      expect(minutes > 5 && minutes < 25).toBe(true);
      expect(hourOf(at) < 6).toBe(true);
    }
  });

  it("pass the firewall twice: as a tunnel from their office, and inside it to the jump host, by the port that it sees", () => {
    const passed = only(theirs, "firewall-session");
    const tunnels = passed.filter(({ tunnel }) => tunnel !== undefined);
    const inside = passed.filter(({ tunnel }) => tunnel === undefined);
    const visits = desktops.filter(({ host }) => host.ip === JUMP);
    expect(Math.abs(tunnels.length - visits.length)).toBeLessThan(2);
    for (const { sourceIp, destinationPort } of tunnels) expect([sourceIp, destinationPort]).toEqual([provider?.publicIp, VPN_PORT]);
    const arrivals = new Set(
      only(theirs, "network-connection").flatMap(({ localPort, remoteIp, remotePort }) =>
        localPort === DESKTOP_PORT ? [`${remoteIp}:${remotePort}`] : [],
      ),
    );
    expect(inside.length).toBeGreaterThanOrEqual(tunnels.length);
    expect(inside.filter(({ sourceIp, sourcePort }) => !arrivals.has(`${sourceIp}:${sourcePort}`))).toEqual([]);
  });

  it("prove a password by NTLM from a laptop of no domain, and go on with tickets that the jump host was given", () => {
    const proofs = only(theirs, "ntlm-validated");
    const proven = logons.filter(({ package: by }) => by === "NTLM");
    expect(proofs).toHaveLength(proven.length);
    expect(new Set(proven.map(({ host, workstation }) => `${host.name}/${workstation}`))).toEqual(
      new Set(provider?.technicians.map(({ laptop }) => `JUMP01/${laptop}`)),
    );
    const tickets = only(theirs, "ticket").filter(({ account }) => account.name.startsWith("msp-"));
    for (const { host, at } of desktops.filter(({ host: { ip } }) => ip !== JUMP)) {
      const own = tickets.filter((ticket) => ticket.serviceName === `${host.name}$` && Math.abs(ticket.at - at) < 1_000_000);
      expect(own.map(({ clientIp }) => clientIp)).toEqual([JUMP]);
    }
  });

  it("close windows without signing out and open them again: every 4778 follows a 4779 of the same desktop, and nothing is opened in between", () => {
    const windows = only(theirs, "windows-event").filter(({ eventId }) => eventId === 4778 || eventId === 4779);
    const valueOf = (index: number, name: string): string => windows[index]?.named?.find((one) => one.name === name)?.value ?? "";
    const known = new Set(desktops.map(({ logonId }) => logonId));
    expect(windows.filter(({ eventId }) => eventId === 4778).length).toBeGreaterThan(2);
    const orphans = windows.filter(({ eventId }, index) => {
      const closed = `${windows[index - 1]?.eventId} ${valueOf(index - 1, "LogonID")}`;
      return !known.has(valueOf(index, "LogonID")) || (eventId === 4778 && closed !== `4779 ${valueOf(index, "LogonID")}`);
    });
    expect(orphans).toEqual([]);
    const reopened = windows.flatMap(({ at, eventId, host }, index) =>
      eventId === 4778 ? [{ host, from: windows[index - 1]?.at ?? 0, until: at }] : [],
    );
    const started = only(theirs, "process-started").filter(({ at, host }) =>
      reopened.some((closed) => closed.host.name === host.name && at > closed.from && at < closed.until),
    );
    expect(started).toEqual([]);
  });

  it("stay away where the cast has no provider, and leave no other draw where it was not", () => {
    const { cast } = fortnight;
    const alone = { ...fortnight, window, cast: { ...cast, provider: undefined } };
    const without = createWorldRun(alone, SEED);
    const rest = [...without.advance(without.window.exerciseEnd)].flat();
    const withThem = createWorldRun({ ...alone, cast }, SEED);
    const others = [...withThem.advance(withThem.window.exerciseEnd)].flat().filter(({ cause }) => !cause.actor.startsWith("provider/"));
    const outline = (list: readonly Activity[]): string[] =>
      list.filter(({ kind }) => kind !== "person-report").map(({ kind, at, host, cause }) => `${kind} ${at} ${host.name} ${cause.actor}`);
    expect(rest.length).toBeGreaterThan(1_000);
    expect(rest.filter(({ cause }) => cause.actor.startsWith("provider/"))).toEqual([]);
    expect(outline(others).sort()).toEqual(outline(rest).sort());
  });
});
