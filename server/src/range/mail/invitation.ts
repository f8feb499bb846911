import { addMicros, MICROS_PER_MINUTE, MICROS_PER_SECOND, type SimTime } from "../../base/sim-time.ts";
import type { Person } from "../estate/estate.ts";
import { isEmployedOn } from "../estate/whereabouts.ts";
import { eventKind } from "../kernel/event-kind.ts";
import type { World } from "../kernel/world.ts";
import { ordinaryCause } from "../people/cause.ts";
import { serverOf } from "../people/mailbox-server.ts";
import { type OutgoingMail, submitMail } from "./deliver.ts";

const ANSWERS = [
  { prefix: "Accepted: ", messageClass: "IPM.Schedule.Meeting.Resp.Pos" },
  { prefix: "Tentative: ", messageClass: "IPM.Schedule.Meeting.Resp.Tent" },
  { prefix: "Declined: ", messageClass: "IPM.Schedule.Meeting.Resp.Neg" },
] as const;

type Answer = { readonly personKey: string; readonly name: string; readonly organiser: string; readonly subject: string };

/** Whoever of the house was invited answers within the morning or the afternoon; one in four leaves it. */
export function planAnswers(world: World, organiser: Person, { recipients, subject }: OutgoingMail, at: SimTime, name: string): void {
  for (const address of recipients) {
    const invited = world.estate.peopleByAddress.get(address);
    if (invited === undefined) continue;
    const draws = world.stream(`${name}/invited/${invited.key}`);
    if (draws.chance(1, 4)) continue;
    const answersAt = addMicros(at, draws.between(1, 170) * MICROS_PER_MINUTE + draws.between(0, 59) * MICROS_PER_SECOND);
    const answer = { personKey: invited.key, name: `${name}/answer/${invited.key}`, organiser: organiser.mailbox.address, subject };
    world.schedule(answerInvitation, answersAt, answer);
  }
}

const answerInvitation = eventKind<Answer>("mail/answer-invitation", (world, { personKey, name, organiser, subject }, at) => {
  const person = world.estate.peopleByKey.get(personKey);
  // Who has left is still written to, and no longer answers.
  if (person === undefined || !isEmployedOn(person, world.calendar.dayOf(at).date)) return;
  const draws = world.stream(name);
  const { prefix, messageClass } = ANSWERS[draws.weighted([8, 1, 1])] ?? ANSWERS[0];
  const mail = { recipients: [organiser], subject: prefix + subject, messageClass };
  submitMail(world, serverOf(world, person), person, { at, draws, cause: ordinaryCause(`people/${personKey}`) }, mail);
});

export const INVITATION_KINDS = [answerInvitation];
