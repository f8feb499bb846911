import type { RegistrySet } from "../range/activity.ts";
import { INITIATING_PROCESS, deviceColumns } from "./device/device-line.ts";
import type { DeviceLine } from "./device/device-line.ts";
import { deviceLog } from "./device/device-log.ts";
import schema from "./schemas/DeviceRegistryEvents.json" with { type: "json" };
import { defineTable, rowShape } from "./table.ts";

type Line = DeviceLine & { readonly activity: RegistrySet };

/** Names that the sensor gives the registry's types. */
const VALUE_TYPES: Readonly<Record<RegistrySet["valueType"], string>> = {
  REG_SZ: "String",
  REG_EXPAND_SZ: "ExpandString",
  REG_MULTI_SZ: "MultiString",
  REG_DWORD: "Dword",
  REG_BINARY: "Binary",
};

const HIVES: Readonly<Record<string, string>> = { HKLM: "HKEY_LOCAL_MACHINE", HKU: "HKEY_USERS", HKCR: "HKEY_CLASSES_ROOT" };

const shape = rowShape<Line>({
  ...deviceColumns("DeviceRegistryEvents"),
  RegistryKey: ({ activity }) => longKey(activity.key),
  RegistryValueName: ({ activity }) => activity.valueName,
  RegistryValueType: ({ activity }) => VALUE_TYPES[activity.valueType],
  RegistryValueData: ({ activity }) => activity.value,
  ...INITIATING_PROCESS,
});

/** Values that were set below keys which the sensor watches. */
export const deviceRegistryLog = deviceLog({
  table: defineTable(
    {
      name: "DeviceRegistryEvents",
      doc: "Registry values set on hosts with the EDR sensor, with the process that set them.",
      blindSpot: "The sensor watches keys that matter for start-up, security and services, not all; reading leaves no row.",
      sample:
        'DeviceRegistryEvents\n| where ActionType == "RegistryValueSet"\n| project Timestamp, DeviceName, RegistryKey, RegistryValueName, RegistryValueData, InitiatingProcessFileName',
    },
    schema,
    shape.names,
    {},
    { RegistryKey: "Hive in full: HKEY_LOCAL_MACHINE, where Sysmon writes HKLM" },
  ),
  summary: ["ActionType", "RegistryKey", "RegistryValueName", "RegistryValueData", "DeviceName"],
  kinds: ["registry-set"],
  shape,
  actionOf: () => "RegistryValueSet",
  initiatorOf: (activity) => activity.process,
});

function longKey(key: string): string {
  const [hive = "", ...rest] = key.split("\\");
  return [HIVES[hive] ?? hive, ...rest].join("\\");
}
