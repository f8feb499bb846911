import type { RandomStream } from "../../base/random-stream.ts";
import { addMicros, MICROS_PER_DAY, MICROS_PER_MINUTE } from "../../base/sim-time.ts";
import type { Habits, Scenario } from "../../scenario/model.ts";
import { Calendar, type LocalDay } from "./calendar.ts";
import { drawStranger } from "./strangers.ts";

/** Days that somebody works from a hotel. Dates are local, `2021-03-01`, both included. */
export interface Trip {
  readonly firstDay: string;
  readonly lastDay: string;
  /** Whole hours that clocks there are ahead of the company's. */
  readonly hoursAhead: number;
  readonly ip: string;
  /** Of the carrier that their phone roams with. */
  readonly phoneNetworks: readonly string[];
}

/** When somebody belongs to the company, and where they are. Dates are local; null: before and after the run. */
export interface Whereabouts {
  readonly joinsOn: string | null;
  /** The last day. */
  readonly leavesOn: string | null;
  readonly trips: readonly Trip[];
}

interface Subject {
  readonly key: string;
  readonly role: string | null;
  readonly isAdministrator: boolean;
  readonly habits: Habits;
}

export const AT_HOME: Whereabouts = { joinsOn: null, leavesOn: null, trips: [] };

const DAYS_MIN = 5;
/** One person in so many leaves in a fortnight, and one joins: a fifth to a third of the staff in a year. */
const PEOPLE_PER_LEAVER = 60;
const HOTEL_NETWORKS = ["198.18.96.0/19", "203.0.113.64/27", "198.51.100.64/27"] as const;
const ROAMING_NETWORKS = ["198.18.72.0/22", "198.18.76.0/22"] as const;
const HOURS_AHEAD = [-6, -5, 0, 0, 1, 1, 1, 2, 3, 7] as const;
const TRAVEL_DEFAULT = 0.1;

/** Whose days differ, by key. Nobody whom a story may need is away. */
export function planWhereabouts(
  scenario: Scenario,
  people: readonly Subject[],
  namedStream: (name: string) => RandomStream,
): ReadonlyMap<string, Whereabouts> {
  const days = localDays(scenario);
  const free = people.filter(({ role, isAdministrator }) => role === null && !isAdministrator);
  if (days.length < DAYS_MIN || free.length === 0) return new Map();
  const draws = namedStream("estate/comings-and-goings");
  const workdays = days.slice(2, -1).filter(({ kind }) => kind === "workday");
  const changes = workdays.length === 0 ? 0 : Math.floor((people.length * days.length) / (14 * PEOPLE_PER_LEAVER));
  const dateOf = (): string | null => (workdays.length === 0 ? null : draws.pick(workdays).date);
  // The latest accounts have the highest numbers: whoever joins is last in the list.
  const joiners = new Map(free.slice(-changes || free.length).map(({ key }) => [key, dateOf()]));
  const leavers = new Map(
    draws
      .shuffled(free.filter(({ key }) => !joiners.has(key)))
      .slice(0, changes)
      .map(({ key }) => [key, dateOf()]),
  );
  return new Map(
    free.map((person) => {
      const joinsOn = joiners.get(person.key) ?? null;
      const leavesOn = leavers.get(person.key) ?? null;
      const isStaying = joinsOn === null && leavesOn === null;
      const trips = isStaying ? drawTrips(person.habits, days, namedStream(`estate/trips/${person.key}`), scenario) : [];
      return [person.key, { joinsOn, leavesOn, trips }];
    }),
  );
}

/** At most one trip of two to five days. */
function drawTrips({ travel }: Habits, days: readonly LocalDay[], draws: RandomStream, scenario: Scenario): readonly Trip[] {
  const share = ((travel ?? TRAVEL_DEFAULT) * days.length) / 14;
  if (!draws.chance(Math.min(1000, Math.round(share * 1000)), 1000)) return [];
  const length = draws.between(2, 5);
  const first = draws.below(Math.max(1, days.length - length));
  const [firstDay, lastDay] = [days[first], days[Math.min(days.length - 1, first + length - 1)]];
  if (firstDay === undefined || lastDay === undefined) return [];
  return [
    {
      firstDay: firstDay.date,
      lastDay: lastDay.date,
      hoursAhead: draws.pick(HOURS_AHEAD),
      ip: drawStranger(draws, HOTEL_NETWORKS, scenario),
      phoneNetworks: [draws.pick(ROAMING_NETWORKS)],
    },
  ];
}

export function tripOn({ trips }: Pick<Whereabouts, "trips">, date: string): Trip | null {
  return trips.find(({ firstDay, lastDay }) => firstDay <= date && date <= lastDay) ?? null;
}

export function isEmployedOn({ joinsOn, leavesOn }: Pick<Whereabouts, "joinsOn" | "leavesOn">, date: string): boolean {
  return (joinsOn === null || joinsOn <= date) && (leavesOn === null || date <= leavesOn);
}

/** Every local day that the run touches. */
function localDays({ window }: Scenario): readonly LocalDay[] {
  const calendar = new Calendar(window.timeZone, window.holidays);
  const end = addMicros(window.exerciseStart, window.exerciseMinutes * MICROS_PER_MINUTE);
  const days: LocalDay[] = [];
  let day = calendar.dayOf(addMicros(window.exerciseStart, -window.historyDays * MICROS_PER_DAY));
  for (; day.start <= end; day = calendar.nextDay(day)) days.push(day);
  return days;
}
