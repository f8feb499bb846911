import { describe, expect, it } from "vitest";
import { only } from "../../test/fixtures/quiet-world.ts";
import { buildWideScenario, switchedOn } from "../../test/fixtures/wide-scenario.ts";
import { describeStep } from "../../test/fixtures/tiny-scenario.ts";
import type { Activity } from "../range/activity.ts";
import { createSensorStage } from "../range/sensors/sensor-stage.ts";
import { createWorldRun } from "../range/world.ts";
import type { Scenario } from "../scenario/model.ts";
import { dnsEventsLog } from "./dns-events.ts";
import { identityDirectoryLog } from "./identity-directory-events.ts";
import { identityInfoLog } from "./identity-info.ts";
import { identityLogonLog } from "./identity-logon-events.ts";
import { identityQueryLog } from "./identity-query-events.ts";
import type { LogCell } from "./log.ts";
import { cellColumns } from "./table.ts";

const LOGS = [dnsEventsLog, identityLogonLog, identityQueryLog, identityDirectoryLog, identityInfoLog];
const tiny = buildWideScenario();
const scenario = buildWideScenario({
  sensors: LOGS.map(({ table }) => switchedOn("dc", table.name)),
  story: [
    ...tiny.story,
    describeStep(
      "ask",
      "web-shell-command",
      { page: "drop", command: "net-group-domain-admins" },
      { kind: "after", stepId: "whoami", offset: 9e7, jitter: 0 },
    ),
    describeStep("grant", "group-grant", { page: "drop" }, { kind: "after", stepId: "ask", offset: 9e7, jitter: 0 }),
  ],
});
const run = createWorldRun(scenario, 11);
const activities: readonly Activity[] = [...run.advance(run.window.exerciseEnd)].flat();

type Row = Readonly<Record<string, LogCell>>;

function rowsOf(log: (typeof LOGS)[number], from: Scenario = scenario): Row[] {
  const columns = cellColumns(log.table).map(({ name }) => name);
  return createSensorStage(from, 11, undefined, [log], run.directory)
    .sense(activities)
    .map(({ cells, hostName }) => ({ hostName, ...Object.fromEntries(columns.map((name, index) => [name, cells[index] ?? null])) }));
}

describe("logs around the domain controller", () => {
  it("are silent until a scenario switches them on", () => {
    for (const log of LOGS) expect(rowsOf(log, { ...scenario, sensors: [] })).toEqual([]);
  });

  it("look every name up before the connection to it, and answer with the address that was then called", () => {
    const look = rowsOf(dnsEventsLog).filter((row) => row["SubType"] === "LookupQuery");
    const answers = new Map(look.map((row) => [`${row["ClientIP"]} ${row["Name"]}`, row["IPAddresses"]]));
    const outside = only(activities, "network-connection").filter(
      ({ remoteName, direction, outcome }) =>
        direction === "outbound" && outcome === "success" && remoteName !== "" && !remoteName.endsWith(".corp.tiny.example"),
    );
    expect(outside.length).toBeGreaterThan(5);
    for (const { host, remoteName } of outside) expect(answers.has(`${host.ip} ${remoteName}`)).toBe(true);
    expect(look.some((row) => row["QueryType"] === "MX")).toBe(true);
    expect(look.some((row) => row["ResultCode"] === 3 && row["QueryType"] === "PTR")).toBe(true);
  });

  it("name people's sign-ins with the machine that the ticket names, and leave computers' own out", () => {
    const rows = rowsOf(identityLogonLog);
    const tickets = only(activities, "ticket").filter(({ account }) => !account.name.endsWith("$"));
    const ntlm = only(activities, "ntlm-validated").filter(({ accountName }) => !accountName.endsWith("$"));
    expect(rows).toHaveLength(tickets.length + ntlm.length);
    expect(rows.filter((row) => String(row["AccountName"]).endsWith("$"))).toEqual([]);
    const fromDesk = rows.filter((row) => String(row["DeviceName"]).startsWith("tiny-ws"));
    expect(fromDesk.length).toBeGreaterThan(3);
    expect(fromDesk[0]).toMatchObject({
      DestinationDeviceName: "dc01.corp.tiny.example",
      DestinationPort: "88",
      DeviceType: "Workstation",
    });
    expect(fromDesk.every((row) => row["AccountDisplayName"] !== "")).toBe(true);
    const failed = rows.filter((row) => row["ActionType"] === "LogonFailed");
    expect(new Set(failed.map((row) => row["FailureReason"]))).toContain("WrongPassword");
  });

  it("hear of a group that somebody lists from a page, and of a member who is added to one", () => {
    const asked = rowsOf(identityQueryLog).filter((row) => row["ActionType"] === "SAMR query");
    expect(asked).toContainEqual(
      expect.objectContaining({
        QueryType: "QueryGroup",
        QueryTarget: "Domain Admins",
        DeviceName: "mx01.corp.tiny.example",
        AccountName: "",
      }),
    );
    const changes = rowsOf(identityDirectoryLog);
    expect(new Set(changes.map((row) => row["ActionType"]))).toContain("Group Membership changed");
    for (const row of changes) expect(row["hostName"]).toBe("DC01");
  });

  it("describe everybody once a week, under the name that the sign-ins show", () => {
    const people = rowsOf(identityInfoLog);
    expect(people).toHaveLength(12);
    const names = new Map(people.map((row) => [row["AccountSID"], row["AccountDisplayName"]]));
    const signIns = rowsOf(identityLogonLog).filter((row) => names.has(row["AccountSid"] ?? ""));
    expect(signIns.length).toBeGreaterThan(10);
    for (const row of signIns) expect(row["AccountDisplayName"]).toBe(names.get(row["AccountSid"] ?? ""));
  });
});
