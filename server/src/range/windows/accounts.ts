import { addMicros, formatSimTime, type SimTime } from "../../base/sim-time.ts";
import type { AccountRef, Cause, HostRef } from "../activity.ts";
import type { World } from "../kernel/world.ts";
import { recordSecurityEvent, subjectData, type SecuritySubject } from "./security-events.ts";

const EMPTY = "-";

/** In the order of the event's data; a hyphen says that an attribute was not touched. */
const NO_ATTRIBUTES = {
  PrivilegeList: EMPTY,
  SamAccountName: EMPTY,
  DisplayName: EMPTY,
  UserPrincipalName: EMPTY,
  HomeDirectory: EMPTY,
  HomePath: EMPTY,
  ScriptPath: EMPTY,
  ProfilePath: EMPTY,
  UserWorkstations: EMPTY,
  PasswordLastSet: EMPTY,
  AccountExpires: EMPTY,
  PrimaryGroupId: EMPTY,
  AllowedToDelegateTo: EMPTY,
  OldUacValue: EMPTY,
  NewUacValue: EMPTY,
  UserAccountControl: EMPTY,
  UserParameters: EMPTY,
  SidHistory: EMPTY,
  LogonHours: EMPTY,
} as const;

/** 4720, 4722, 4724 and 4738, as Windows writes them when an account is made: on the host for a local one, on a controller otherwise. */
export function recordAccountCreated(
  world: World,
  host: HostRef,
  at: SimTime,
  cause: Cause,
  by: SecuritySubject,
  account: AccountRef,
): void {
  const about = accountData(account, by, host);
  const attributes = {
    ...NO_ATTRIBUTES,
    SamAccountName: account.name,
    DisplayName: "%%1793",
    HomeDirectory: "%%1793",
    HomePath: "%%1793",
    ScriptPath: "%%1793",
    ProfilePath: "%%1793",
    UserWorkstations: "%%1793",
    PasswordLastSet: "%%1794",
    AccountExpires: "%%1794",
    PrimaryGroupId: "513",
    OldUacValue: "0x0",
    NewUacValue: "0x15",
    UserAccountControl: "\r\n\t\t%%2080\r\n\t\t%%2082\r\n\t\t%%2084",
    UserParameters: "%%1793",
    LogonHours: "%%1797",
  };
  const write = (eventId: number, offset: number, title: string, named: Readonly<Record<string, string>>): void =>
    recordSecurityEvent(world, host, addMicros(at, offset), cause, { eventId, title, named });
  write(4720, 0, "A user account was created.", { ...about, ...attributes });
  write(4722, 900, "A user account was enabled.", about);
  write(4724, 2_100, "An attempt was made to reset an account's password.", about);
  write(4738, 3_000, "A user account was changed.", { Dummy: EMPTY, ...about, ...attributes, OldUacValue: "0x15", NewUacValue: "0x10" });
}

/** 4723 and 4738: somebody gave their own account another password. */
export function recordPasswordChanged(
  world: World,
  host: HostRef,
  at: SimTime,
  cause: Cause,
  by: SecuritySubject,
  account: AccountRef,
): void {
  const about = accountData(account, by, host);
  const title = "An attempt was made to change an account's password.";
  recordSecurityEvent(world, host, at, cause, { eventId: 4723, title, named: { ...about, PrivilegeList: EMPTY } });
  recordSecurityEvent(world, host, addMicros(at, 900), cause, {
    eventId: 4738,
    title: "A user account was changed.",
    named: { Dummy: EMPTY, ...about, ...NO_ATTRIBUTES, PasswordLastSet: eventDate(at) },
  });
}

/** 4725 and 4738: an account that nobody can sign in with any more, but that is still there. */
export function recordAccountDisabled(
  world: World,
  host: HostRef,
  at: SimTime,
  cause: Cause,
  by: SecuritySubject,
  account: AccountRef,
): void {
  const about = accountData(account, by, host);
  const flags = { OldUacValue: "0x10", NewUacValue: "0x11", UserAccountControl: "\r\n\t\t%%2080" };
  recordSecurityEvent(world, host, at, cause, { eventId: 4725, title: "A user account was disabled.", named: about });
  recordSecurityEvent(world, host, addMicros(at, 700), cause, {
    eventId: 4738,
    title: "A user account was changed.",
    named: { Dummy: EMPTY, ...about, ...NO_ATTRIBUTES, ...flags },
  });
}

/** An instant as rendered events of an American system show it: `3/4/2021 9:12:33 AM`. */
function eventDate(at: SimTime): string {
  const [year, month, day, hour, minute, second] = formatSimTime(at, 0).split(/\D/).map(Number);
  const pad = (value = 0): string => String(value).padStart(2, "0");
  return `${month}/${day}/${year} ${(hour ?? 0) % 12 || 12}:${pad(minute)}:${pad(second)} ${(hour ?? 0) < 12 ? "AM" : "PM"}`;
}

/** Which account, and who did it. */
function accountData(account: AccountRef, by: SecuritySubject, host: HostRef): Readonly<Record<string, string>> {
  return { TargetUserName: account.name, TargetDomainName: account.domain, TargetSid: account.sid, ...subjectData(by, host) };
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
