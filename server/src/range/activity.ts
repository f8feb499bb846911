import type { HttpRequest, RequestAbandoned } from "./activity-web.ts";
import type { MailEvent, SmtpSession } from "./activity-mail.ts";
import type { ConnectionIdled, FirewallSession, NetworkConnection, ProxiedRequest } from "./activity-network.ts";
import type { AccountRef, ActivityBase, ProcessRef } from "./activity-parts.ts";

export type { BackEndCall, HttpRequest, ProxyProtocol, RequestAbandoned } from "./activity-web.ts";
export type { MailEvent, SmtpMessage, SmtpSession } from "./activity-mail.ts";
export type {
  ConnectionIdled,
  FirewallAction,
  FirewallSession,
  NetworkConnection,
  ProxiedRequest,
  ProxyVerdict,
  VpnTunnel,
} from "./activity-network.ts";
export type { AccountRef, Cause, ExchangeBuild, HostRef, ProcessRef } from "./activity-parts.ts";

/**
 * What happened in the simulated world, before any sensor looked. Activities are the truth; rows are what sensors make
 * of them. Every name in here (host, path, account) is as the host itself would write it.
 */
export type Activity =
  | HttpRequest
  | RequestAbandoned
  | ConnectionIdled
  | ProcessStarted
  | ProcessEnded
  | FileChanged
  | Logon
  | Logoff
  | LogonFailed
  | PrivilegesAssigned
  | TicketEvent
  | NtlmValidated
  | ShareAccessed
  | NetworkConnection
  | FirewallSession
  | ProxiedRequest
  | CmdletRun
  | EcpCommand
  | EcpPulse
  | MailEvent
  | SmtpSession
  | WindowsEventLogged
  | DirectoryChanged
  | ProcessAccessed
  | RegistrySet
  | ImageLoaded
  | SyslogWritten
  | DeviceReport
  | PersonReport;

export interface ProcessStarted extends ActivityBase {
  readonly kind: "process-started";
  readonly process: ProcessRef;
  readonly currentDirectory: string;
}

export interface ProcessEnded extends ActivityBase {
  readonly kind: "process-ended";
  readonly process: ProcessRef;
  readonly exitCode: number;
}

export interface FileChanged extends ActivityBase {
  readonly kind: "file-changed";
  readonly change: "created" | "modified" | "deleted" | "renamed";
  readonly path: string;
  readonly previousPath: string;
  readonly sha1: string;
  readonly sha256: string;
  readonly md5: string;
  readonly size: number;
  /** Whether the same process changed the same file in the same way a moment before. */
  readonly isRepeat: boolean;
  /** The writer that the OS names: `System` (pid 4) when the write came over the loopback share. */
  readonly process: ProcessRef;
}

export interface Logon extends ActivityBase {
  readonly kind: "logon";
  readonly account: AccountRef;
  /** Hex with `0x`. */
  readonly logonId: string;
  readonly logonGuid: string;
  readonly logonType: 2 | 3 | 4 | 5 | 7 | 8 | 9 | 10 | 11;
  readonly package: "Kerberos" | "NTLM" | "Negotiate" | "MICROSOFT_AUTHENTICATION_PACKAGE_V1_0";
  readonly workstation: string;
  readonly sourceIp: string;
  readonly sourcePort: number;
  readonly process: ProcessRef | null;
  readonly isElevated: boolean;
}

export interface Logoff extends ActivityBase {
  readonly kind: "logoff";
  readonly account: AccountRef;
  readonly logonId: string;
  readonly logonType: Logon["logonType"];
}

export interface LogonFailed extends ActivityBase {
  readonly kind: "logon-failed";
  /** As typed. */
  readonly accountName: string;
  readonly accountDomain: string;
  readonly logonType: Logon["logonType"];
  readonly package: Logon["package"];
  readonly reason: "bad-password" | "no-such-user" | "locked-out" | "disabled" | "expired";
  readonly workstation: string;
  readonly sourceIp: string;
  readonly sourcePort: number;
  readonly process: ProcessRef | null;
}

export interface PrivilegesAssigned extends ActivityBase {
  readonly kind: "privileges-assigned";
  readonly account: AccountRef;
  readonly logonId: string;
  readonly privileges: readonly string[];
}

/** Kerberos on a domain controller: 4768 (ticket-granting) or 4769 (service ticket), or a refusal (4771). */
export interface TicketEvent extends ActivityBase {
  readonly kind: "ticket";
  readonly event: "tgt" | "service" | "preauth-failed";
  readonly account: AccountRef;
  readonly serviceName: string;
  readonly serviceSid: string;
  readonly clientIp: string;
  readonly clientPort: number;
  readonly status: string;
  readonly logonGuid: string;
}

export interface NtlmValidated extends ActivityBase {
  readonly kind: "ntlm-validated";
  readonly accountName: string;
  readonly workstation: string;
  /** `0x0`, or an NTSTATUS such as `0xc000006a`. */
  readonly status: string;
}

export interface ShareAccessed extends ActivityBase {
  readonly kind: "share-accessed";
  readonly account: AccountRef;
  readonly logonId: string;
  readonly sourceIp: string;
  readonly sourcePort: number;
  readonly share: string;
  readonly localPath: string;
  /** Null: only the share was opened (5140); otherwise a path below it was checked (5145). */
  readonly relativePath: string | null;
  readonly accessMask: string;
}

