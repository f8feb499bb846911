import { beforeAll, describe, expect, it } from "vitest";
import { buildGroupScenario } from "../../../test/fixtures/group-scenario.ts";
import { parseSimTime } from "../../base/sim-time.ts";
import type { Operation } from "../../scenario/operation.ts";
import type { Activity, ActivityKind, ActivityOf } from "../activity.ts";
import type { WorldRun } from "../run.ts";
import { createWorldRun } from "../world.ts";

const BALANCER = "10.20.0.40";
const PUBLIC = "mail.tiny.example";

const LOST = parseSimTime("2021-03-03T12:00:00Z");
const MOVED = parseSimTime("2021-03-03T19:30:00Z");

let run: WorldRun;
const activities: Activity[] = [];
const only = <K extends ActivityKind>(kind: K): ActivityOf<K>[] =>
  activities.filter((activity): activity is ActivityOf<K> => activity.kind === kind);

beforeAll(() => {
  const operations: readonly Operation[] = [
    { kind: "lose-node", hostRole: "mail-2", at: LOST, seconds: 70 },
    { kind: "move-databases", hostRole: "mail-3", at: MOVED, toRole: "mail-2" },
  ];
  run = createWorldRun(buildGroupScenario({ hidesClients: true, forwardsClients: true }, { operations }), 4);
  for (const batch of run.advance(run.window.exerciseEnd)) activities.push(...batch);
});

