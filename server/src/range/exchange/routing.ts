import { formatSimTime, simTime, MICROS_PER_DAY, type SimTime } from "../../base/sim-time.ts";
import type { HealthMailbox, Mailbox } from "../estate/estate.ts";
import type { Exchange } from "./outcome.ts";

/** The routing cookie that an earlier answer gave the client: good for 30 days. */
export function databaseCookie(databaseGuid: string, at: SimTime): string {
  return `Database~${databaseGuid}~~${formatSimTime(simTime(at + 30 * MICROS_PER_DAY), 0).slice(0, 19)}`;
}

/** What `MailboxGuid~` routing writes, for a client that names its mailbox. */
export function routeToMailbox(
  { request }: Exchange,
  mailbox: Mailbox | HealthMailbox,
): { anchorMailbox: string; routingHint: string; backEndCookie: string } {
  const guid = "guid" in mailbox ? mailbox.guid : mailbox.mailboxGuid;
  return {
    anchorMailbox: `MailboxGuid~${guid}`,
    routingHint: "MailboxGuidWithDomain",
    backEndCookie: request.draws.chance(1, 12) ? "" : databaseCookie(mailbox.databaseGuid, request.at),
  };
}

/** What routing by the caller's identity writes. */
export function routeToIdentity(
  { request }: Exchange,
  sid: string,
  databaseGuid: string,
): { anchorMailbox: string; routingHint: string; backEndCookie: string } {
  return {
    anchorMailbox: `Sid~${sid}`,
    routingHint: "WindowsIdentity",
    backEndCookie: databaseGuid === "" || request.draws.chance(1, 10) ? "" : databaseCookie(databaseGuid, request.at),
  };
}
