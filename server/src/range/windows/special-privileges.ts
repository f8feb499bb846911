import type { AccountRef, HostRef } from "../activity.ts";

/** Of the built-in Administrators, in the order in which 4672 lists them. */
const ADMINISTRATORS = [
  "SeSecurityPrivilege",
  "SeBackupPrivilege",
  "SeRestorePrivilege",
  "SeTakeOwnershipPrivilege",
  "SeDebugPrivilege",
  "SeSystemEnvironmentPrivilege",
  "SeLoadDriverPrivilege",
  "SeImpersonatePrivilege",
  "SeDelegateSessionUserImpersonatePrivilege",
] as const;

/** Of the local system, which alone may act as part of the operating system. */
const LOCAL_SYSTEM = [
  "SeAssignPrimaryTokenPrivilege",
  "SeTcbPrivilege",
  "SeSecurityPrivilege",
  "SeTakeOwnershipPrivilege",
  "SeLoadDriverPrivilege",
  "SeBackupPrivilege",
  "SeRestorePrivilege",
  "SeDebugPrivilege",
  "SeAuditPrivilege",
  "SeSystemEnvironmentPrivilege",
  "SeImpersonatePrivilege",
  "SeDelegateSessionUserImpersonatePrivilege",
] as const;

const ON_CONTROLLERS = [...ADMINISTRATORS.slice(0, 7), "SeEnableDelegationPrivilege", ...ADMINISTRATORS.slice(7)] as const;

/** What an Exchange server's account is given on another and on itself, by Exchange's own groups (observed on a lab Exchange 2016, OTRF). */
const EXCHANGE_SERVERS = ADMINISTRATORS.slice(0, 8);

/** What 4672 says of a session that is given more than others: Windows' defaults for whom it is and where. */
export function privilegesOf({ sid, name }: AccountRef, { role }: HostRef): readonly string[] {
  if (sid === "S-1-5-18") return LOCAL_SYSTEM;
  if (role === "domain-controller") return ON_CONTROLLERS;
  return role === "exchange" && name.endsWith("$") ? EXCHANGE_SERVERS : ADMINISTRATORS;
}
