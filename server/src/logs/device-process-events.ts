import type { ProcessStarted } from "../range/activity.ts";
import { versionInfoOf } from "./binary-facts.ts";
import { INITIATING_PROCESS, deviceColumns, domainOf, logonNumber, nameOf, startOf, tokenElevation } from "./device/device-line.ts";
import type { DeviceLine } from "./device/device-line.ts";
import { deviceLog } from "./device/device-log.ts";
import schema from "./schemas/DeviceProcessEvents.json" with { type: "json" };
import { defineTable, rowShape } from "./table.ts";

type Line = DeviceLine & { readonly activity: ProcessStarted };

const shape = rowShape<Line>({
  ...deviceColumns("DeviceProcessEvents"),
  FileName: (line) => line.activity.process.fileName,
  FolderPath: (line) => line.activity.process.path,
  FileSize: (line) => line.activity.process.fileSize,
  MD5: (line) => line.activity.process.md5,
  SHA1: (line) => line.activity.process.sha1,
  SHA256: (line) => line.activity.process.sha256,
  ProcessId: (line) => line.activity.process.pid,
  ProcessCommandLine: (line) => line.activity.process.commandLine,
  ProcessCreationTime: (line) => startOf(line, line.activity.process),
  ProcessIntegrityLevel: (line) => line.activity.process.integrity,
  ProcessTokenElevation: (line) => tokenElevation(line.activity.process),
  ProcessVersionInfoCompanyName: (line) => versionInfoOf(line.activity.process, line.host).company,
  ProcessVersionInfoProductName: (line) => versionInfoOf(line.activity.process, line.host).product,
  ProcessVersionInfoProductVersion: (line) => versionInfoOf(line.activity.process, line.host).version,
  ProcessVersionInfoOriginalFileName: (line) => versionInfoOf(line.activity.process, line.host).originalName,
  ProcessVersionInfoFileDescription: (line) => versionInfoOf(line.activity.process, line.host).description,
  AccountDomain: (line) => domainOf(line.activity.process.account),
  AccountName: (line) => nameOf(line.activity.process.account),
  AccountSid: (line) => line.activity.process.account.sid,
  AccountUpn: (line) => line.activity.process.account.upn,
  LogonId: (line) => logonNumber(line.activity.process.logonId),
  InitiatingProcessLogonId: (line) => logonNumber(line.initiator?.logonId ?? ""),
  ...INITIATING_PROCESS,
});

/** Process creations, with parent and grandparent. */
export const deviceProcessLog = deviceLog({
  table: defineTable(
    {
      name: "DeviceProcessEvents",
      doc: "Processes that started on hosts with the EDR sensor, with command line, hashes, parent and the parent's parent.",
      blindSpot: "Hosts without the sensor do not exist here, and what a process did inside itself leaves no row.",
      sample:
        'DeviceProcessEvents\n| where InitiatingProcessFileName == "w3wp.exe"\n| project Timestamp, DeviceName, FileName, ProcessCommandLine',
    },
    schema,
    shape.names,
  ),
  summary: ["FileName", "ProcessCommandLine", "InitiatingProcessFileName", "AccountName", "DeviceName"],
  kinds: ["process-started"],
  shape,
  actionOf: () => "ProcessCreated",
  initiatorOf: (activity) => activity.process.parent,
});
