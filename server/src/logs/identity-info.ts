import { toTicks } from "../base/sim-time.ts";
import type { SimTime } from "../base/sim-time.ts";
import type { PersonReport } from "../range/activity.ts";
import type { LogDefinition, SensorContext } from "./log.ts";
import schema from "./schemas/IdentityInfo.json" with { type: "json" };
import { defineTable, rowShape } from "./table.ts";

interface Line {
  readonly report: PersonReport;
  readonly context: SensorContext;
  readonly at: SimTime;
}

const shape = rowShape<Line>({
  TenantId: ({ context }) => context.organisation.workspaceId,
  Timestamp: ({ at }) => toTicks(at),
  AccountName: ({ report }) => report.account.name,
  AccountDomain: ({ context }) => context.organisation.domain,
  AccountUPN: ({ report }) => report.account.upn,
  AccountSID: ({ report }) => report.account.sid,
  SAMAccountName: ({ report }) => report.account.name,
  OnPremSid: ({ report }) => report.account.sid,
  AccountDisplayName: ({ report }) => report.displayName,
  GivenName: ({ report }) => report.givenName,
  Surname: ({ report }) => report.familyName,
  OnPremisesDistinguishedName: ({ report }) => report.distinguishedName,
  DistinguishedName: ({ report }) => report.distinguishedName,
  GroupMembership: ({ report }) => JSON.stringify(report.groups),
  Department: ({ report }) => report.department,
  JobTitle: ({ report }) => report.title,
  MailAddress: ({ report }) => report.mailAddress,
  EmailAddress: ({ report }) => report.mailAddress,
  City: ({ report }) => report.city,
  CompanyName: ({ report }) => report.company,
  IsAccountEnabled: () => true,
  IsServiceAccount: () => false,
  UserType: () => "Member",
  UserAccountControl: () => JSON.stringify(["NormalAccount"]),
  Tags: ({ report }) => JSON.stringify(report.isAdministrator ? ["Sensitive"] : []),
  ChangeSource: () => "ActiveDirectory",
  ReportId: ({ report, context }) => context.guid(report, "report"),
  IdentityEnvironment: () => "On-premises",
  SourceProviders: () => JSON.stringify(["ActiveDirectory"]),
  SourceSystem: () => "Microsoft 365 Defender",
  Type: () => "IdentityInfo",
});

/** Who the company's people are. Only where a scenario switches it on for a domain controller. */
export const identityInfoLog: LogDefinition = {
  table: defineTable(
    {
      name: "IdentityInfo",
      doc: "The company's people as the directory describes them: name, department, title, groups; each anew every week.",
      blindSpot: "A snapshot: what changed since is in other tables. Accounts that nobody is behind are not in it.",
      sample:
        "IdentityInfo\n| summarize arg_max(TimeGenerated, *) by AccountSID\n| project AccountDisplayName, Department, JobTitle, GroupMembership",
    },
    schema,
    shape.names,
    {},
    { GroupMembership: "Names of groups", Tags: "Sensitive for administrators" },
  ),
  summary: ["AccountDisplayName", "Department", "JobTitle"],
  collection: "edr-cloud",
  kinds: ["person-report"],
  rows: (activity, context) => {
    if (activity.kind !== "person-report") return [];
    const at = context.clock(activity.host.name, activity.at);
    return [
      { at, subMicroTicks: 0, hostName: activity.host.name, recordNumber: 0, cells: shape.cellsOf({ report: activity, context, at }) },
    ];
  },
  native: null,
};
