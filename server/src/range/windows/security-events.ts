import type { SimTime } from "../../base/sim-time.ts";
import type { AccountRef, Cause, HostRef } from "../activity.ts";
import type { World } from "../kernel/world.ts";
import { recordManifestEvent } from "./application-events.ts";

/** Who did it, as the security log names the subject: the local system appears as the computer's account. */
export interface SecuritySubject {
  readonly account: AccountRef;
  readonly logonId: string;
}

export function subjectData({ account, logonId }: SecuritySubject, host: HostRef): Readonly<Record<string, string>> {
  const isSystem = account.sid === "S-1-5-18";
  return {
    SubjectUserSid: account.sid,
    SubjectUserName: isSystem ? `${host.name}$` : account.name,
    SubjectDomainName: isSystem ? host.domainNetbios : account.domain,
    SubjectLogonId: logonId,
  };
}

/** An event of the Security channel that is no logon, ticket, process or share. `named` is in the order of the event's own data. */
export function recordSecurityEvent(
  world: World,
  host: HostRef,
  at: SimTime,
  cause: Cause,
  { eventId, title, named }: { readonly eventId: number; readonly title: string; readonly named: Readonly<Record<string, string>> },
): void {
  recordManifestEvent(world, host, at, cause, {
    channel: "Security",
    provider: "Microsoft-Windows-Security-Auditing",
    eventId,
    level: 4,
    named,
    message: title,
  });
}
