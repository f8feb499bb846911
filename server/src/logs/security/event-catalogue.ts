/** What Windows says about one Security event id, beside its data. */
export interface SecurityEventKind {
  readonly title: string;
  readonly version: number;
  readonly task: number;
  /** Names of the event's data, in order. */
  readonly fields: readonly string[];
}

const SUBJECT = ["SubjectUserSid", "SubjectUserName", "SubjectDomainName", "SubjectLogonId"];
const TARGET = ["TargetUserSid", "TargetUserName", "TargetDomainName", "TargetLogonId"];
const SOURCE = ["ProcessId", "ProcessName", "IpAddress", "IpPort"];
const CERTIFICATE = ["CertIssuerName", "CertSerialNumber", "CertThumbprint"];

const DESKTOP_CONNECTION = ["AccountName", "AccountDomain", "LogonID", "SessionName", "ClientName", "ClientAddress"];
const GROUP_MEMBER = ["MemberName", "MemberSid", "TargetUserName", "TargetDomainName", "TargetSid", ...SUBJECT, "PrivilegeList"];
const ABOUT_ACCOUNT = ["TargetUserName", "TargetDomainName", "TargetSid", ...SUBJECT];
const ACCOUNT_ATTRIBUTES = [
  "PrivilegeList",
  "SamAccountName",
  "DisplayName",
  "UserPrincipalName",
  "HomeDirectory",
  "HomePath",
  "ScriptPath",
  "ProfilePath",
  "UserWorkstations",
  "PasswordLastSet",
  "AccountExpires",
  "PrimaryGroupId",
  "AllowedToDelegateTo",
  "OldUacValue",
  "NewUacValue",
  "UserAccountControl",
  "UserParameters",
  "SidHistory",
  "LogonHours",
];

