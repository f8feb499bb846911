import { hash32 } from "../../../base/hash.ts";
import { addMicros, MICROS_PER_MINUTE, type SimTime } from "../../../base/sim-time.ts";
import type { LocalDay } from "../../estate/calendar.ts";
import { eventKind } from "../../kernel/event-kind.ts";
import type { World } from "../../kernel/world.ts";
import { ordinaryCause } from "../cause.ts";
import { MAINTENANCE_MINUTES, maintain } from "./maintenance-evening.ts";
import { checkInTheMorning, roundMinutes } from "./morning-check.ts";
import { answerAlarm } from "./night-call.ts";

type OccasionName = "morning" | "evening" | "night";

/** Evenings of Monday to Thursday are free for maintenance; which of them, is settled with each customer. */
const MAINTENANCE_DAYS = 4;
/** Nights in which nothing wakes anybody, for each in which something does. */
const QUIET_NIGHTS = 5;

/** Day by day: who of the provider's technicians has to come, and when. */
export const planDuty = eventKind<{ readonly day: number }>("provider/duty", (world, { day: number }, at) => {
  const day = world.calendar.dayOf(at);
  world.schedule(planDuty, world.calendar.nextDay(day).start, { day: number + 1 });
  const draws = world.stream(`provider/${day.date}/duty`);
  const plan = (occasion: OccasionName, hour: number, spanMinutes: number): void => {
    const startsAt = addMicros(
      world.calendar.atHour(day, hour),
      draws.between(0, spanMinutes) * MICROS_PER_MINUTE + draws.below(60_000_000),
    );
    if (startsAt >= world.now) world.schedule(comeIn, startsAt, { occasion, date: day.date, shift: number });
  };
  if (draws.chance(1, QUIET_NIGHTS + 1)) plan("night", 0.5, 230);
  if (day.kind !== "workday") return;
  plan("morning", 6.75, 85);
  if (isMaintenanceDay(world, day)) plan("evening", 18.25, 75);
});

function isMaintenanceDay(world: World, { weekday }: LocalDay): boolean {
  return weekday === 1 + (hash32(world.seed, "provider/maintenance") % MAINTENANCE_DAYS);
}

type Occasion = { readonly occasion: OccasionName; readonly date: string; readonly shift: number };

const comeIn = eventKind<Occasion>("provider/visit", (world, { occasion, date, shift }, at) => {
  const { provider } = world.estate;
  if (provider === null) return;
  const draws = world.stream(`provider/${date}/${occasion}`);
  // They take turns by the week, and whoever has the mornings does not have the nights.
  const turn = Math.floor(shift / 7) + (occasion === "morning" ? 0 : 1);
  const technician = provider.technicians[turn % provider.technicians.length];
  if (technician === undefined) return;
  const visit = { provider, technician, at, cause: ordinaryCause(`${technician.key}/${occasion}`), draws };
  const until = (minutes: number): SimTime => addMicros(at, minutes * MICROS_PER_MINUTE);
  if (occasion === "morning") checkInTheMorning(world, { ...visit, endsAt: until(roundMinutes(world)) });
  else if (occasion === "evening") maintain(world, { ...visit, endsAt: until(MAINTENANCE_MINUTES) });
  else answerAlarm(world, visit);
});

export const PROVIDER_KINDS = [planDuty, comeIn];
