import type { AccountRef, NtlmValidated, TicketEvent } from "../range/activity.ts";
import { controllerNamed, identityColumns, identityRow } from "./identity/identity-line.ts";
import type { IdentityLine } from "./identity/identity-line.ts";
import type { LogDefinition, SensorContext } from "./log.ts";
import schema from "./schemas/IdentityLogonEvents.json" with { type: "json" };
import { defineTable, rowShape } from "./table.ts";

interface Line extends IdentityLine {
  readonly activity: TicketEvent | NtlmValidated;
  readonly logonType: "Credentials validation" | "Resource access" | "Failed logon";
  readonly failure: string;
  /** The machine whose service the ticket is for; empty otherwise. */
  readonly target: string;
}

const KERBEROS_PORT = 88;
const RPC_PORT = 445;

const FAILURES: Readonly<Record<string, string>> = {
  "0x6": "UnknownUser",
  "0x18": "WrongPassword",
  "0xc0000064": "UnknownUser",
  "0xc000006a": "WrongPassword",
  "0xc0000234": "AccountLocked",
  "0xc0000072": "AccountDisabled",
};

const shape = rowShape<Line>({
  ...identityColumns("IdentityLogonEvents"),
  LogonType: ({ logonType }) => logonType,
  FailureReason: ({ failure }) => failure,
  DeviceType: ({ clientIp, context }) => deviceTypeOf(context, clientIp),
  OSPlatform: ({ clientIp, context }) => context.directory.hostAt(clientIp)?.platform ?? "",
  TargetDeviceName: ({ target }) => target,
});

/** Sign-ins as the sensor on domain controllers understood them. Only where a scenario switches it on for a controller. */
export const identityLogonLog: LogDefinition = {
  table: defineTable(
    {
      name: "IdentityLogonEvents",
      doc: "People's sign-ins to the domain: passwords checked, services opened, attempts refused, with the machine they came from.",
      blindSpot: "Computers' own tickets are left out, and so is whatever needs no domain controller: local accounts, sessions that go on.",
      sample: 'IdentityLogonEvents\n| where ActionType == "LogonFailed"\n| summarize count() by AccountName, IPAddress, FailureReason',
    },
    schema,
    shape.names,
  ),
  summary: ["ActionType", "AccountName", "LogonType", "DeviceName", "TargetDeviceName"],
  collection: "edr-cloud",
  kinds: ["ticket", "ntlm-validated"],
  rows: (activity, context) => {
    const controller = controllerNamed(context, activity.host.name);
    if (controller === null) return [];
    if (activity.kind === "ticket") return ticketRow(activity, controller, context);
    return activity.kind === "ntlm-validated" ? ntlmRow(activity, controller, context) : [];
  },
  native: null,
};

function ticketRow(ticket: TicketEvent, controller: Line["controller"], context: SensorContext): ReturnType<LogDefinition["rows"]> {
  if (ticket.account.name.endsWith("$")) return [];
  const isRefused = ticket.status !== "0x0";
  const isService = ticket.event === "service" && !isRefused;
  const service = isService ? ticket.serviceName.replace(/\$$/, "") : "";
  const target = service === "" ? "" : `${service}.${context.organisation.domain}`.toLowerCase();
  return identityRow<Line>(shape, {
    activity: ticket,
    context,
    at: context.clock(controller.name, ticket.at),
    controller,
    actionType: isRefused ? "LogonFailed" : "LogonSuccess",
    protocol: "Kerberos",
    account: ticket.account,
    clientIp: ticket.clientIp,
    clientPort: ticket.clientPort,
    destinationPort: KERBEROS_PORT,
    logonType: isRefused ? "Failed logon" : isService ? "Resource access" : "Credentials validation",
    failure: isRefused ? (FAILURES[ticket.status] ?? "GeneralError") : "",
    target,
    additional: {
      Count: "1",
      "FROM.DEVICE": nameAt(context, ticket.clientIp),
      "TO.DEVICE": service === "" ? controller.name : service,
      ...(isService ? { Spns: [`HTTP/${target}`], EncryptionType: "Aes256" } : {}),
    },
  });
}

function ntlmRow(activity: NtlmValidated, controller: Line["controller"], context: SensorContext): ReturnType<LogDefinition["rows"]> {
  if (activity.accountName.endsWith("$")) return [];
  const isRefused = activity.status !== "0x0";
  const account: AccountRef = {
    sid: "",
    name: activity.accountName,
    domain: context.organisation.netbios,
    upn: isRefused ? "" : `${activity.accountName}@${context.organisation.domain}`,
  };
  return identityRow<Line>(shape, {
    activity,
    context,
    at: context.clock(controller.name, activity.at),
    controller,
    actionType: isRefused ? "LogonFailed" : "LogonSuccess",
    protocol: "Ntlm",
    account,
    clientIp: "",
    clientPort: 0,
    destinationPort: RPC_PORT,
    logonType: isRefused ? "Failed logon" : "Credentials validation",
    failure: isRefused ? (FAILURES[activity.status.toLowerCase()] ?? "GeneralError") : "",
    target: "",
    additional: { Count: "1", "FROM.DEVICE": activity.workstation, "TO.DEVICE": controller.name },
  });
}

function nameAt(context: SensorContext, ip: string): string {
  return context.directory.hostAt(ip)?.fqdn.split(".")[0] ?? ip;
}

function deviceTypeOf(context: SensorContext, ip: string): string {
  const host = context.directory.hostAt(ip);
  if (host === null) return "";
  return host.isServer ? "Server" : "Workstation";
}
