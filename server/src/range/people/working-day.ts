import type { RandomStream } from "../../base/random-stream.ts";
import { addMicros, MICROS_PER_HOUR, MICROS_PER_MINUTE, type SimTime } from "../../base/sim-time.ts";
import type { LocalDay } from "../estate/calendar.ts";
import type { Person } from "../estate/estate.ts";
import { drawGuid } from "../estate/identity.ts";
import { isEmployedOn, tripOn, type Trip } from "../estate/whereabouts.ts";
import { eventKind } from "../kernel/event-kind.ts";
import type { World } from "../kernel/world.ts";
import { planIncoming, planOutgoing } from "../mail/correspondence.ts";
import { planAdministration } from "./administrator/working-week.ts";
import { planBrowsing } from "./browsing.ts";
import { dayStream, drawDayOff } from "./days-off.ts";
import { workAtDesk } from "./desk-programs.ts";
import { logOnAtDesk } from "./desk.ts";
import { officeHours } from "./office-hours.ts";
import { openOutlook } from "./outlook.ts";
import { planWebMail } from "./outlook-web.ts";
import { changePassword, isPasswordDue } from "./password-change.ts";

/** Where somebody works. Only in the office are they inside the company's network. */
interface Place {
  readonly kind: "office" | "home" | "hotel";
  /** Address under which their own devices appear to the mail server. */
  readonly ip: string;
}

/** When somebody works on a given day; null on a day off. */
export interface WorkingHours {
  readonly start: SimTime;
  readonly lunchStart: SimTime;
  readonly lunchEnd: SimTime;
  readonly end: SimTime;
  readonly place: Place;
}

/** At local midnight everybody decides how the day will go. */
export const planDay = eventKind<{ readonly personKey: string }>("people/plan-day", (world, { personKey }, at) => {
  const person = world.estate.peopleByKey.get(personKey);
  if (person === undefined) return;
  const day = world.calendar.dayOf(at);
  world.schedule(planDay, world.calendar.nextDay(day).start, { personKey });
  const name = dayStream(personKey, day);
  const draws = world.stream(name);
  // Nobody writes to somebody who is not there yet; who has left still gets mail.
  if (person.joinsOn !== null && day.date < person.joinsOn) return;
  const hours = drawWorkingHours(world, person, day, draws);
  planIncoming(world, person, name, day.start, day.kind === "workday");
  if (hours === null || !isEmployedOn(person, day.date)) return;
  recordMorningLogon(world, person, hours, name);
  planOutgoing(world, person, name, hours.start, hours.end);
  if (hours.place.kind === "office" && isPasswordDue(world, person, day)) planPasswordChange(world, person, hours, name);
  if (person.outlook !== null) planOutlook(world, person, hours, name, draws);
  if (person.isAdministrator && day.kind === "workday") planAdministration(world, person, day, hours.start, hours.end);
  if (person.usesOwa || person.outlook === null) planBrowser(world, person, hours, name);
});

export const WORKING_DAY_KINDS = [planDay, changePassword];

function planOutlook(world: World, person: Person, hours: WorkingHours, name: string, draws: RandomStream): void {
  const clientIp = hours.place.ip;
  for (const [index, [from, to]] of (
    [
      [hours.start, hours.lunchStart],
      [hours.lunchEnd, hours.end],
    ] as const
  ).entries()) {
    const connectionId = drawGuid(draws).toUpperCase();
    if (from < world.now || from >= to) continue;
    world.schedule(openOutlook, from, {
      personKey: person.key,
      name: `${name}/outlook/${index}`,
      clientIp,
      connectionId,
      endsAt: to,
      n: 0,
    });
  }
}

