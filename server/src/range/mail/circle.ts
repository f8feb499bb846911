import type { RandomStream } from "../../base/random-stream.ts";
import type { Person } from "../estate/estate.ts";
import type { MailPartner } from "../estate/mail-partners.ts";
import type { World } from "../kernel/world.ts";

/** Somebody at another company. */
export interface Contact {
  readonly address: string;
  readonly partner: MailPartner;
}

/** With whom somebody writes, the closest first. Fixed for a run. */
export interface Circle {
  /** Addresses: the department before the rest of the company. */
  readonly colleagues: readonly string[];
  readonly contacts: readonly Contact[];
}

const NEAR_MAX = 8;
const FAR = 4;

/** Pure memory: drawn from the person's own stream, whoever asks and whenever. Goes with the estate. */
const circles = new WeakMap<Person, Circle>();

export function circleOf(world: World, person: Person): Circle {
  const known = circles.get(person);
  if (known !== undefined) return known;
  const drawn = drawCircle(world, person);
  circles.set(person, drawn);
  return drawn;
}

function drawCircle(world: World, person: Person): Circle {
  const draws = world.stream(`mail/circle/${person.key}`);
  const { people, partners } = world.estate;
  const department = people.filter((one) => one.department === person.department && one !== person);
  const near = Array.from({ length: Math.min(NEAR_MAX, department.length) }, () => draws.pick(department).mailbox.address);
  const far = Array.from({ length: FAR }, () => draws.pick(people).mailbox.address);
  const colleagues = [...new Set([...near, ...far])].filter((address) => address !== person.mailbox.address);
  const readers = partners.filter(({ isAutomatic }) => !isAutomatic);
  const contacts = Array.from({ length: draws.between(3, 9) }, (): Contact | null => {
    const partner = pickClose(draws, readers);
    return partner === null ? null : { address: draws.pick(partner.addresses), partner };
  });
  return { colleagues, contacts: contacts.filter((contact) => contact !== null) };
}

/** Whether the mailbox of a colleague is there on a local date. */
export function hasMailboxOn(world: World, address: string, date: string): boolean {
  const joinsOn = world.estate.peopleByAddress.get(address)?.joinsOn ?? null;
  return joinsOn === null || joinsOn <= date;
}

/** One of a list whose first entries are the likeliest; null when it is empty. */
export function pickClose<Entry>(draws: RandomStream, entries: readonly Entry[]): Entry | null {
  if (entries.length === 0) return null;
  return entries[Math.min(draws.below(entries.length), draws.below(entries.length))] ?? null;
}

/** The partner that writes from this address; null for a stranger. */
export function partnerOf(world: World, address: string): MailPartner | null {
  const domain = address.slice(address.indexOf("@") + 1);
  return world.estate.partners.find((partner) => partner.domain === domain) ?? null;
}
