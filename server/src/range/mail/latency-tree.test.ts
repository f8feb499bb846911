import { describe, expect, it } from "vitest";
import { only } from "../../../test/fixtures/quiet-world.ts";
import { buildTinyScenario } from "../../../test/fixtures/tiny-scenario.ts";
import { createWorldRun } from "../world.ts";

const tiny = buildTinyScenario();
const run = createWorldRun(buildTinyScenario({ story: [], volume: 0.2, window: { ...tiny.window, historyDays: 3 } }), 5);
const events = only([...run.advance(run.window.exerciseEnd)].flat(), "mail-event");
const trees = events.filter(({ messageInfo }) => messageInfo.includes("TOTAL-"));

interface Service {
  readonly name: string;
  readonly totalMs: number;
  readonly partsMs: readonly number[];
}

const milli = (seconds: string | undefined): number => Math.round(Number(seconds) * 1000);

/** `SRV=mx01.corp.example:TOTAL-HUB=0.391|SMR=0.072|…` */
function servicesOf(messageInfo: string): Service[] {
  return messageInfo
    .split(";")
    .slice(1)
    .map((text) => {
      const [total = "", ...parts] = text.slice(text.indexOf(":") + 1).split("|");
      return {
        name: total.split("=")[0] ?? "",
        totalMs: milli(total.split("=")[1]),
        partsMs: parts.map((part) => milli(part.split("=")[1])),
      };
    });
}

describe("how long a message stayed with whom", () => {
  it("adds up: each service's parts to its total, and the totals to the time since it was written", () => {
    expect(trees.length).toBeGreaterThan(100);
    for (const { messageInfo, at, eventId } of trees) {
      const services = servicesOf(messageInfo);
      for (const { totalMs, partsMs } of services) {
        expect([messageInfo, partsMs.reduce((sum, ms) => sum + ms, 0)]).toEqual([messageInfo, totalMs]);
        expect(Math.min(...partsMs)).toBeGreaterThanOrEqual(0);
      }
      const sinceMs = Math.floor(at / 1000) - Date.parse(messageInfo.slice(0, 24));
      expect([eventId, messageInfo, services.reduce((sum, { totalMs }) => sum + totalMs, 0)]).toEqual([eventId, messageInfo, sinceMs]);
    }
  });

  it("says at delivery what it took from end to end", () => {
    for (const { messageInfo, customData, eventId } of trees) {
      if (eventId !== "DELIVER") continue;
      const whole = servicesOf(messageInfo).reduce((sum, { totalMs }) => sum + totalMs, 0);
      expect(customData).toContain(`S:E2ELatency=${(whole / 1000).toFixed(3)};`);
      expect(servicesOf(messageInfo).map(({ name }) => name)).toEqual([
        expect.stringMatching(/^TOTAL-(?:SUB|FE)$/),
        "TOTAL-HUB",
        "TOTAL-DEL",
      ]);
    }
  });

  it("is told of a mail before anybody has looked into it: such a line knows the mailbox and the sender, no more (a real file of 2016 CU22)", () => {
    const told = events.filter(({ eventId }) => eventId === "NOTIFYMAPI");
    expect(told.length).toBeGreaterThan(10);
    for (const mail of told) {
      expect(mail).toMatchObject({ recipients: [], totalBytes: 0, returnPath: "", directionality: "", messageId: "", serverIp: "" });
      expect(mail.customData).toMatch(/^S:ItemEntryId=(?:[0-9A-F]{2}-){69}[0-9A-F]{2}$/);
      expect(mail.messageInfo).toMatch(/Z;LSRV=MX01\.[\w.]+:TOTAL-SUB=0\.\d{3}\|SA=/);
    }
  });
});
