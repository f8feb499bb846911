import type { RandomStream } from "../../base/random-stream.ts";
import type { Person } from "../estate/estate.ts";
import type { World } from "../kernel/world.ts";
import { type Circle, circleOf, hasMailboxOn, partnerOf, pickClose } from "./circle.ts";
import { prefixed, rememberReceived, rememberSent, takeAwaited, takeUnanswered, type MailNote } from "./conversation.ts";
import type { IncomingMail, OutgoingMail } from "./deliver.ts";
import { drawAutomaticSubject, drawMeetingSubject, drawSubject } from "./subjects.ts";

/** What somebody writes next: half of all mail answers one. Null for somebody who knows nobody. */
export function drawOutgoing(world: World, person: Person, draws: RandomStream): OutgoingMail | null {
  const circle = presentCircle(world, person);
  if (draws.chance(1, 16)) return drawInvitation(circle, draws);
  const note = draws.chance(1, 2) ? takeUnanswered(world, person.mailbox.address, draws) : null;
  if (note === null) return drawNew(circle, draws);
  if (draws.chance(1, 8)) return drawForward(circle, note, draws);
  const recipients = [note.from, ...(draws.chance(1, 3) ? note.others : [])];
  return { recipients: others(recipients, person), subject: prefixed("RE: ", note.subject) };
}

/** The circle without those who have not joined yet. */
function presentCircle(world: World, person: Person): Circle {
  const { colleagues, contacts } = circleOf(world, person);
  const { date } = world.calendar.dayOf(world.now);
  return { colleagues: colleagues.filter((address) => hasMailboxOn(world, address, date)), contacts };
}

/** Two thirds of new mail go to colleagues, the rest to one company outside. */
function drawNew({ colleagues, contacts }: Circle, draws: RandomStream): OutgoingMail | null {
  const subject = drawSubject(draws);
  const isInternal = draws.chance(2, 3);
  const contact = isInternal ? null : pickClose(draws, contacts);
  if (contact !== null) {
    const second = draws.chance(1, 5) ? [draws.pick(contact.partner.addresses)] : [];
    return { recipients: [...new Set([contact.address, ...second])], subject };
  }
  return drawToColleagues(colleagues, draws.chance(1, 4) ? draws.between(2, 5) : 1, subject, draws);
}

/** Colleagues are asked to a meeting. */
function drawInvitation({ colleagues }: Circle, draws: RandomStream): OutgoingMail | null {
  const mail = drawToColleagues(colleagues, draws.between(1, 6), drawMeetingSubject(draws), draws);
  return mail === null ? null : { ...mail, messageClass: "IPM.Schedule.Meeting.Request" };
}

function drawForward({ colleagues }: Circle, note: MailNote, draws: RandomStream): OutgoingMail | null {
  return drawToColleagues(colleagues, 1, prefixed("FW: ", note.subject), draws);
}

function drawToColleagues(colleagues: readonly string[], count: number, subject: string, draws: RandomStream): OutgoingMail | null {
  const drawn = Array.from({ length: count }, () => pickClose(draws, colleagues));
  const recipients = [...new Set(drawn.filter((address) => address !== null))];
  return recipients.length === 0 ? null : { recipients, subject };
}

/** Whoever gets a mail may answer it later. */
export function rememberOutgoing(world: World, person: Person, { recipients, subject }: OutgoingMail): void {
  const from = person.mailbox.address;
  for (const address of recipients) {
    const rest = recipients.filter((one) => one !== address);
    if (world.estate.peopleByAddress.has(address)) rememberReceived(world, address, { subject, from, others: rest });
    else rememberSent(world, from, { subject, from: address, others: [] });
  }
}

/** What comes in for somebody next: an answer, something from a system, something new, or a mail to a name that is misspelt. */
export function drawIncoming(world: World, person: Person, draws: RandomStream): IncomingMail {
  const { address } = person.mailbox;
  const answered = draws.chance(1, 2) ? takeAwaited(world, address, draws) : null;
  const partner = answered === null ? null : partnerOf(world, answered.from);
  if (answered !== null && partner !== null)
    return {
      sender: answered.from,
      recipient: address,
      subject: prefixed(partner.replyPrefix, answered.subject),
      from: draws.pick(partner.servers),
    };
  const isAutomatic = draws.chance(1, 4);
  const contact = isAutomatic ? null : pickClose(draws, circleOf(world, person).contacts);
  const systems = world.estate.partners.filter((one) => one.isAutomatic);
  const writer = contact?.partner ?? pickClose(draws, systems) ?? draws.pick(world.estate.partners);
  return {
    sender: contact?.address ?? draws.pick(writer.addresses),
    recipient: draws.chance(1, 40) ? misspell(address, draws) : address,
    subject: writer.isAutomatic ? drawAutomaticSubject(draws) : drawSubject(draws),
    from: draws.pick(writer.servers),
  };
}

/** An address with one letter of its name missing. */
function misspell(address: string, draws: RandomStream): string {
  const place = draws.between(2, Math.max(2, address.indexOf("@") - 1));
  return address.slice(0, place) + address.slice(place + 1);
}

function others(addresses: readonly string[], person: Person): readonly string[] {
  const rest = [...new Set(addresses)].filter((address) => address !== person.mailbox.address);
  return rest.length === 0 ? addresses.slice(0, 1) : rest;
}
