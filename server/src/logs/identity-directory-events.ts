import type { AccountRef, WindowsEventLogged } from "../range/activity.ts";
import { controllerNamed, identityColumns, identityRow } from "./identity/identity-line.ts";
import type { IdentityLine } from "./identity/identity-line.ts";
import type { LogDefinition } from "./log.ts";
import schema from "./schemas/IdentityDirectoryEvents.json" with { type: "json" };
import { defineTable, rowShape } from "./table.ts";

interface Line extends IdentityLine {
  readonly activity: WindowsEventLogged;
  readonly targetAccount: string;
}

/** What the sensor calls a change, by the event in which the controller wrote it down. */
const ACTIONS: Readonly<Record<number, string>> = {
  4697: "Service creation",
  4698: "Task scheduling",
  4720: "Security Principal created",
  4723: "Account Password changed",
  4724: "Account Password changed",
  4725: "Account disabled",
  4728: "Group Membership changed",
  4732: "Group Membership changed",
  4756: "Group Membership changed",
  7045: "Service creation",
};

const shape = rowShape<Line>({
  ...identityColumns("IdentityDirectoryEvents"),
  TargetDeviceName: ({ controller }) => controller.fqdn.toLowerCase(),
  TargetAccountUpn: ({ targetAccount, context }) => (targetAccount === "" ? "" : `${targetAccount}@${context.organisation.domain}`),
  TargetAccountDisplayName: ({ targetAccount, context }) => context.directory.displayNameOf(targetAccount) || targetAccount,
});

/** Changes to the directory and acts on domain controllers. Only where a scenario switches it on for a controller. */
export const identityDirectoryLog: LogDefinition = {
  table: defineTable(
    {
      name: "IdentityDirectoryEvents",
      doc: "Accounts made, groups and passwords changed, services and tasks made on domain controllers.",
      blindSpot:
        "Accounts of a single machine are not the directory's, and a setting of Exchange in it is not a change that the sensor names.",
      sample:
        'IdentityDirectoryEvents\n| where ActionType == "Group Membership changed"\n| extend Group = tostring(AdditionalFields["TO.GROUP"])\n| project Timestamp, AccountName, TargetAccountUpn, Group',
    },
    schema,
    shape.names,
    {},
    {
      AdditionalFields: {
        doc: "What changed",
        fields: [["TO.GROUP"], ["ACTOR.ACCOUNT"], ["ACTOR.DEVICE"], ["TARGET_OBJECT.USER"], ["ServiceName"], ["TaskName"]],
      },
    },
  ),
  summary: ["ActionType", "AccountName", "TargetAccountUpn", "DestinationDeviceName"],
  collection: "edr-cloud",
  kinds: ["windows-event"],
  rows: (activity, context) => {
    if (activity.kind !== "windows-event" || activity.named === null) return [];
    const actionType = ACTIONS[activity.eventId];
    const controller = actionType === undefined ? null : controllerNamed(context, activity.host.name);
    if (actionType === undefined || controller === null) return [];
    const value = (name: string): string => activity.named?.find((pair) => pair.name === name)?.value ?? "";
    const isMembership = actionType === "Group Membership changed";
    const memberName = /^CN=([^,]+)/.exec(value("MemberName"))?.[1] ?? "";
    return identityRow<Line>(shape, {
      activity,
      context,
      at: context.clock(controller.name, activity.at),
      controller,
      actionType,
      protocol: "",
      account: subjectOf(value, context.organisation.domain),
      clientIp: "",
      clientPort: 0,
      destinationPort: 0,
      targetAccount: isMembership ? memberName : value("TargetUserName"),
      additional: isMembership ? membershipOf(value, memberName, controller.name) : additionalOf(value),
    });
  },
  native: null,
};

function subjectOf(value: (name: string) => string, domain: string): AccountRef | null {
  const name = value("SubjectUserName");
  if (name === "") return null;
  return { sid: value("SubjectUserSid"), name, domain: value("SubjectDomainName"), upn: name.endsWith("$") ? "" : `${name}@${domain}` };
}

/** Who was put into which group by whom, under the names that the sensor has for them; only of additions does it have a `TO.GROUP`. */
function membershipOf(value: (name: string) => string, memberName: string, controllerName: string): Readonly<Record<string, string>> {
  return {
    "TO.GROUP": value("TargetUserName"),
    "ACTOR.ACCOUNT": value("SubjectUserName"),
    "ACTOR.DEVICE": controllerName,
    "TARGET_OBJECT.USER": memberName,
  };
}

function additionalOf(value: (name: string) => string): Readonly<Record<string, string>> {
  const facts = {
    TargetAccountSid: value("TargetSid"),
    ServiceName: value("ServiceName"),
    ServiceCommand: value("ServiceFileName") || value("ImagePath"),
    TaskName: value("TaskName"),
  };
  return Object.fromEntries(Object.entries(facts).filter(([, text]) => text !== ""));
}
