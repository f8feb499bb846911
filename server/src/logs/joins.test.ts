import { beforeAll, describe, expect, it } from "vitest";
import { cellsOf } from "../../test/fixtures/sensing.ts";
import type { NamedCells } from "../../test/fixtures/sensing.ts";
import { buildTinyScenario } from "../../test/fixtures/tiny-scenario.ts";
import { SCENARIOS_ROOT } from "../../test/fixtures/first-scenario.ts";
import { readLibrary } from "../library/scenario-library.ts";
import type { Activity } from "../range/activity.ts";
import { createWorldRun } from "../range/world.ts";
import type { Scenario } from "../scenario/model.ts";
import { agentLog } from "./agent-log.ts";
import { ecpActivityLog } from "./ecp-activity.ts";
import { ecpServerLog } from "./ecp-server.ts";
import { httpProxyLog } from "./http-proxy.ts";
import { iisLog } from "./iis.ts";
import type { LogCell, LogDefinition } from "./log.ts";
import { mapiHttpLog } from "./mapi-http.ts";
import { messageTrackingLog } from "./message-tracking.ts";
import { remotePowerShellLog } from "./remote-powershell.ts";
import { smtpProtocolLog } from "./smtp-protocol.ts";
import { transportConnectivityLog } from "./transport-connectivity.ts";

let activities: readonly Activity[] = [];
const rowsOf = (log: LogDefinition): NamedCells[] => cellsOf(log, activities);
const text = (cell: LogCell | undefined): string => String(cell ?? "");

/** Values of one log that no row of another has; empty where every row finds its partner. */
function orphans(found: Iterable<string>, partners: Iterable<string>): string[] {
  const known = new Set(partners);
  return [...found].filter((value) => !known.has(value));
}

async function readLargeEstate(): Promise<Scenario> {
  const scenario = (await readLibrary(SCENARIOS_ROOT)).find(({ slug }) => slug === "_large-estate")?.scenario;
  if (scenario == null) throw new Error("_large-estate does not lint");
  return { ...scenario, volume: 0.002 };
}

const WORLDS = [
  ["one server", () => Promise.resolve(buildTinyScenario())],
  ["several servers, old and new", readLargeEstate],
] as const;

describe.each(WORLDS)("the identifiers that join Exchange's logs, %s", (_name, scenarioOf) => {
  beforeAll(async () => {
    const run = createWorldRun(await scenarioOf(), 6);
    activities = [...run.advance(run.window.exerciseEnd)].flat();
  }, 60_000);

  it("find every proxied request in IIS, and every MAPI call of the mailbox side at the proxy", () => {
    const proxied = rowsOf(httpProxyLog).map((row) => text(row["RequestId"]));
    const inIis = rowsOf(iisLog).map((row) => /cafeReqId=([0-9a-f-]+)/.exec(text(row["csUriQuery"]))?.[1] ?? "");
    expect(orphans(proxied, inIis)).toEqual([]);
    const mapi = rowsOf(mapiHttpLog).map((row) => text(row["RequestId"]));
    expect(mapi.length).toBeGreaterThan(50);
    expect(orphans(mapi, proxied)).toEqual([]);
  });

  it("find every command of the control panel in its activity log and in the back end's IIS log", () => {
    const commands = rowsOf(ecpServerLog).map((row) => /S:ACTID=([0-9a-f-]+)/.exec(text(row["EventData"]))?.[1] ?? "");
    const requests = rowsOf(ecpActivityLog).map((row) => /S:ActID=([0-9a-f-]+)/.exec(text(row["EventData"]))?.[1] ?? "");
    const backEnd = rowsOf(iisLog).map((row) => /&ActID=([0-9a-f-]+)/.exec(text(row["csUriQuery"]))?.[1] ?? "");
    expect(commands.length).toBeGreaterThan(3);
    expect(orphans(commands, requests)).toEqual([]);
    expect(orphans(commands, backEnd)).toEqual([]);
  });

  it("find every remote cmdlet at the proxy, by user and cmdlet", () => {
    const envelopes = rowsOf(httpProxyLog).map((row) => `${text(row["AuthenticatedUser"]).split("\\")[1]} ${text(row["ProtocolAction"])}`);
    const cmdlets = rowsOf(remotePowerShellLog).filter((row) => row["ClientApplication"] !== "PowerShell");
    expect(cmdlets.length).toBeGreaterThan(0);
    const ran = cmdlets.map((row) => `${text(row["AuthenticatedUser"])} ${text(row["Cmdlet"])}:Command`);
    expect(orphans(ran, envelopes)).toEqual([]);
  });

  it("find every queued message, delivery and agent's act in message tracking", () => {
    const tracking = rowsOf(messageTrackingLog);
    const queued = rowsOf(smtpProtocolLog).flatMap((row) => /\[InternalId=(\d+),/.exec(text(row["data"]))?.[1] ?? []);
    expect(queued.length).toBeGreaterThan(3);
    expect(
      orphans(
        queued,
        tracking.map((row) => text(row["internalMessageId"])),
      ),
    ).toEqual([]);
    const sessions = tracking.map((row) => text(row["sourceContext"]).split(";")[0] ?? "");
    const deliveries = rowsOf(transportConnectivityLog).filter((row) => row["destination"] !== "internalproxy");
    expect(
      orphans(
        deliveries.map((row) => text(row["session"])),
        sessions,
      ),
    ).toEqual([]);
    expect(
      orphans(
        rowsOf(agentLog).map((row) => text(row["SessionId"])),
        sessions,
      ),
    ).toEqual([]);
  });

  it("find the stranger's conversation of every proxied one", () => {
    const rows = rowsOf(smtpProtocolLog);
    const strangers = rows.filter((row) => text(row["connectorId"]).includes("Default Frontend")).map((row) => text(row["sessionId"]));
    const named = rows.flatMap((row) => /XPROXYFROM SID=([0-9A-F]{16}) /.exec(text(row["data"]))?.[1] ?? []);
    expect(named.length).toBeGreaterThan(3);
    expect(orphans(named, strangers)).toEqual([]);
  });

  it("follow each message from where it was taken in to where it was delivered, over every server on its way", () => {
    const fates = new Map<string, Set<string>>();
    for (const row of rowsOf(messageTrackingLog)) {
      const id = text(row["messageId"]);
      if (id !== "") fates.set(id, (fates.get(id) ?? new Set()).add(text(row["eventId"])));
    }
    const ends = ["DELIVER", "SENDEXTERNAL", "FAIL"];
    expect(fates.size).toBeGreaterThan(10);
    expect([...fates].filter(([, events]) => !ends.some((end) => events.has(end)))).toEqual([]);
  });

  it("have whatever one transport sent to another server be received or delivered there", () => {
    const rows = rowsOf(messageTrackingLog);
    const keyOf = (row: NamedCells): string => `${text(row["messageId"])} ${text(row["serverIp"])}`;
    const sent = rows.filter(({ source, eventId }) => source === "SMTP" && eventId === "SEND");
    expect(sent.length).toBeGreaterThan(5);
    expect(orphans(sent.map(keyOf), rows.filter(({ eventId }) => eventId === "RECEIVE" || eventId === "DELIVER").map(keyOf))).toEqual([]);
  });
});