/** Versions are those of Windows Server 2016 and 2019 in early 2021. */
export const SECURITY_EVENTS: Readonly<Record<number, SecurityEventKind>> = {
  4608: { title: "Windows is starting up.", version: 0, task: 12_288, fields: [] },
  4902: { title: "The Per-user audit policy table was created.", version: 0, task: 13_568, fields: ["PuaCount", "PuaPolicyId"] },
  4624: {
    title: "An account was successfully logged on.",
    version: 2,
    task: 12_544,
    fields: [
      ...SUBJECT,
      ...TARGET,
      "LogonType",
      "LogonProcessName",
      "AuthenticationPackageName",
      "WorkstationName",
      "LogonGuid",
      "TransmittedServices",
      "LmPackageName",
      "KeyLength",
      ...SOURCE,
      "ImpersonationLevel",
      "RestrictedAdminMode",
      "TargetOutboundUserName",
      "TargetOutboundDomainName",
      "VirtualAccount",
      "TargetLinkedLogonId",
      "ElevatedToken",
    ],
  },
  4625: {
    title: "An account failed to log on.",
    version: 0,
    task: 12_544,
    fields: [
      ...SUBJECT,
      "TargetUserSid",
      "TargetUserName",
      "TargetDomainName",
      "Status",
      "FailureReason",
      "SubStatus",
      "LogonType",
      "LogonProcessName",
      "AuthenticationPackageName",
      "WorkstationName",
      "TransmittedServices",
      "LmPackageName",
      "KeyLength",
      ...SOURCE,
    ],
  },
  4627: {
    title: "Group membership information.",
    version: 0,
    task: 12_554,
    fields: [...SUBJECT, ...TARGET, "LogonType", "EventIdx", "EventCountTotal", "GroupMembership"],
  },
  4647: { title: "User initiated logoff:", version: 0, task: 12_545, fields: TARGET },
  4648: {
    title: "A logon was attempted using explicit credentials.",
    version: 0,
    task: 12_544,
    fields: [...SUBJECT, "LogonGuid", "TargetUserName", "TargetDomainName", "TargetLogonGuid", "TargetServerName", "TargetInfo", ...SOURCE],
  },
  4634: { title: "An account was logged off.", version: 0, task: 12_545, fields: [...TARGET, "LogonType"] },
  4663: {
    title: "An attempt was made to access an object.",
    version: 1,
    task: 12_800,
    fields: [
      ...SUBJECT,
      "ObjectServer",
      "ObjectType",
      "ObjectName",
      "HandleId",
      "AccessList",
      "AccessMask",
      "ProcessId",
      "ProcessName",
      "ResourceAttributes",
    ],
  },
  4672: { title: "Special privileges assigned to new logon.", version: 0, task: 12_548, fields: [...SUBJECT, "PrivilegeList"] },
  4688: {
    title: "A new process has been created.",
    version: 2,
    task: 13_312,
    fields: [
      ...SUBJECT,
      "NewProcessId",
      "NewProcessName",
      "TokenElevationType",
      "ProcessId",
      "CommandLine",
      ...TARGET,
      "ParentProcessName",
      "MandatoryLabel",
    ],
  },
  4689: { title: "A process has exited.", version: 0, task: 13_313, fields: [...SUBJECT, "Status", "ProcessId", "ProcessName"] },
  4697: {
    title: "A service was installed in the system.",
    version: 0,
    task: 12_289,
    fields: [...SUBJECT, "ServiceName", "ServiceFileName", "ServiceType", "ServiceStartType", "ServiceAccount"],
  },
  4698: { title: "A scheduled task was created.", version: 0, task: 12_804, fields: [...SUBJECT, "TaskName", "TaskContent"] },
  4720: { title: "A user account was created.", version: 0, task: 13_824, fields: [...ABOUT_ACCOUNT, ...ACCOUNT_ATTRIBUTES] },
  4722: { title: "A user account was enabled.", version: 0, task: 13_824, fields: ABOUT_ACCOUNT },
  4723: {
    title: "An attempt was made to change an account's password.",
    version: 0,
    task: 13_824,
    fields: [...ABOUT_ACCOUNT, "PrivilegeList"],
  },
  4724: { title: "An attempt was made to reset an account's password.", version: 0, task: 13_824, fields: ABOUT_ACCOUNT },
  4728: { title: "A member was added to a security-enabled global group.", version: 0, task: 13_826, fields: GROUP_MEMBER },
  4729: { title: "A member was removed from a security-enabled global group.", version: 0, task: 13_826, fields: GROUP_MEMBER },
  4732: { title: "A member was added to a security-enabled local group.", version: 0, task: 13_826, fields: GROUP_MEMBER },
  4725: { title: "A user account was disabled.", version: 0, task: 13_824, fields: ABOUT_ACCOUNT },
  4738: { title: "A user account was changed.", version: 0, task: 13_824, fields: ["Dummy", ...ABOUT_ACCOUNT, ...ACCOUNT_ATTRIBUTES] },
  4756: { title: "A member was added to a security-enabled universal group.", version: 0, task: 13_826, fields: GROUP_MEMBER },
  4768: {
    title: "A Kerberos authentication ticket (TGT) was requested.",
    version: 0,
    task: 14_339,
    fields: [
      "TargetUserName",
      "TargetDomainName",
      "TargetSid",
      "ServiceName",
      "ServiceSid",
      "TicketOptions",
      "Status",
      "TicketEncryptionType",
      "PreAuthType",
      "IpAddress",
      "IpPort",
      ...CERTIFICATE,
    ],
  },
  4769: {
    title: "A Kerberos service ticket was requested.",
    version: 0,
    task: 14_337,
    fields: [
      "TargetUserName",
      "TargetDomainName",
      "ServiceName",
      "ServiceSid",
      "TicketOptions",
      "TicketEncryptionType",
      "IpAddress",
      "IpPort",
      "Status",
      "LogonGuid",
      "TransmittedServices",
    ],
  },
  4771: {
    title: "Kerberos pre-authentication failed.",
    version: 0,
    task: 14_339,
    fields: ["TargetUserName", "TargetSid", "ServiceName", "TicketOptions", "Status", "PreAuthType", "IpAddress", "IpPort", ...CERTIFICATE],
  },
  4776: {
    title: "The computer attempted to validate the credentials for an account.",
    version: 0,
    task: 14_336,
    fields: ["PackageName", "TargetUserName", "Workstation", "Status"],
  },
  4778: { title: "A session was reconnected to a Window Station.", version: 0, task: 12_551, fields: DESKTOP_CONNECTION },
  4779: { title: "A session was disconnected from a Window Station.", version: 0, task: 12_551, fields: DESKTOP_CONNECTION },
  5136: {
    title: "A directory service object was modified.",
    version: 0,
    task: 14_081,
    fields: [
      "OpCorrelationID",
      "AppCorrelationID",
      ...SUBJECT,
      "DSName",
      "DSType",
      "ObjectDN",
      "ObjectGUID",
      "ObjectClass",
      "AttributeLDAPDisplayName",
      "AttributeSyntaxOID",
      "AttributeValue",
      "OperationType",
    ],
  },
  5140: {
    title: "A network share object was accessed.",
    version: 1,
    task: 12_808,
    fields: [...SUBJECT, "ObjectType", "IpAddress", "IpPort", "ShareName", "ShareLocalPath", "AccessMask", "AccessList"],
  },
  5145: {
    title: "A network share object was checked to see whether client can be granted desired access.",
    version: 0,
    task: 12_811,
    fields: [
      ...SUBJECT,
      "ObjectType",
      "IpAddress",
      "IpPort",
      "ShareName",
      "ShareLocalPath",
      "RelativeTargetName",
      "AccessMask",
      "AccessList",
      "AccessReason",
    ],
  },
};

/** One Security event: its id, whether the audited thing succeeded, and its data parallel to the kind's fields. */
export interface SecurityEventData {
  readonly eventId: number;
  readonly isSuccess: boolean;
  readonly values: readonly string[];
  /** Microseconds between what is audited and this record of it; negative: it was written before. */
  readonly afterMicros?: number;
  /** For ids that the catalogue does not know. */
  readonly other?: SecurityEventKind;
}