describe("three servers of one group behind a balancer", () => {
  it("share the public name's requests, whoever has the mailbox", () => {
    const open = only("http-request").filter(({ urlHost }) => urlHost === PUBLIC);
    for (const name of ["MX01", "MX02", "MX03"])
      expect(open.filter(({ host }) => host.name === name).length / open.length).toBeGreaterThan(0.2);
    expect(open.filter(({ clientIp }) => clientIp !== BALANCER)).toEqual([]);
    expect(open.filter(({ forwardedFor, originIp }) => forwardedFor !== originIp || originIp === BALANCER)).toEqual([]);
  });

  it("send two thirds of it over to another server, from address to address on port 444, and the worker there is of that server", () => {
    const mapi = only("http-request").flatMap(({ host, protocol, urlHost, backEnd }) =>
      urlHost === PUBLIC && protocol === "Mapi" && backEnd !== null ? [{ host, call: backEnd }] : [],
    );
    const across = mapi.filter(({ host, call }) => call.server !== host);
    expect(across.length / mapi.length).toBeGreaterThan(0.4);
    for (const { host, call } of across) {
      expect([call.peerIp, call.serverIp, call.port]).toEqual([host.ip, call.server.ip, 444]);
      expect(call.targetServer).toBe(call.server.fqdn);
    }
  });

  it("leave the front end's account on the other server, with a ticket for it", () => {
    const foreign = only("logon").filter(
      ({ host, account }) => /^MX0\d\$$/.test(account.name) && account.name !== `${host.name}$` && host.role === "exchange",
    );
    expect(foreign.length).toBeGreaterThan(5);
    expect(foreign.filter(({ sourceIp, account }) => sourceIp !== `10.20.0.1${account.name.charAt(3)}`)).toEqual([]);
  });

  it("are asked for their health by the balancer, each at its own address", () => {
    const probes = only("http-request").filter(
      ({ clientIp, urlHost }) => clientIp === BALANCER && urlHost !== PUBLIC && urlHost.startsWith("10."),
    );
    expect(probes.length).toBeGreaterThan(100);
    expect(
      probes.filter(({ stem, urlHost, host, status }) => !stem.endsWith("/healthcheck.htm") || urlHost !== host.ip || status !== 200),
    ).toEqual([]);
  });

  it("keep a shadow of each message on another server, and throw it away there", () => {
    const mail = only("mail-event");
    const made = mail.filter(({ eventId }) => eventId === "HARECEIVE");
    const redirected = mail.filter(({ eventId }) => eventId === "HAREDIRECT");
    expect(mail.filter(({ eventId }) => eventId === "HAREDIRECTFAIL")).toEqual([]);
    expect(redirected.length).toBeGreaterThan(20);
    const hostOf = new Map(redirected.map(({ networkMessageId, host }) => [networkMessageId, host.name]));
    expect(made.filter(({ networkMessageId, host }) => [undefined, host.name].includes(hostOf.get(networkMessageId)))).toEqual([]);
    const delivered = mail.filter(({ eventId }) => eventId === "DELIVER");
    expect(new Set(delivered.map(({ host }) => host.name)).size).toBe(3);
  });

  it("hold an intruder's file on the one server whose back end wrote it, and show it there alone", () => {
    const written = only("file-changed").filter(({ cause, path }) => cause.story?.stepId === "drop" && path.endsWith(".aspx"));
    expect(new Set(written.map(({ host }) => host.name))).toEqual(new Set(["MX01"]));
    const visits = only("http-request").filter(({ cause }) => ["check", "whoami", "removal"].includes(cause.story?.stepId ?? ""));
    expect(new Set(visits.filter(({ status }) => status === 200).map(({ host }) => host.name))).toEqual(new Set(["MX01"]));
    expect(visits.some(({ status }) => status !== 200)).toBe(true);
  });

  it("mount the databases of a lost member elsewhere, and those of a moved one where they were sent", () => {
    const servers = (from: number, until: number): Set<string> =>
      new Set(
        only("http-request").flatMap(({ at, backEnd }) => (at > from && at < until && backEnd?.databaseGuid ? [backEnd.server.name] : [])),
      );
    const minute = 60_000_000;
    expect(servers(0, LOST)).toEqual(new Set(["MX01", "MX02", "MX03"]));
    expect(servers(LOST + 30 * minute, MOVED)).toEqual(new Set(["MX01", "MX03"]));
    expect(servers(MOVED + 30 * minute, MOVED + 9 * 60 * minute)).toEqual(new Set(["MX01", "MX02"]));
    const gone = only("windows-event").filter(
      ({ eventId, provider }) => eventId === 1135 && provider === "Microsoft-Windows-FailoverClustering",
    );
    expect(gone.map(({ host }) => host.name).toSorted()).toEqual(["MX01", "MX03"]);
    expect(only("cmdlet-run").filter(({ cmdlet }) => cmdlet === "Move-ActiveMailboxDatabase")).toHaveLength(1);
    const moves = only("windows-event").filter(({ eventId, provider }) => eventId === 3169 && provider === "MSExchangeRepl");
    expect(new Set(moves.map(({ host }) => host.name))).toEqual(new Set(["MX01"]));
    expect(new Set(moves.map(({ strings }) => strings[3]))).toEqual(new Set(["None specified", "Maintenance"]));
    expect(
      only("http-request").filter(({ host, at, urlHost }) => host.name === "MX02" && urlHost === PUBLIC && at > LOST && at < LOST + minute),
    ).toEqual([]);
  });

  it("are one address at the edge", () => {
    const web = only("firewall-session").filter(
      (session) => session.destinationPort === 443 && session.action !== "deny" && session.site === "",
    );
    expect(web.length).toBeGreaterThan(10);
    expect(new Set(web.map(({ destinationIp }) => destinationIp))).toEqual(new Set([BALANCER]));
    expect(web.filter(({ sourceIp }) => sourceIp === BALANCER)).toEqual([]);
  });

  it("end each connection between two members at both of them", () => {
    const talks = only("network-connection").filter(({ localPort, remotePort }) => [localPort, remotePort].includes(64_327));
    const keyOf = (from: string, port: number, to: string): string => `${from}:${port} ${to}`;
    const out = talks.filter(({ direction }) => direction === "outbound").map((one) => keyOf(one.localIp, one.localPort, one.remoteIp));
    const inbound = talks.filter(({ direction }) => direction === "inbound").map((one) => keyOf(one.remoteIp, one.remotePort, one.localIp));
    expect(out.length).toBeGreaterThan(10);
    expect(inbound.toSorted()).toEqual(out.toSorted());
  });
});
