import { hash32 } from "../../base/hash.ts";
import type { AccountRef } from "../activity.ts";
import type { Estate, Person } from "../estate/estate.ts";

/** One person in so many looks after the mailbox of a colleague of the same department, and has the right to. */
const ASSISTANT_ODDS = 8;

/** Whose mailbox this person may open beside their own; null for most. Fixed for a run. */
export function mailboxInCareOf(estate: Estate, seed: number, person: Person): Person | null {
  const number = hash32(seed, `rights/${person.key}`);
  if (number % ASSISTANT_ODDS !== 0) return null;
  const colleagues = estate.people.filter(({ department, key }) => department === person.department && key !== person.key);
  return colleagues[Math.floor(number / ASSISTANT_ODDS) % Math.max(1, colleagues.length)] ?? null;
}

/** Whether Exchange lets this account into a mailbox: people into their own and one in their care, accounts of machines as they are told. */
export function mayOpenMailbox(estate: Estate, seed: number, account: AccountRef, mailboxGuid: string): boolean {
  const person = estate.peopleBySid.get(account.sid);
  if (person === undefined || person.mailbox.guid === mailboxGuid) return true;
  return mailboxInCareOf(estate, seed, person)?.mailbox.guid === mailboxGuid;
}
