import { addMicros, type SimTime } from "../../base/sim-time.ts";
import type { AccountRef, Cause, HostRef } from "../activity.ts";
import type { World } from "../kernel/world.ts";
import { recordSecurityEvent, subjectData, type SecuritySubject } from "./security-events.ts";

const EMPTY = "-";

/** 4720, 4722, 4724 and 4738, as Windows writes them when an account is made: on the host for a local one, on a controller otherwise. */
export function recordAccountCreated(
  world: World,
  host: HostRef,
  at: SimTime,
  cause: Cause,
  by: SecuritySubject,
  account: AccountRef,
): void {
  const about = { TargetUserName: account.name, TargetDomainName: account.domain, TargetSid: account.sid, ...subjectData(by, host) };
  const attributes = {
    PrivilegeList: EMPTY,
    SamAccountName: account.name,
    DisplayName: "%%1793",
    UserPrincipalName: EMPTY,
    HomeDirectory: "%%1793",
    HomePath: "%%1793",
    ScriptPath: "%%1793",
    ProfilePath: "%%1793",
    UserWorkstations: "%%1793",
    PasswordLastSet: "%%1794",
    AccountExpires: "%%1794",
    PrimaryGroupId: "513",
    AllowedToDelegateTo: EMPTY,
    OldUacValue: "0x0",
    NewUacValue: "0x15",
    UserAccountControl: "\r\n\t\t%%2080\r\n\t\t%%2082\r\n\t\t%%2084",
    UserParameters: "%%1793",
    SidHistory: EMPTY,
    LogonHours: "%%1797",
  };
  const write = (eventId: number, offset: number, title: string, named: Readonly<Record<string, string>>): void =>
    recordSecurityEvent(world, host, addMicros(at, offset), cause, { eventId, title, named });
  write(4720, 0, "A user account was created.", { ...about, ...attributes });
  write(4722, 900, "A user account was enabled.", about);
  write(4724, 2_100, "An attempt was made to reset an account's password.", about);
  write(4738, 3_000, "A user account was changed.", { Dummy: EMPTY, ...about, ...attributes, OldUacValue: "0x15", NewUacValue: "0x10" });
}

export interface SecurityGroup {
  readonly name: string;
  readonly sid: string;
  readonly domain: string;
  readonly scope: "local" | "global" | "universal";
}

const ADDED = { local: 4732, global: 4728, universal: 4756 } as const;

export function recordMemberAdded(
  world: World,
  host: HostRef,
  at: SimTime,
  cause: Cause,
  by: SecuritySubject,
  group: SecurityGroup,
  member: AccountRef,
): void {
  const isLocal = group.scope === "local";
  recordSecurityEvent(world, host, at, cause, {
    eventId: ADDED[group.scope],
    title: `A member was added to a security-enabled ${group.scope} group.`,
    named: {
      MemberName: isLocal ? EMPTY : `CN=${member.name},CN=Users,${world.estate.organisation.rootDn}`,
      MemberSid: member.sid,
      TargetUserName: group.name,
      TargetDomainName: group.domain,
      TargetSid: group.sid,
      ...subjectData(by, host),
      PrivilegeList: EMPTY,
    },
  });
}
