import { hash32 } from "../../../base/hash.ts";
import type { RandomStream } from "../../../base/random-stream.ts";
import { addMicros, MICROS_PER_MINUTE, MICROS_PER_SECOND, type SimTime } from "../../../base/sim-time.ts";
import type { Cause, HostRef } from "../../activity.ts";
import type { Person } from "../../estate/estate.ts";
import { isEmployedOn } from "../../estate/whereabouts.ts";
import type { World } from "../../kernel/world.ts";
import { recordMemberAdded, type SecurityGroup } from "../../windows/accounts.ts";
import type { SecuritySubject } from "../../windows/security-events.ts";
import { signInByTicket } from "../../windows/ticket-sign-in.ts";

interface Occasion {
  readonly at: SimTime;
  readonly cause: Cause;
  readonly draws: RandomStream;
}

/** Groups that open a folder or a printer, as every company has by the dozen. */
const GROUPS = [
  "FS-Sales-Change",
  "FS-Accounts-Read",
  "FS-Warehouse-Change",
  "FS-Projects-Change",
  "PR-First-Floor",
  "APP-Stockroom",
  "VPN-Users",
] as const;

/** Of ten requests, so many are about one person, about two and about three who begin a piece of work together. */
const REQUESTS_BY_MEMBERS = [5, 3, 2] as const;

/**
 * Somebody needs a folder: the administrator puts them into its group, with whoever was named in the same request. The console saves
 * the group once; the controller writes 4728 for each new member.
 */
export function grantAccess(world: World, administrator: Person, occasion: Occasion): void {
  const { at, draws } = occasion;
  const { domainControllers, people, organisation } = world.estate;
  if (domainControllers.length === 0) return;
  const { date } = world.calendar.dayOf(at);
  const employed = people.filter((person) => isEmployedOn(person, date));
  const members = draws.shuffled(employed).slice(0, 1 + draws.weighted(REQUESTS_BY_MEMBERS));
  const controller = draws.pick(domainControllers);
  const name = draws.pick(GROUPS);
  const sid = `${organisation.domainSid}-${1_200 + (hash32(world.seed, `group/${name}`) % 800)}`;
  const group: SecurityGroup = { name, sid, domain: organisation.netbios, scope: "global" };
  const { subject, follows } = signInToController(world, controller, administrator, occasion);
  let doneAt = addMicros(at, draws.between(15, 90) * MICROS_PER_SECOND);
  for (const { account } of members) {
    recordMemberAdded(world, controller, doneAt, follows, subject, group, account);
    doneAt = addMicros(doneAt, draws.between(300, 2_600));
  }
}

/** The directory console on the administrator's own desk opens a session on the controller. */
export function signInToController(
  world: World,
  controller: HostRef,
  { account, workstation }: Person,
  occasion: Occasion,
): { readonly subject: SecuritySubject; readonly follows: Cause } {
  const { at, cause, draws } = occasion;
  const { logonId, activityId } = signInByTicket(world, {
    host: controller,
    account,
    at,
    cause,
    draws,
    sourceIp: workstation.ip,
    isElevated: true,
    durationMicros: draws.between(4, 14) * MICROS_PER_MINUTE,
  });
  return { subject: { account, logonId }, follows: { ...cause, parentId: activityId } };
}
