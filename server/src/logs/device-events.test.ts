import { describe, expect, it } from "vitest";
import { ALICE, DC01, NOON, buildActivity, buildProcess } from "../../test/fixtures/activities.ts";
import { cellsOf } from "../../test/fixtures/sensing.ts";
import { addMicros, toTicks } from "../base/sim-time.ts";
import { deviceEventsLog } from "./device-events.ts";
import { deviceFileLog } from "./device-file-events.ts";
import { deviceImageLoadLog } from "./device-image-load-events.ts";
import { deviceInfoLog, deviceNetworkInfoLog } from "./device-info.ts";
import { deviceLogonLog } from "./device-logon-events.ts";
import { deviceNetworkLog } from "./device-network-events.ts";
import { deviceProcessLog } from "./device-process-events.ts";
import { deviceRegistryLog } from "./device-registry-events.ts";

const GRANDPARENT = buildProcess({ pid: 900, fileName: "svchost.exe", path: "C:\\Windows\\System32\\svchost.exe" });
const W3WP = buildProcess({ parent: GRANDPARENT });

describe("Device* tables", () => {
  it("have no rows from hosts without the sensor", () => {
    expect(cellsOf(deviceProcessLog, [buildActivity("process-started", { host: DC01 })])).toEqual([]);
    expect(cellsOf(deviceLogonLog, [buildActivity("logon", { host: DC01 })])).toEqual([]);
  });

  it("carry both names of the time, and one device in lower case", () => {
    const [row] = cellsOf(deviceFileLog, [buildActivity("file-changed")]);
    expect(row).toMatchObject({
      Timestamp: toTicks(addMicros(NOON, 80)),
      DeviceName: "mx01.corp.example",
      DeviceId: "a94a8fe5ccb19ba61c4c0873d391e987982fbbd3",
    });
  });

  it("show a process with parent and grandparent, in the sensor's own casing", () => {
    const process = buildProcess({
      pid: 4660,
      fileName: "UMWorkerProcess.exe",
      path: "C:\\Program Files\\Microsoft\\Exchange Server\\V15\\bin\\UMWorkerProcess.exe",
      parent: W3WP,
    });
    expect(cellsOf(deviceProcessLog, [buildActivity("process-started", { process })])[0]).toMatchObject({
      ActionType: "ProcessCreated",
      FileName: "UMWorkerProcess.exe",
      FolderPath: process.path,
      AccountName: "system",
      AccountDomain: "nt authority",
      LogonId: 999,
      ProcessId: 4660,
      ProcessVersionInfoProductName: "Microsoft® Exchange",
      InitiatingProcessFileName: "w3wp.exe",
      InitiatingProcessFolderPath: "c:\\windows\\system32\\inetsrv\\w3wp.exe",
      InitiatingProcessCommandLine: W3WP.commandLine,
      InitiatingProcessParentFileName: "svchost.exe",
      InitiatingProcessParentId: 900,
      InitiatingProcessCreationTime: toTicks(W3WP.startedAt, W3WP.pid % 10),
    });
  });

  it("name files by full path, file name included", () => {
    const renamed = buildActivity("file-changed", { change: "renamed", path: "C:\\a\\new.zip", previousPath: "C:\\a\\old.7z" });
    expect(cellsOf(deviceFileLog, [renamed])[0]).toMatchObject({
      ActionType: "FileRenamed",
      FileName: "new.zip",
      FolderPath: "C:\\a\\new.zip",
      PreviousFileName: "old.7z",
      InitiatingProcessFileName: "System",
    });
  });

  it("tell connections apart by direction and outcome, and class addresses", () => {
    const rows = cellsOf(deviceNetworkLog, [
      buildActivity("network-connection"),
      buildActivity("network-connection", { outcome: "failed", remoteIp: "10.20.0.10" }),
      buildActivity("network-connection", { direction: "inbound", remoteIp: "::1" }),
      buildActivity("network-connection", { direction: "inbound", outcome: "failed" }),
    ]);
    expect(rows.map((row) => [row["ActionType"], row["RemoteIPType"]])).toEqual([
      ["ConnectionSuccess", "Public"],
      ["ConnectionFailed", "Private"],
      ["InboundConnectionAccepted", "Loopback"],
    ]);
  });

  it("tell logons from failures with their reason", () => {
    const [success, failure] = cellsOf(deviceLogonLog, [buildActivity("logon", { account: ALICE }), buildActivity("logon-failed")]);
    expect(success).toMatchObject({
      ActionType: "LogonSuccess",
      LogonType: "Network",
      AccountName: "alice.moss",
      IsLocalAdmin: false,
      RemoteIP: "10.1.1.10",
    });
    expect(failure).toMatchObject({
      ActionType: "LogonFailed",
      FailureReason: "InvalidUserNameOrPassword",
      InitiatingProcessFileName: "w3wp.exe",
      LogonId: null,
    });
  });

  it("write registry hives in full and types in the sensor's words", () => {
    expect(
      cellsOf(deviceRegistryLog, [buildActivity("registry-set", { key: "HKLM\\SOFTWARE\\X", valueType: "REG_DWORD" })])[0],
    ).toMatchObject({
      ActionType: "RegistryValueSet",
      RegistryKey: "HKEY_LOCAL_MACHINE\\SOFTWARE\\X",
      RegistryValueType: "Dword",
    });
  });

  it("report a loaded library with its loader", () => {
    expect(cellsOf(deviceImageLoadLog, [buildActivity("image-loaded", { path: "C:\\a\\b.dll", process: W3WP })])[0]).toMatchObject({
      FileName: "b.dll",
      FolderPath: "C:\\a\\b.dll",
      InitiatingProcessFileName: "w3wp.exe",
    });
  });

  it("report an opened lsass.exe, services and scans in the mixed table, and not every event of a channel", () => {
    const lsass = buildProcess({ pid: 640, fileName: "lsass.exe", path: "C:\\Windows\\system32\\lsass.exe" });
    const installed = buildActivity("windows-event", {
      provider: "Service Control Manager",
      eventId: 7045,
      named: [{ name: "ServiceName", value: "Backup Agent" }],
    });
    const rows = cellsOf(deviceEventsLog, [
      buildActivity("process-accessed", { target: lsass, grantedAccess: "0x1fffff" }),
      buildActivity("process-accessed", { target: W3WP }),
      installed,
      { ...installed, eventId: 7036 },
    ]);
    expect(rows.map((row) => [row["ActionType"], row["AdditionalFields"]])).toEqual([
      ["OpenProcessApiCall", '{"DesiredAccess":2097151}'],
      ["ServiceInstalled", '{"ServiceName":"Backup Agent"}'],
    ]);
  });

  it("tie addresses and people to devices in periodic reports", () => {
    const report = buildActivity("device-report");
    expect(cellsOf(deviceInfoLog, [report])[0]).toMatchObject({
      OSBuild: 14_393,
      DeviceType: "Server",
      LoggedOnUsers: expect.stringContaining("alice.moss"),
    });
    expect(cellsOf(deviceNetworkInfoLog, [report])[0]?.["IPAddresses"]).toContain('"IPAddress":"10.20.0.11"');
    expect(cellsOf(deviceInfoLog, [{ ...report, host: DC01 }])).toEqual([]);
  });

  it("name every command that a PowerShell was told to run, one after the other", () => {
    const commandLine = "powershell.exe -NoProfile -Command Get-Service | Out-Null";
    const process = buildProcess({ pid: 5120, fileName: "powershell.exe", commandLine });
    const started = buildActivity("process-started", { process });
    const rows = cellsOf(deviceEventsLog, [started]);
    expect(
      rows.map(({ ActionType, AdditionalFields, InitiatingProcessId }) => [ActionType, AdditionalFields, InitiatingProcessId]),
    ).toEqual([
      ["PowerShellCommand", '{"Command":"Get-Service"}', 5120],
      ["PowerShellCommand", '{"Command":"Out-Null"}', 5120],
    ]);
    const [first, second] = rows.map(({ Timestamp }) => Number(Timestamp));
    expect(first).toBeGreaterThan(Number(toTicks(started.at)));
    expect(second).toBeGreaterThan(first ?? 0);
    expect(cellsOf(deviceEventsLog, [buildActivity("process-started")])).toEqual([]);
  });
});
