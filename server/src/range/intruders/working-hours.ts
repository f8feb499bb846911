import { MICROS_PER_HOUR, type SimTime } from "../../base/sim-time.ts";
import type { WorkingHours } from "../../scenario/model.ts";

const HOURS_PER_DAY = 24;
/** 1 January 1970 was a Thursday. */
const FIRST_WEEKDAY = 4;

/** Whether somebody with these hours is at work; null works at any hour. */
export function isAtWork(hours: WorkingHours | null, at: SimTime): boolean {
  if (hours === null) return true;
  const hour = (at / MICROS_PER_HOUR) % HOURS_PER_DAY;
  const isDue = hours.from <= hours.to ? hour >= hours.from && hour < hours.to : hour >= hours.from || hour < hours.to;
  const weekday = (Math.floor(at / (MICROS_PER_HOUR * HOURS_PER_DAY)) + FIRST_WEEKDAY) % 7;
  return isDue && !(hours.restsOnWeekends && (weekday === 0 || weekday === 6));
}
