import { MICROS_PER_DAY, MICROS_PER_SECOND, formatSimTime } from "../base/sim-time.ts";
import type { SimTime } from "../base/sim-time.ts";

const TWO_DIGITS = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, "0"));
const THREE_DIGITS = Array.from({ length: 1000 }, (_, n) => String(n).padStart(3, "0"));

// Logs stamp millions of rows, nearly all of the same day as the row before: the date is worth remembering.
let lastDay = -1;
let lastDate = "";

function dateOf(day: number): string {
  if (day !== lastDay) {
    lastDate = formatSimTime((day * MICROS_PER_DAY) as SimTime, 0).slice(0, 10);
    lastDay = day;
  }
  return lastDate;
}

/** `2021-03-03`, UTC. */
export function dateStamp(at: SimTime): string {
  return dateOf(Math.floor(at / MICROS_PER_DAY));
}

/** `06:49:42`, UTC. */
export function clockStamp(at: SimTime): string {
  const seconds = Math.floor((at - Math.floor(at / MICROS_PER_DAY) * MICROS_PER_DAY) / MICROS_PER_SECOND);
  const minutes = Math.floor(seconds / 60);
  return `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}:${twoDigits(seconds % 60)}`;
}

/** `2021-03-03T06:49:42.162Z`: every Exchange text log. */
export function milliStamp(at: SimTime): string {
  return `${dateStamp(at)}T${clockStamp(at)}.${fraction(at)}Z`;
}

/** `2021-03-03 06:49:42.162`: the UtcTime of Sysmon. */
export function sysmonStamp(at: SimTime): string {
  return `${dateStamp(at)} ${clockStamp(at)}.${fraction(at)}`;
}

/** `2021-03-03T06:49:42.162345700Z`: SystemTime of an event, nine digits of which seven are meant. */
export function eventStamp(at: SimTime, subMicroTicks: number): string {
  const micros = String(at % MICROS_PER_SECOND).padStart(6, "0");
  return `${dateStamp(at)}T${clockStamp(at)}.${micros}${subMicroTicks}00Z`;
}

/** `20210303`, UTC; for names of daily files. */
export function dayDigits(at: SimTime): string {
  const date = dateStamp(at);
  return date.slice(0, 4) + date.slice(5, 7) + date.slice(8, 10);
}

/** `2021030306`, UTC; for names of hourly files. */
export function hourDigits(at: SimTime): string {
  return dayDigits(at) + clockStamp(at).slice(0, 2);
}

/** The instant cut to whole seconds, as IIS keeps it. */
export function wholeSecond(at: SimTime): SimTime {
  return (Math.floor(at / MICROS_PER_SECOND) * MICROS_PER_SECOND) as SimTime;
}

/** The instant cut to whole milliseconds. */
export function wholeMilli(at: SimTime): SimTime {
  return (Math.floor(at / 1000) * 1000) as SimTime;
}

function fraction(at: SimTime): string {
  return THREE_DIGITS[Math.floor((at % MICROS_PER_SECOND) / 1000)] ?? "000";
}

function twoDigits(n: number): string {
  return TWO_DIGITS[n] ?? "00";
}
