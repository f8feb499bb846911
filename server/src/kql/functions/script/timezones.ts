import { calendarOf, EPOCH_TICKS, TICKS_PER_MS } from "../../values/ticks.ts";
import { asLong, asText, script, type Scripted } from "./script.ts";

const formats = new Map<string, Intl.DateTimeFormat | null>();

/** A clock of the IANA time zone, or null when there is no such zone. */
function clockOf(zone: string): Intl.DateTimeFormat | null {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  let made: Intl.DateTimeFormat | null = null;
  try {
    made = new Intl.DateTimeFormat("en-US-u-hc-h23", {
      timeZone: zone,
      era: "short",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  } catch {
    made = null;
  }
  formats.set(zone, made);
  return made;
}

/** Milliseconds that the zone's clock is ahead of UTC at an instant. */
function offsetAt(clock: Intl.DateTimeFormat, instant: number): number {
  const parts = new Map(clock.formatToParts(instant).map((part) => [part.type, Number(part.value)]));
  const read = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const date = new Date(0);
  date.setUTCFullYear(read("year"), read("month") - 1, read("day"));
  date.setUTCHours(read("hour"), read("minute"), read("second"));
  return date.getTime() - Math.floor(instant / 1000) * 1000;
}

const millisecondsOf = (ticks: bigint): number => Number((ticks - EPOCH_TICKS) / TICKS_PER_MS);
const inRange = (ticks: bigint): bigint | null => (calendarOf(ticks).year < 1 || calendarOf(ticks).year > 9999 ? null : ticks);

function toLocal(ticks: bigint, zone: string): bigint | null {
  const clock = clockOf(zone);
  return clock === null ? null : inRange(ticks + BigInt(offsetAt(clock, millisecondsOf(ticks))) * TICKS_PER_MS);
}

/**
 * An hour that the clocks skip is read with the offset after the jump, one that they show twice with the offset that
 * holds outside of summer time.
 */
function toUtc(ticks: bigint, zone: string): bigint | null {
  const clock = clockOf(zone);
  if (clock === null) return null;
  const wall = millisecondsOf(ticks);
  const [before, after] = [offsetAt(clock, wall - 86_400_000), offsetAt(clock, wall + 86_400_000)];
  const fitting = [after, before].find((offset) => offsetAt(clock, wall - offset) === offset);
  const offset = fitting ?? after;
  return inRange(ticks - BigInt(offset) * TICKS_PER_MS);
}

/** Conversions between UTC and the wall clock of a time zone. */
export const TIMEZONE_SCRIPTS: readonly Scripted[] = [
  script("datetime_utc_to_local", ["datetime", "string"], "datetime", (ticks, zone) => toLocal(asLong(ticks), asText(zone))),
  script("datetime_local_to_utc", ["datetime", "string"], "datetime", (ticks, zone) => toUtc(asLong(ticks), asText(zone))),
];
