import { addMicros, MICROS_PER_DAY, type SimTime } from "../../base/sim-time.ts";
import type { Person } from "../estate/estate.ts";
import { eventKind } from "../kernel/event-kind.ts";
import { scaleCount } from "../kernel/volume.ts";
import type { World } from "../kernel/world.ts";
import { ordinaryCause } from "../people/cause.ts";
import { serverOf } from "../people/mailbox-server.ts";
import { receiveMail, submitMail } from "./deliver.ts";
import { drawPartnerAddress } from "./subjects.ts";

export type MailPayload = { readonly personKey: string; readonly name: string };

/** Somebody sends a mail: two thirds to colleagues, the rest to people outside. */
const sendMail = eventKind<MailPayload>("mail/send", (world, { personKey, name }, at) => {
  const person = world.estate.peopleByKey.get(personKey);
  if (person === undefined) return;
  const draws = world.stream(name);
  const count = draws.chance(1, 4) ? draws.between(2, 5) : 1;
  const isInternal = draws.chance(2, 3);
  const recipients = Array.from({ length: count }, () =>
    isInternal ? draws.pick(world.estate.people).mailbox.address : drawPartnerAddress(draws).address,
  );
  submitMail(world, serverOf(world, person), person, { at, draws, cause: ordinaryCause(`people/${personKey}`) }, [...new Set(recipients)]);
});

/** A mail from outside arrives. */
const getMail = eventKind<MailPayload>("mail/receive", (world, { personKey, name }, at) => {
  const person = world.estate.peopleByKey.get(personKey);
  if (person === undefined) return;
  receiveMail(world, serverOf(world, person), person, { at, draws: world.stream(name), cause: ordinaryCause("internet/correspondent") });
});

export const CORRESPONDENCE_KINDS = [sendMail, getMail];

/** Mail that this person writes today, between the given instants. */
export function planOutgoing(world: World, person: Person, name: string, start: SimTime, end: SimTime): void {
  const draws = world.stream(`${name}/outgoing`);
  const count = scaleCount(world, person.mailsPerDay, draws);
  for (let index = 0; index < count; index++) {
    const at = addMicros(start, draws.belowBig(Math.max(1, end - start)));
    if (at >= world.now) world.schedule(sendMail, at, { personKey: person.key, name: `${name}/outgoing/${index}` });
  }
}

/** Mail that this person gets today: about as much as they write, by day mostly, at weekends little. */
export function planIncoming(world: World, person: Person, name: string, dayStart: SimTime, isWorkday: boolean): void {
  const draws = world.stream(`${name}/incoming`);
  const count = scaleCount(world, person.mailsPerDay * (isWorkday ? 1 : 0.2), draws);
  for (let index = 0; index < count; index++) {
    const isByDay = draws.chance(4, 5);
    const offset = isByDay ? draws.belowBig((11 * MICROS_PER_DAY) / 24) + (7 * MICROS_PER_DAY) / 24 : draws.belowBig(MICROS_PER_DAY);
    const at = addMicros(dayStart, offset);
    if (at >= world.now) world.schedule(getMail, at, { personKey: person.key, name: `${name}/incoming/${index}` });
  }
}
