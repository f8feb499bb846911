import { describe, expect, it } from "vitest";
import { only } from "../../../test/fixtures/quiet-world.ts";
import { buildWideScenario } from "../../../test/fixtures/wide-scenario.ts";
import { emailAttachmentLog, emailEventsLog, emailUrlLog } from "../../logs/email-events.ts";
import type { LogDefinition } from "../../logs/log.ts";
import { syslogLog } from "../../logs/syslog.ts";
import { cellColumns } from "../../logs/table.ts";
import type { Scenario } from "../../scenario/model.ts";
import type { Activity } from "../activity.ts";
import { createSensorStage } from "../sensors/sensor-stage.ts";
import { createWorldRun } from "../world.ts";

const SEED = 11;

function live(scenario: Scenario): { activities: readonly Activity[]; rowsOf: (log: LogDefinition) => Record<string, unknown>[] } {
  const run = createWorldRun(scenario, SEED);
  const activities = [...run.advance(run.window.exerciseEnd)].flat();
  const rowsOf = (log: LogDefinition): Record<string, unknown>[] => {
    const columns = cellColumns(log.table).map(({ name }) => name);
    return createSensorStage(scenario, SEED, undefined, [log], run.directory)
      .sense(activities)
      .map(({ cells }) => Object.fromEntries(columns.map((name, index) => [name, cells[index]])));
  };
  return { activities, rowsOf };
}

const wide = buildWideScenario({ volume: 0.08 });

describe("a mail relay", () => {
  const relay = { role: "relay", kind: "mail-relay", name: "MAILGW01", ip: "10.20.0.25", exchange: null, hasEdr: false } as const;
  const { activities, rowsOf } = live({ ...wide, cast: { ...wide.cast, hosts: [...wide.cast.hosts, relay] } });
  const lines = rowsOf(syslogLog).map((row) => String(row["SyslogMessage"]));
  const handedOver = only(activities, "mail-event").filter(
    ({ eventId, source, originalClientIp }) => source === "SMTP" && eventId === "RECEIVE" && originalClientIp === "10.20.0.25",
  );

  it("is all that Exchange ever sees of the internet's mail, and says under which number Exchange queued each message", () => {
    expect(handedOver.length).toBeGreaterThan(5);
    const outside = only(activities, "smtp-session").filter(
      ({ leg, remoteEndpoint }) => leg === "front-end-receive" && !/^(?:10\.|127\.)/.test(remoteEndpoint),
    );
    expect(outside).toEqual([]);
    for (const { internalMessageId, messageId } of handedOver)
      expect(lines.some((line) => line.includes(`${messageId} [InternalId=${internalMessageId}, `) && line.includes("status=sent"))).toBe(
        true,
      );
  });

  it("takes each message through its queue under one id, from connection to removal", () => {
    const removed = lines.filter((line) => line.endsWith(": removed")).map((line) => line.slice(0, line.indexOf(":")));
    expect(removed.length).toBeGreaterThan(10);
    for (const id of removed.slice(0, 20)) {
      const own = lines.filter((line) => line.startsWith(`${id}: `)).map((line) => line.slice(id.length + 2).split("=")[0]);
      expect(own.slice(0, 3)).toEqual(["client", "message-id", "from"]);
      expect(own.at(-1)).toBe("removed");
    }
  });

  it("turns strangers away itself, and the firewall has their sessions and the correspondents'", () => {
    expect(lines.some((line) => line.startsWith("lost connection after CONNECT from unknown"))).toBe(true);
    const atRelay = only(activities, "firewall-session").filter(
      ({ destinationIp, destinationPort }) => destinationIp === "10.20.0.25" && destinationPort === 25,
    );
    expect(atRelay.length).toBeGreaterThan(handedOver.length);
  });
});

describe("a hybrid organisation", () => {
  const { activities, rowsOf } = live({ ...wide, cast: { ...wide.cast, site: { ...wide.cast.site, isHybrid: true } } });

  it("has its mail from the cloud, whose tables name who really sent it and join tracking by the message's id", () => {
    const tracked = new Map(only(activities, "mail-event").map((mail) => [mail.networkMessageId, mail]));
    const rows = rowsOf(emailEventsLog);
    const inbound = rows.filter((row) => row["EmailDirection"] === "Inbound");
    expect(inbound.length).toBeGreaterThan(5);
    expect(rows.some((row) => row["EmailDirection"] === "Outbound")).toBe(true);
    for (const row of rows) expect(tracked.get(String(row["NetworkMessageId"]))?.messageId).toBe(row["InternetMessageId"]);
    const peers = only(activities, "smtp-session").filter(
      ({ leg, message, remoteEndpoint }) => leg === "front-end-receive" && message !== null && !remoteEndpoint.startsWith("127."),
    );
    expect(peers.length).toBeGreaterThan(5);
    for (const { peerName } of peers) expect(peerName).toMatch(/\.outbound\.protection\.example$/);
    for (const row of inbound) expect(row["SenderIPv4"]).not.toMatch(/^198\.18\.13\./);
  });

  it("counts attachments and links as the tables beside it list them", () => {
    const ids = (log: LogDefinition): Set<unknown> => new Set(rowsOf(log).map((row) => row["NetworkMessageId"]));
    const rows = rowsOf(emailEventsLog);
    expect(ids(emailAttachmentLog)).toEqual(
      new Set(rows.filter((row) => row["AttachmentCount"] !== 0).map((row) => row["NetworkMessageId"])),
    );
    expect(ids(emailUrlLog)).toEqual(new Set(rows.filter((row) => row["UrlCount"] !== 0).map((row) => row["NetworkMessageId"])));
  });

  it("is the only one that has such tables at all", () => {
    expect(live(wide).rowsOf(emailEventsLog)).toEqual([]);
  });
});
