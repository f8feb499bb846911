import { MICROS_PER_DAY } from "../../base/sim-time.ts";
import type { LocalDay } from "../estate/calendar.ts";
import type { Person } from "../estate/estate.ts";

/** Local hours of a person on a day: their own, or those of the shift that they work this week. May end after midnight. */
export function officeHours({ hours, shifts }: Person, { start }: LocalDay): { readonly start: number; readonly end: number } {
  const shift = shifts[Math.floor(start / (7 * MICROS_PER_DAY)) % shifts.length];
  return shift === undefined ? hours : { start: shift, end: shift + hours.end - hours.start };
}
