import { hash32 } from "../../base/hash.ts";
import type { RandomStream } from "../../base/random-stream.ts";
import { addMicros, MICROS_PER_MINUTE, type SimTime } from "../../base/sim-time.ts";
import type { AccountRef, Cause, HostRef } from "../activity.ts";
import type { World } from "../kernel/world.ts";
import { recordMemberAdded, type SecurityGroup } from "../windows/accounts.ts";
import { computerAccountOf } from "../windows/logons.ts";
import { signInByTicket } from "../windows/ticket-sign-in.ts";

/** Groups that get mail and open folders; the staff list says who belongs to which. */
const MAIL_GROUPS = ["Team-Front-Office", "Team-Projects", "Team-Stock", "Team-Night-Shift", "Floor-1", "Floor-2", "First-Aiders"] as const;

/** From the session's beginning to the change, in microseconds. */
const CHANGED_AFTER = 9_000;

export function drawMailGroup(world: World, draws: RandomStream): SecurityGroup {
  const name = draws.pick(MAIL_GROUPS);
  const { domainSid, netbios } = world.estate.organisation;
  return { name, sid: `${domainSid}-${2_600 + (hash32(world.seed, `mail-group/${name}`) % 300)}`, domain: netbios, scope: "universal" };
}

/**
 * `Add-DistributionGroupMember`, as the directory sees it: Exchange changes it in the server's own name, whoever ran the cmdlet (4756 by
 * the computer account, in a session that it opened at a controller).
 */
export function addByExchange(
  world: World,
  from: HostRef,
  {
    group,
    member,
    at,
    cause,
    draws,
  }: {
    readonly group: SecurityGroup;
    readonly member: AccountRef;
    readonly at: SimTime;
    readonly cause: Cause;
    readonly draws: RandomStream;
  },
): void {
  const { domainControllers } = world.estate;
  if (domainControllers.length === 0) return;
  const host = draws.pick(domainControllers);
  const account = computerAccountOf(world, from);
  const { logonId, activityId } = signInByTicket(world, {
    host,
    account,
    at,
    cause,
    draws,
    sourceIp: from.ip,
    isElevated: false,
    durationMicros: draws.between(1, 9) * MICROS_PER_MINUTE,
  });
  recordMemberAdded(world, host, addMicros(at, CHANGED_AFTER), { ...cause, parentId: activityId }, { account, logonId }, group, member);
}
