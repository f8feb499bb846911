import type { ImageLoaded } from "../range/activity.ts";
import { INITIATING_PROCESS, deviceColumns } from "./device/device-line.ts";
import type { DeviceLine } from "./device/device-line.ts";
import { deviceLog } from "./device/device-log.ts";
import schema from "./schemas/DeviceImageLoadEvents.json" with { type: "json" };
import { defineTable, rowShape } from "./table.ts";

type Line = DeviceLine & { readonly activity: ImageLoaded };

const shape = rowShape<Line>({
  ...deviceColumns("DeviceImageLoadEvents"),
  FileName: ({ activity }) => activity.path.slice(activity.path.lastIndexOf("\\") + 1),
  FolderPath: ({ activity }) => activity.path,
  FileSize: ({ activity }) => activity.size,
  MD5: ({ activity }) => activity.md5,
  SHA1: ({ activity }) => activity.sha1,
  SHA256: ({ activity }) => activity.sha256,
  ...INITIATING_PROCESS,
});

/** Libraries that processes loaded, where the sensor found the load worth a row. */
export const deviceImageLoadLog = deviceLog({
  table: defineTable(
    {
      name: "DeviceImageLoadEvents",
      doc: "Libraries loaded by processes on hosts with the EDR sensor, with hashes.",
      blindSpot: "A sample: of hundreds of loads per process the sensor reports few, and it does not say whether a file is signed.",
      sample: "DeviceImageLoadEvents\n| summarize Loads = count() by FolderPath, InitiatingProcessFileName\n| order by Loads asc",
    },
    schema,
    shape.names,
    {},
    { FolderPath: "Full path, file name included" },
  ),
  summary: ["FileName", "FolderPath", "InitiatingProcessFileName", "DeviceName"],
  kinds: ["image-loaded"],
  shape,
  actionOf: () => "ImageLoaded",
  initiatorOf: (activity) => activity.process,
});
