import type { FileChanged } from "../range/activity.ts";
import { INITIATING_PROCESS, deviceColumns } from "./device/device-line.ts";
import type { DeviceLine } from "./device/device-line.ts";
import { deviceLog } from "./device/device-log.ts";
import schema from "./schemas/DeviceFileEvents.json" with { type: "json" };
import { defineTable, rowShape } from "./table.ts";

type Line = DeviceLine & { readonly activity: FileChanged };

const ACTIONS: Readonly<Record<FileChanged["change"], string>> = {
  created: "FileCreated",
  modified: "FileModified",
  deleted: "FileDeleted",
  renamed: "FileRenamed",
};

const shape = rowShape<Line>({
  ...deviceColumns("DeviceFileEvents"),
  FileName: (line) => leafOf(line.activity.path),
  FolderPath: (line) => line.activity.path,
  FileSize: (line) => line.activity.size,
  MD5: (line) => line.activity.md5,
  SHA1: (line) => line.activity.sha1,
  SHA256: (line) => line.activity.sha256,
  PreviousFileName: (line) => leafOf(line.activity.previousPath),
  PreviousFolderPath: (line) => line.activity.previousPath,
  ...INITIATING_PROCESS,
});

/**
 * File changes, named with the process that the OS calls the writer. The sensor sends what is distinct: that a process did the same to
 * the same file again is not reported within the day (O. Hartong, "Microsoft Defender for Endpoint Internals 0x03").
 */
export const deviceFileLog = deviceLog({
  table: defineTable(
    {
      name: "DeviceFileEvents",
      doc: "Files created, changed, renamed or deleted on hosts with the EDR sensor, with hashes and the process that wrote them.",
      blindSpot: "Reading a file leaves no row, and a write over a share is attributed to System, not to who asked for it.",
      sample:
        'DeviceFileEvents\n| where ActionType == "FileCreated" and FileName endswith ".aspx"\n| project Timestamp, DeviceName, FolderPath, InitiatingProcessFileName',
    },
    schema,
    shape.names,
    {},
    { FolderPath: "Full path, file name included" },
  ),
  summary: ["ActionType", "FileName", "FolderPath", "InitiatingProcessFileName", "DeviceName"],
  kinds: ["file-changed"],
  shape,
  actionOf: (activity) => (activity.isRepeat ? null : ACTIONS[activity.change]),
  initiatorOf: (activity) => activity.process,
});

function leafOf(path: string): string {
  return path.slice(path.lastIndexOf("\\") + 1);
}
