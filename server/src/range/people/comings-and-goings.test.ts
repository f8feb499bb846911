import { describe, expect, it } from "vitest";
import { only } from "../../../test/fixtures/quiet-world.ts";
import { buildTinyScenario } from "../../../test/fixtures/tiny-scenario.ts";
import type { Activity, ActivityOf } from "../activity.ts";
import { buildEstate } from "../estate/build-estate.ts";
import { Calendar } from "../estate/calendar.ts";
import type { Person } from "../estate/estate.ts";
import { tripOn } from "../estate/whereabouts.ts";
import { createWorldRun } from "../world.ts";

const tiny = buildTinyScenario();
const habits = { outlook: 1, owa: 0.5, phone: 0.5, startHour: 8, endHour: 16, mailsPerDay: 10 };
const scenario = buildTinyScenario({
  story: [],
  volume: 0.02,
  window: { ...tiny.window, historyDays: 13 },
  cast: {
    ...tiny.cast,
    departments: [
      { name: "Sales", headcount: 100, habits: { ...habits, travel: 0.4 } },
      { name: "Warehouse", headcount: 30, habits: { ...habits, travel: 0, shifts: [6, 14] } },
    ],
  },
});
const SEED = 4;
const run = createWorldRun(scenario, SEED);
const activities: readonly Activity[] = [...run.advance(run.window.exerciseEnd)].flat();
const { people } = buildEstate(scenario, SEED);
const calendar = new Calendar(scenario.window.timeZone, scenario.window.holidays);
const securityEvents = only(activities, "windows-event");

const dateOf = ({ at }: Activity): string => calendar.dayOf(at).date;
const isOf = ({ key }: Person) => {
  return ({ cause: { actor } }: Activity): boolean => actor === `people/${key}` || actor.startsWith(`people/${key}/`);
};
const requestsByActor = new Map<string, ActivityOf<"http-request">[]>();
for (const request of only(activities, "http-request")) {
  const known = requestsByActor.get(request.cause.actor);
  if (known === undefined) requestsByActor.set(request.cause.actor, [request]);
  else known.push(request);
}
const requestsOf = ({ key }: Person) => [`people/${key}`, `people/${key}/phone`].flatMap((actor) => requestsByActor.get(actor) ?? []);
const field = ({ named }: ActivityOf<"windows-event">, name: string): string | undefined => named?.find((one) => one.name === name)?.value;
const accountEvents = (person: Person, eventId: number): readonly ActivityOf<"windows-event">[] =>
  securityEvents.filter((event) => event.eventId === eventId && field(event, "TargetSid") === person.account.sid);

describe("people who come and go", () => {
  const joiners = people.filter(({ joinsOn }) => joinsOn !== null);
  const leavers = people.filter(({ leavesOn }) => leavesOn !== null);

  it("are a few of many", () => {
    expect([joiners.length, leavers.length]).toEqual([2, 2]);
  });

  it("leave no trace before their account is made, the afternoon before they begin", () => {
    for (const person of joiners) {
      const [made] = accountEvents(person, 4720);
      expect(accountEvents(person, 4720)).toHaveLength(1);
      const own = activities.filter(isOf(person));
      expect(own.length).toBeGreaterThan(0);
      expect(own.filter((activity) => dateOf(activity) < (person.joinsOn ?? ""))).toEqual([]);
      const mail = only(activities, "mail-event").filter(({ recipients }) => recipients.includes(person.mailbox.address));
      expect(mail.filter((activity) => dateOf(activity) < (person.joinsOn ?? ""))).toEqual([]);
      expect(own.every(({ at }) => at > (made?.at ?? Number.POSITIVE_INFINITY))).toBe(true);
      expect(calendar.nextDay(calendar.dayOf(made?.at ?? run.window.exerciseStart)).date).toBe(person.joinsOn);
    }
  });

  it("do nothing once they have left, and their account is closed after the last trace of them, by an administrator who signed in for it", () => {
    for (const person of leavers) {
      const [closed] = accountEvents(person, 4725);
      expect(accountEvents(person, 4725)).toHaveLength(1);
      expect(closed?.at).toBeGreaterThan(Math.max(...activities.filter(isOf(person)).map(({ at }) => at)));
      expect(activities.filter(isOf(person)).filter((activity) => dateOf(activity) > (person.leavesOn ?? ""))).toEqual([]);
      if (closed === undefined) continue;
      const sessions = only(activities, "logon").filter(({ logonId }) => logonId === field(closed, "SubjectLogonId"));
      expect(sessions.map(({ account }) => account.name)).toEqual([field(closed, "SubjectUserName")]);
    }
  });
});

describe("people who travel", () => {
  const travellers = people.filter(({ trips }) => trips.length > 0);

  it("come from their hotel and their roaming phone for as long as the trip lasts, and from nowhere else", () => {
    expect(travellers.length).toBeGreaterThan(15);
    const seen = travellers.flatMap((person) => requestsOf(person).map((request) => ({ person, request })));
    const away = seen.filter(({ person, request }) => tripOn(person, dateOf(request)) !== null);
    expect(away.length).toBeGreaterThan(200);
    const hotels = new Set(travellers.flatMap(({ trips }) => trips.map(({ ip }) => ip)));
    for (const { person, request } of away.filter(({ request: { protocol } }) => protocol === "Mapi"))
      expect([person.key, request.clientIp]).not.toEqual([person.key, person.workstation.ip]);
    const before = seen.filter(({ person, request }) => dateOf(request) < (person.trips[0]?.firstDay ?? ""));
    expect(before.filter(({ request }) => hotels.has(request.clientIp))).toEqual([]);
  });

  it("work office hours of where they are: some at night as the company counts", () => {
    const far = travellers.filter(({ trips: [trip] }) => trip !== undefined && trip.hoursAhead >= 7);
    expect(far.length).toBeGreaterThan(0);
    const atNight = far.flatMap((person) =>
      requestsOf(person).filter(
        (request) => request.protocol === "Mapi" && tripOn(person, dateOf(request)) !== null && calendar.hourOf(request.at) < 6,
      ),
    );
    expect(atNight.length).toBeGreaterThan(0);
  });
});

describe("people who work in shifts", () => {
  it("begin early one week and late the next", () => {
    const person = people.find(({ shifts, joinsOn, leavesOn }) => shifts.length === 2 && joinsOn === null && leavesOn === null);
    if (person === undefined) throw new Error("nobody works in shifts");
    const firstHours = new Map<string, number>();
    for (const request of requestsOf(person).filter(({ protocol }) => protocol === "Mapi")) {
      const day = calendar.dayOf(request.at);
      if (day.kind === "workday" && !firstHours.has(day.date)) firstHours.set(day.date, calendar.hourOf(request.at));
    }
    const hours = [...firstHours.values()];
    expect(hours.some((hour) => hour < 8)).toBe(true);
    expect(hours.some((hour) => hour > 12)).toBe(true);
  });
});
