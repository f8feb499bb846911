import { hash32 } from "../../base/hash.ts";
import { addMicros, MICROS_PER_SECOND, type SimTime } from "../../base/sim-time.ts";
import type { LocalDay } from "../estate/calendar.ts";
import type { Person } from "../estate/estate.ts";
import { eventKind } from "../kernel/event-kind.ts";
import type { World } from "../kernel/world.ts";
import { recordPasswordChanged } from "../windows/accounts.ts";
import { signInByTicket } from "../windows/ticket-sign-in.ts";
import { ordinaryCause } from "./cause.ts";

/** A password is changed about once a month of days at work. */
const EVERY_DAYS = 30;

/** Whether this is the day on which somebody's password is due. */
export function isPasswordDue(world: World, person: Person, { date }: LocalDay): boolean {
  const days = Math.floor(Date.parse(`${date}T00:00:00Z`) / 86_400_000);
  return (days + hash32(world.seed, `people/${person.key}/password`)) % EVERY_DAYS === 0;
}

/** The desk asks for a new password and hands it to a controller, which notes who changed whose: 4723 and 4738. */
export const changePassword = eventKind<{ readonly personKey: string; readonly name: string }>(
  "people/change-password",
  (world, { personKey, name }, at: SimTime) => {
    const person = world.estate.peopleByKey.get(personKey);
    const { domainControllers } = world.estate;
    if (person === undefined || domainControllers.length === 0) return;
    const draws = world.stream(name);
    const controller = draws.pick(domainControllers);
    const cause = ordinaryCause(`people/${personKey}`);
    const { account, workstation } = person;
    const { logonId } = signInByTicket(world, {
      host: controller,
      account,
      at,
      cause,
      draws,
      sourceIp: workstation.ip,
      isElevated: false,
      durationMicros: draws.between(1, 12) * MICROS_PER_SECOND,
    });
    const changedAt = addMicros(at, draws.between(20_000, 700_000));
    recordPasswordChanged(world, controller, changedAt, cause, { account, logonId }, account);
  },
);
