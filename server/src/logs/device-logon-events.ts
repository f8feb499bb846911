import type { Logon, LogonFailed } from "../range/activity.ts";
import { INITIATING_PROCESS, deviceColumns, domainOf, logonNumber, nameOf } from "./device/device-line.ts";
import type { DeviceLine } from "./device/device-line.ts";
import { deviceLog } from "./device/device-log.ts";
import { ipKind } from "./device/ip-kind.ts";
import schema from "./schemas/DeviceLogonEvents.json" with { type: "json" };
import { defineTable, rowShape } from "./table.ts";

type Line = DeviceLine & { readonly activity: Logon | LogonFailed };

const LOGON_TYPES: Readonly<Record<Logon["logonType"], string>> = {
  2: "Interactive",
  3: "Network",
  4: "Batch",
  5: "Service",
  7: "Unlock",
  8: "NetworkCleartext",
  9: "NewCredentials",
  10: "RemoteInteractive",
  11: "CachedInteractive",
};

const FAILURES: Readonly<Record<LogonFailed["reason"], string>> = {
  "bad-password": "InvalidUserNameOrPassword",
  "no-such-user": "InvalidUserNameOrPassword",
  "locked-out": "AccountLockedOut",
  disabled: "AccountDisabled",
  expired: "PasswordExpired",
};

const shape = rowShape<Line>({
  ...deviceColumns("DeviceLogonEvents"),
  AccountDomain: ({ activity }) => (activity.kind === "logon" ? domainOf(activity.account) : activity.accountDomain.toLowerCase()),
  AccountName: ({ activity }) => (activity.kind === "logon" ? nameOf(activity.account) : activity.accountName.toLowerCase()),
  AccountSid: ({ activity }) => (activity.kind === "logon" ? activity.account.sid : ""),
  LogonId: ({ activity }) => (activity.kind === "logon" ? logonNumber(activity.logonId) : null),
  LogonType: ({ activity }) => LOGON_TYPES[activity.logonType],
  FailureReason: ({ activity }) => (activity.kind === "logon" ? "" : FAILURES[activity.reason]),
  IsLocalAdmin: ({ activity }) => (activity.kind === "logon" ? activity.isElevated : null),
  Protocol: ({ activity }) => activity.package,
  RemoteDeviceName: ({ activity }) => (activity.workstation === "-" ? "" : activity.workstation.toLowerCase()),
  RemoteIP: ({ activity }) => remoteIp(activity),
  RemoteIPType: ({ activity }) => ipKind(remoteIp(activity)),
  RemotePort: ({ activity }) => (remoteIp(activity) === "" ? null : activity.sourcePort),
  ...INITIATING_PROCESS,
});

/** Empty for what begins on the host itself, where Windows' own log has a dash. */
function remoteIp({ sourceIp }: Logon | LogonFailed): string {
  return sourceIp === "-" ? "" : sourceIp;
}

/** Logons and failed logons as the EDR sensor saw them. */
export const deviceLogonLog = deviceLog({
  table: defineTable(
    {
      name: "DeviceLogonEvents",
      doc: "Successful and failed logons on hosts with the EDR sensor, with the address they came from.",
      blindSpot: "A logon to the mail server is not access to a mailbox, and logons that reuse a session leave no row.",
      sample: 'DeviceLogonEvents\n| where ActionType == "LogonFailed"\n| summarize count() by AccountName, RemoteIP, FailureReason',
    },
    schema,
    shape.names,
  ),
  summary: ["ActionType", "AccountName", "LogonType", "RemoteIP", "DeviceName"],
  kinds: ["logon", "logon-failed"],
  shape,
  actionOf: (activity) => (activity.kind === "logon" ? "LogonSuccess" : "LogonFailed"),
  initiatorOf: (activity) => activity.process,
});