/** Webmail: in the evening from home, and all day for those without Outlook. */
function planBrowser(world: World, person: Person, hours: WorkingHours, name: string): void {
  const draws = world.stream(`${name}/owa`);
  if (person.outlook === null) {
    const ip = hours.place.kind === "office" ? world.estate.site.natIp : hours.place.ip;
    planWebMail(world, person, `${name}/owa/0`, hours.start, draws.between(120, 210), ip);
    planWebMail(world, person, `${name}/owa/1`, hours.lunchEnd, draws.between(90, 240), ip);
  }
  if (!draws.chance(2, 5)) return;
  planWebMail(
    world,
    person,
    `${name}/owa/2`,
    addMicros(hours.end, draws.between(50, 240) * MICROS_PER_MINUTE),
    draws.between(4, 35),
    hours.place.kind === "hotel" ? hours.place.ip : person.homeIp,
  );
}

/** Some at once, most when they come to it. */
function planPasswordChange(world: World, { key }: Person, { start, end }: WorkingHours, name: string): void {
  const at = addMicros(start, world.stream(`${name}/password`).belowBig(end - start));
  if (at >= world.now) world.schedule(changePassword, at, { personKey: key, name: `${name}/password/change` });
}

/** The workstation proves itself and its user to a domain controller; from home nobody does. */
function recordMorningLogon(world: World, person: Person, hours: WorkingHours, name: string): void {
  if (hours.place.kind !== "office" || hours.start < world.now) return;
  world.schedule(logOnAtDesk, hours.start, { personKey: person.key, name: `${name}/desk` });
  if (person.workstation.deviceId === null) planBrowsing(world, person, name, hours.start, hours.end);
  else
    world.schedule(workAtDesk, addMicros(hours.start, 1_700_000), { personKey: person.key, name: `${name}/programs`, endsAt: hours.end });
}

/**
 * One workday in six is spent at home. Travellers keep office hours where they are.
 */
export function drawWorkingHours(world: World, person: Person, day: LocalDay, draws: RandomStream): WorkingHours | null {
  const isOff = drawDayOff(day, draws);
  const isAtHome = day.kind !== "workday" || draws.chance(1, 6);
  const startShift = draws.between(-25, 40) * MICROS_PER_MINUTE + draws.below(MICROS_PER_MINUTE);
  const endShift = draws.between(-40, 75) * MICROS_PER_MINUTE + draws.below(MICROS_PER_MINUTE);
  const { start: startHour, end: endHour } = officeHours(person, day);
  const noon = person.shifts.length === 0 ? 12 : (startHour + endHour) / 2;
  const lunchMicros = draws.between(-15, 35) * MICROS_PER_MINUTE + draws.below(MICROS_PER_MINUTE);
  const lunchLength = draws.between(25, 60) * MICROS_PER_MINUTE + draws.below(MICROS_PER_MINUTE);
  if (isOff) return null;
  const trip = tripOn(person, day.date);
  const ahead = (trip?.hoursAhead ?? 0) * MICROS_PER_HOUR;
  const place = placeOf(person, trip, isAtHome);
  if (day.kind !== "workday") {
    const start = addMicros(world.calendar.atHour(day, 10), draws.between(0, 600) * MICROS_PER_MINUTE + draws.below(MICROS_PER_MINUTE));
    const middle = addMicros(start, 10 * MICROS_PER_MINUTE);
    return { start, lunchStart: middle, lunchEnd: middle, end: middle, place };
  }
  const lunchStart = addMicros(world.calendar.atHour(day, noon), lunchMicros - ahead);
  return {
    start: addMicros(world.calendar.atHour(day, startHour), startShift - ahead),
    lunchStart,
    lunchEnd: addMicros(lunchStart, lunchLength),
    end: addMicros(world.calendar.atHour(day, endHour), endShift - ahead),
    place,
  };
}

function placeOf(person: Person, trip: Trip | null, isAtHome: boolean): Place {
  if (trip !== null) return { kind: "hotel", ip: trip.ip };
  return isAtHome ? { kind: "home", ip: person.homeIp } : { kind: "office", ip: person.workstation.ip };
}
