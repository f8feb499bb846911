import { describe, expect, it } from "vitest";
import { buildTinyScenario } from "../../test/fixtures/tiny-scenario.ts";
import { only } from "../../test/fixtures/quiet-world.ts";
import { cellsOf } from "../../test/fixtures/sensing.ts";
import { MICROS_PER_MINUTE, MICROS_PER_MS } from "../base/sim-time.ts";
import { httpProxyLog } from "../logs/http-proxy.ts";
import { mapiHttpLog } from "../logs/mapi-http.ts";
import { createWorldRun } from "./world.ts";

const tiny = buildTinyScenario();
const run = createWorldRun(buildTinyScenario({ story: [], volume: 0.1, window: { ...tiny.window, historyDays: 4 } }), 12);
const activities = [...run.advance(run.window.exerciseEnd)].flat();
const requests = only(activities, "http-request");

/** Share of these instants that lie at the commonest point within `step` (both in microseconds). */
function largestShare(instants: readonly number[], step: number): number {
  const counts = new Map<number, number>();
  for (const at of instants) counts.set(at % step, (counts.get(at % step) ?? 0) + 1);
  return Math.max(...counts.values()) / instants.length;
}

describe("the rhythm of a day", () => {
  it("begins nothing at the full minute, except what stands in a schedule", () => {
    const begins = requests
      .filter(({ cause }) => /^(?:people|internet)\//.test(cause.actor) || /connector|panel/.test(cause.actor))
      .map(({ at, totalMs }) => Math.floor(at / MICROS_PER_MS) - totalMs);
    expect(begins.length).toBeGreaterThan(1_000);
    // Milliseconds of the minute: one in sixty thousand each.
    expect(largestShare(begins, MICROS_PER_MINUTE / MICROS_PER_MS)).toBeLessThan(0.006);
    expect(largestShare(begins, 1_000)).toBeLessThan(0.012);
  });

  it("has long polls that are answered a little after their time, and never twice by the same", () => {
    const polls = requests.filter(({ backEnd }) => (backEnd?.processingMs ?? 0) >= 300_000);
    expect(polls.length).toBeGreaterThan(40);
    for (const round of [300_000, 320_000])
      expect(polls.filter(({ backEnd }) => backEnd?.processingMs === round).map(({ stem }) => stem)).toEqual([]);
    const held = polls.map(({ backEnd }) => backEnd?.processingMs ?? 0);
    expect(new Set(held).size).toBeGreaterThan(held.length / 8);
  });

  it("lets Outlook count its calls one by one from when it was opened, whichever of its threads they come from", () => {
    const calls = new Map<string, number[]>();
    for (const { clientRequestId, cause, status } of requests) {
      if (!cause.actor.startsWith("people/") || clientRequestId === "" || status === 401) continue;
      const [session = "", number = ""] = clientRequestId.slice("R:".length, clientRequestId.indexOf(";")).split(":");
      calls.set(session, [...(calls.get(session) ?? []), Number(number)]);
    }
    expect(calls.size).toBeGreaterThan(20);
    for (const [session, numbers] of calls) {
      expect([session, new Set(numbers).size]).toEqual([session, numbers.length]);
      // The challenge before the first call has a number too; a call that a long poll outlives comes before it.
      expect([session, Math.max(...numbers)]).toEqual([session, numbers.length + 1]);
    }
  });

  it("keeps the store idle while a client waits for news", () => {
    const waiting = cellsOf(mapiHttpLog, activities).filter(({ RequestType }) => RequestType === "NotificationWait");
    const store = waiting.map(({ GenericInfo }) => Number(/RpcLatency=(\d+);/.exec(String(GenericInfo))?.[1]));
    expect(store.length).toBeGreaterThan(30);
    expect(Math.max(...store)).toBeLessThan(10);
  });

  it("probes MAPI as a client would: it connects, asks and leaves, and counts its calls (real lines of 2016 CU22)", () => {
    const sessions = new Map<string, string[]>();
    for (const { clientRequestId, userAgent, status } of requests) {
      if (userAgent !== "MapiHttpClient" || status === 401) continue;
      const [, session = "", call = ""] = /^R:([0-9a-f-]{36}):(\d+;RT:\w+);CI:/.exec(clientRequestId) ?? [];
      sessions.set(session, [...(sessions.get(session) ?? []), call]);
    }
    const orders = new Set([...sessions.values()].map((calls) => calls.join(" ")));
    expect(orders).toEqual(new Set(["1;RT:Connect 2;RT:Execute 3;RT:Disconnect", "1;RT:Bind 2;RT:QueryRows 3;RT:Unbind"]));
  });

  it("ends idle connections two minutes after their last request, each by the addresses of requests that it carried", () => {
    const keyOf = (one: { host: { name: string }; clientIp: string; clientPort: number }): string =>
      `${one.host.name} ${one.clientIp}:${one.clientPort}`;
    const ends = new Map<string, number[]>();
    for (const request of requests) ends.set(keyOf(request), [...(ends.get(keyOf(request)) ?? []), request.at]);
    const idled = only(activities, "connection-idled");
    expect(idled.length).toBeGreaterThan(50);
    for (const one of idled) {
      const before = (ends.get(keyOf(one)) ?? []).filter((at) => at <= one.at);
      const idleSeconds = (one.at - Math.max(...before)) / 1_000_000;
      expect([keyOf(one), idleSeconds >= 120 && idleSeconds < 130]).toEqual([keyOf(one), true]);
    }
  });

  it("has a warning of Exchange for each who was refused at port 25, and errors of Windows that mean nothing", () => {
    const events = only(activities, "windows-event");
    const refused = only(activities, "smtp-session").filter(({ refusedUser }) => refusedUser !== "");
    const warnings = events.filter(({ provider, eventId }) => provider === "MSExchangeFrontEndTransport" && eventId === 1035);
    expect(warnings.length).toBe(refused.length);
    expect(warnings.length).toBeGreaterThan(0);
    const peers = new Set(refused.map(({ remoteEndpoint }) => remoteEndpoint.slice(0, remoteEndpoint.lastIndexOf(":"))));
    expect(warnings.filter(({ strings }) => !peers.has(strings[3] ?? ""))).toEqual([]);
    for (const eventId of [10_016, 36_874, 6013, 1500])
      expect(events.filter((event) => event.eventId === eventId).length).toBeGreaterThan(1);
  });

  it("gives the local system, an Exchange server's account and a controller's visitors each the privileges of their own", () => {
    const lists = new Set(
      only(activities, "privileges-assigned").map(({ account, privileges }) => `${account.sid === "S-1-5-18"} ${privileges.length}`),
    );
    expect(lists.size).toBeGreaterThan(2);
    for (const { account, privileges } of only(activities, "privileges-assigned"))
      expect(privileges.includes("SeTcbPrivilege")).toBe(account.sid === "S-1-5-18");
  });

  it("spends time on a request's body only where it has one (real lines of 2016 CU22)", () => {
    const proxied = cellsOf(httpProxyLog, activities).filter(({ ProxyAction }) => ProxyAction === "Proxy");
    const stages = ["ClientReqStreamLatency", "BackendReqInitLatency", "BackendReqStreamLatency"];
    const without = proxied.filter(({ RequestBytes }) => RequestBytes === "0");
    expect(without.length).toBeGreaterThan(50);
    expect(without.flatMap((row) => stages.map((stage) => row[stage])).filter((cell) => cell !== "")).toEqual([]);
    const bodies = proxied.filter(({ RequestBytes }) => RequestBytes !== "0");
    expect(bodies.length).toBeGreaterThan(50);
    for (const stage of stages) expect(bodies.filter((row) => !/^[01]$/.test(String(row[stage])))).toEqual([]);
  });
});
