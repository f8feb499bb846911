import { hash32 } from "../../base/hash.ts";
import type { RandomStream } from "../../base/random-stream.ts";
import { addMicros, MICROS_PER_DAY, MICROS_PER_SECOND, type SimTime } from "../../base/sim-time.ts";
import type { ExchangeServer, Person } from "../estate/estate.ts";
import { exchangeStateOf } from "../exchange/front-end.ts";
import { mailMovesAt } from "../exchange/outages.ts";
import { eventKind } from "../kernel/event-kind.ts";
import { scaleCount } from "../kernel/volume.ts";
import type { World } from "../kernel/world.ts";
import { ordinaryCause } from "../people/cause.ts";
import { mailDoorOf, serverOf } from "../people/mailbox-server.ts";
import { AUTOMATIC_REPLY_KINDS, replyIfAway } from "./automatic-reply.ts";
import { INVITATION_KINDS, planAnswers } from "./invitation.ts";
import { partnerOf } from "./circle.ts";
import { rememberReceived } from "./conversation.ts";
import { receiveMail, submitMail } from "./deliver.ts";
import { drawIncoming, drawOutgoing, rememberOutgoing } from "./draw-mail.ts";

export type MailPayload = { readonly personKey: string; readonly name: string };

/** Somebody writes a mail: an answer, something that they pass on, or something new. */
const sendMail = eventKind<MailPayload>("mail/send", (world, { personKey, name }, at) => {
  const person = world.estate.peopleByKey.get(personKey);
  if (person === undefined) return;
  const draws = world.stream(name);
  const server = serverOf(world, person);
  if (waitsForTransport(world, sendMail, server, { personKey, name }, at, draws)) return;
  const mail = drawOutgoing(world, person, draws);
  if (mail === null) return;
  submitMail(world, server, person, { at, draws, cause: ordinaryCause(`people/${personKey}`) }, mail);
  if (mail.messageClass === undefined) rememberOutgoing(world, person, mail);
  else planAnswers(world, person, mail, at, name);
  for (const recipient of mail.recipients)
    replyIfAway(world, recipient, { sender: person.mailbox.address, subject: mail.subject }, at, name);
});

/** A mail from outside arrives. */
const getMail = eventKind<MailPayload>("mail/receive", (world, { personKey, name }, at) => {
  const person = world.estate.peopleByKey.get(personKey);
  if (person === undefined) return;
  const draws = world.stream(name);
  const server = mailDoorOf(world, person, hash32(world.seed, name));
  if (waitsForTransport(world, getMail, server, { personKey, name }, at, draws)) return;
  const mail = drawIncoming(world, person, draws);
  receiveMail(world, server, { at, draws, cause: ordinaryCause("internet/correspondent") }, mail);
  const isAnswerable = world.estate.peopleByAddress.has(mail.recipient) && partnerOf(world, mail.sender)?.isAutomatic === false;
  if (!isAnswerable) return;
  rememberReceived(world, mail.recipient, { subject: mail.subject, from: mail.sender, others: [] });
  replyIfAway(world, mail.recipient, mail, at, name);
});

/** While a server's transport stands still, senders keep their mail and try again when it is back. */
function waitsForTransport(
  world: World,
  kind: typeof sendMail,
  server: ExchangeServer,
  payload: MailPayload,
  at: SimTime,
  draws: RandomStream,
): boolean {
  const moves = mailMovesAt(exchangeStateOf(world, server), at);
  if (moves === at) return false;
  world.schedule(kind, addMicros(moves, draws.between(5, 900) * MICROS_PER_SECOND), payload);
  return true;
}

export const CORRESPONDENCE_KINDS = [sendMail, getMail, ...INVITATION_KINDS, ...AUTOMATIC_REPLY_KINDS];

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