/** An Exchange cmdlet that ran: the admin audit, the audit queue and remote PowerShell's own log write of it. */
export interface CmdletRun extends ActivityBase {
  readonly kind: "cmdlet-run";
  readonly cmdlet: string;
  /** In order; rendered as `-Name "value"`. */
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
  readonly caller: AccountRef;
  /** Canonical name, `corp.example/Users/adm`. */
  readonly callerCanonicalName: string;
  readonly hostApplication: string;
  readonly process: ProcessRef;
  readonly elapsedMs: number;
  readonly error: string;
  readonly activityId: string;
  /** Whether the admin audit keeps it: cmdlets that only read are logged by remote PowerShell alone. */
  readonly isAudited: boolean;
  /** `ManagementShell`, `ActiveMonitor`, `ECP` …; what a remote session says of itself. */
  readonly clientApplication: string;
}

/** One line of the ECP Server log. */
export interface EcpCommand extends ActivityBase {
  readonly kind: "ecp-command";
  /** `Verb-Noun.Param=''value''` grammar, already rendered. */
  readonly command: string;
  readonly url: string;
  readonly referrer: string;
  readonly exception: string;
  readonly activityId: string;
  readonly sessionId: string;
  readonly userSessionId: string;
  readonly elapsedMs: number;
}

/** A worker of the control panel sums up its own five minutes. */
export interface EcpPulse extends ActivityBase {
  readonly kind: "ecp-pulse";
  readonly processId: number;
  /** Directory searches of those minutes. */
  readonly searches: number;
}

/** Anything else that a provider writes to a Windows channel (service control, ASP.NET, IIS, Defender, task scheduler …). */
export interface WindowsEventLogged extends ActivityBase {
  readonly kind: "windows-event";
  readonly channel: string;
  readonly provider: string;
  readonly eventId: number;
  readonly level: 1 | 2 | 3 | 4 | 5;
  /** Named data for manifest providers; null for classic ones. */
  readonly named: readonly { readonly name: string; readonly value: string }[] | null;
  /** Unnamed strings for classic providers; empty otherwise. */
  readonly strings: readonly string[];
  readonly message: string;
  readonly account: AccountRef | null;
}

/** An attribute of a directory object changed; a domain controller logs 5136. */
export interface DirectoryChanged extends ActivityBase {
  readonly kind: "directory-changed";
  readonly subject: AccountRef;
  readonly subjectLogonId: string;
  readonly objectDn: string;
  readonly objectGuid: string;
  readonly objectClass: string;
  readonly attribute: string;
  readonly value: string;
  readonly operation: "add" | "delete";
  readonly operationId: string;
}

/** One process opened another: how credentials leave the memory of `lsass.exe`, and how antivirus looks after it. */
export interface ProcessAccessed extends ActivityBase {
  readonly kind: "process-accessed";
  readonly process: ProcessRef;
  readonly target: ProcessRef;
  /** Hex mask with `0x`, e.g. `0x1fffff` for everything. */
  readonly grantedAccess: string;
  /** Libraries on the call's stack, outermost last: `C:\\Windows\\SYSTEM32\\ntdll.dll+9fc24|…`. */
  readonly callTrace: string;
}

/** A value below a registry key was set. */
export interface RegistrySet extends ActivityBase {
  readonly kind: "registry-set";
  readonly process: ProcessRef;
  /** `HKLM\\…`, without the value's name. */
  readonly key: string;
  readonly valueName: string;
  readonly valueType: "REG_SZ" | "REG_EXPAND_SZ" | "REG_MULTI_SZ" | "REG_DWORD" | "REG_BINARY";
  /** As text; a number in decimal. */
  readonly value: string;
}

/** A process loaded a library. Recorded where it matters, not for every one of hundreds. */
export interface ImageLoaded extends ActivityBase {
  readonly kind: "image-loaded";
  readonly process: ProcessRef;
  readonly path: string;
  readonly sha1: string;
  readonly sha256: string;
  readonly md5: string;
  readonly size: number;
  readonly isSigned: boolean;
  /** Empty when unsigned. */
  readonly signer: string;
}

/** A device's sensor reported the state of the device. */
export interface DeviceReport extends ActivityBase {
  readonly kind: "device-report";
  readonly publicIp: string;
  readonly dnsServers: readonly string[];
  /** Who was logged on at the console. */
  readonly users: readonly AccountRef[];
}

/** The directory's own description of somebody, as a product that reads it took it down. */
export interface PersonReport extends ActivityBase {
  readonly kind: "person-report";
  readonly account: AccountRef;
  readonly displayName: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly title: string;
  readonly department: string;
  readonly mailAddress: string;
  readonly distinguishedName: string;
  readonly groups: readonly string[];
  readonly isAdministrator: boolean;
  readonly city: string;
  readonly company: string;
}

/** A line that a program on an appliance gave to syslog. */
export interface SyslogWritten extends ActivityBase {
  readonly kind: "syslog-written";
  readonly facility: "mail" | "authpriv" | "cron" | "daemon";
  readonly severity: "info" | "notice" | "warning";
  readonly program: string;
  readonly processId: number;
  readonly message: string;
}

export type ActivityKind = Activity["kind"];
export type ActivityOf<K extends ActivityKind> = Extract<Activity, { kind: K }>;
