import { addMicros, MICROS_PER_MS, type SimTime } from "../../base/sim-time.ts";
import { eventKind } from "../kernel/event-kind.ts";
import type { World } from "../kernel/world.ts";
import { ordinaryCause } from "../people/cause.ts";
import { isAwayWithNotice } from "../people/days-off.ts";
import { serverOf } from "../people/mailbox-server.ts";
import { isFirstToday, prefixed } from "./conversation.ts";
import { AUTOMATIC_REPLY, submitMail } from "./deliver.ts";

type Received = { readonly sender: string; readonly subject: string };
type Notice = Received & { readonly personKey: string; readonly name: string };

/** Mail came for somebody. If they are away, their mailbox says so: once a day to each sender, and in nobody's name (return path `<>`). */
export function replyIfAway(world: World, address: string, { sender, subject }: Received, at: SimTime, name: string): void {
  const person = world.estate.peopleByAddress.get(address);
  if (person === undefined || sender === address) return;
  const day = world.calendar.dayOf(at);
  if (!isAwayWithNotice(world, person, day) || !isFirstToday(world, address, day.date, sender)) return;
  const draws = world.stream(`${name}/away/${person.key}`);
  const notice = { personKey: person.key, name: `${name}/reply/${person.key}`, sender, subject };
  world.schedule(sendNotice, addMicros(at, draws.between(700, 9_000) * MICROS_PER_MS), notice);
}

const sendNotice = eventKind<Notice>("mail/automatic-reply", (world, { personKey, name, sender, subject }, at) => {
  const person = world.estate.peopleByKey.get(personKey);
  if (person === undefined) return;
  const occasion = { at, draws: world.stream(name), cause: ordinaryCause(`people/${personKey}`) };
  const mail = { recipients: [sender], subject: prefixed("Automatic reply: ", subject), messageClass: AUTOMATIC_REPLY } as const;
  submitMail(world, serverOf(world, person), person, occasion, mail);
});

export const AUTOMATIC_REPLY_KINDS = [sendNotice];
