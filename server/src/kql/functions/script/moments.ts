import {
  calendarOf,
  EPOCH_TICKS,
  MAX_TICKS,
  TICKS_PER_DAY,
  TICKS_PER_HOUR,
  TICKS_PER_MINUTE,
  TICKS_PER_MS,
  TICKS_PER_SECOND,
  ticksOf,
  type Calendar,
} from "../../values/ticks.ts";
import type { SessionValue } from "../../session/session-function.ts";
import { asLong, asNumber, asText, script, type Scripted } from "./script.ts";

const S = "string" as const;

const FIXED: Readonly<Record<string, bigint>> = {
  week: 7n * TICKS_PER_DAY,
  day: TICKS_PER_DAY,
  hour: TICKS_PER_HOUR,
  minute: TICKS_PER_MINUTE,
  second: TICKS_PER_SECOND,
  millisecond: TICKS_PER_MS,
  microsecond: 10n,
  nanosecond: 0n,
};

const unitOf = (text: SessionValue | undefined): string => asText(text).trim().toLowerCase().replace(/s$/, "");
const floorDiv = (a: bigint, b: bigint): bigint => (a - (((a % b) + b) % b)) / b;
const valid = (ticks: bigint | null): bigint | null => (ticks === null || ticks < 0n || ticks > MAX_TICKS ? null : ticks);

function addMonths(ticks: bigint, months: number): bigint | null {
  const at = calendarOf(ticks);
  const index = at.year * 12 + (at.month - 1) + months;
  const [year, month] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1];
  const lastDay = new Date(Date.UTC(2000 + (((year % 400) + 400) % 400), month, 0)).getUTCDate();
  return ticksOf({ ...at, year, month, day: Math.min(at.day, lastDay) });
}

function add(part: SessionValue, count: SessionValue, ticks: SessionValue): bigint | null {
  const unit = unitOf(part);
  const amount = asLong(count);
  const months = unit === "year" ? 12n : unit === "quarter" ? 3n : unit === "month" ? 1n : 0n;
  if (months > 0n) return addMonths(asLong(ticks), Number(amount * months));
  if (unit === "nanosecond") return valid(asLong(ticks) + amount / 100n);
  const fixed = FIXED[unit];
  return fixed === undefined ? null : valid(asLong(ticks) + amount * fixed);
}

/** Whole periods between two instants, counted by their boundaries. Weeks start on Sunday. */
function difference(part: SessionValue, later: SessionValue, earlier: SessionValue): bigint | null {
  const unit = unitOf(part);
  const [a, b] = [asLong(later), asLong(earlier)];
  const [x, y] = [calendarOf(a), calendarOf(b)];
  if (unit === "year") return BigInt(x.year - y.year);
  const months = (c: Calendar): number => c.year * 12 + c.month - 1;
  if (unit === "month") return BigInt(months(x) - months(y));
  if (unit === "quarter") return BigInt(Math.floor(months(x) / 3) - Math.floor(months(y) / 3));
  if (unit === "week") return floorDiv(a + TICKS_PER_DAY, 7n * TICKS_PER_DAY) - floorDiv(b + TICKS_PER_DAY, 7n * TICKS_PER_DAY);
  if (unit === "nanosecond") return (a - b) * 100n;
  const fixed = FIXED[unit];
  return fixed === undefined ? null : floorDiv(a, fixed) - floorDiv(b, fixed);
}

const pad = (value: number | bigint, width: number): string => String(value).padStart(width, "0");

/** Letters of a format, each run being one field; everything else is itself. */
function formatWith(format: string, fields: (letter: string, width: number) => string | null): string {
  return format.replaceAll(/([a-zA-Z])\1*/g, (run, letter: string) => fields(letter, run.length) ?? run);
}

function formatInstant(ticks: SessionValue, format: SessionValue): string {
  const at = calendarOf(asLong(ticks));
  const twelve = at.hour % 12 === 0 ? 12 : at.hour % 12;
  const fraction = pad(at.fraction, 7);
  return formatWith(asText(format), (letter, width) => {
    switch (letter) {
      case "y":
        return width <= 2 ? pad(at.year % 100, width) : pad(at.year, width);
      case "M":
        return pad(at.month, width);
      case "d":
        return pad(at.day, width);
      case "H":
        return pad(at.hour, width);
      case "h":
        return pad(twelve, width);
      case "m":
        return pad(at.minute, width);
      case "s":
        return pad(at.second, width);
      case "f":
        return fraction.slice(0, width);
      case "F":
        return fraction.slice(0, width).replace(/0+$/, "");
      case "t":
        return at.hour < 12 ? "AM".slice(0, width) : "PM".slice(0, width);
      default:
        return null;
    }
  });
}

function formatDuration(ticks: SessionValue, format: SessionValue): string {
  const value = asLong(ticks);
  const size = value < 0n ? -value : value;
  const fraction = pad(size % TICKS_PER_SECOND, 7);
  const formatted = formatWith(asText(format), (letter, width) => {
    switch (letter) {
      case "d":
        return pad(size / TICKS_PER_DAY, width);
      case "h":
      case "H":
        return pad((size / TICKS_PER_HOUR) % 24n, width);
      case "m":
        return pad((size / TICKS_PER_MINUTE) % 60n, width);
      case "s":
        return pad((size / TICKS_PER_SECOND) % 60n, width);
      case "f":
        return fraction.slice(0, width);
      case "F":
        return fraction.slice(0, width).replace(/0+$/, "");
      default:
        return null;
    }
  });
  return value < 0n ? `-${formatted}` : formatted;
}

function make(...args: readonly SessionValue[]): bigint | null {
  const [year, month, day, hour, minute, second] = args.map((part) => asNumber(part));
  const whole = Math.floor(second ?? 0);
  return ticksOf({
    year: year ?? 0,
    month: month ?? 1,
    day: day ?? 1,
    hour: hour ?? 0,
    minute: minute ?? 0,
    second: whole,
    fraction: Math.round(((second ?? 0) - whole) * 1e7),
  });
}

/** Two numbers are hours and minutes, three add seconds, four begin with days. */
function makeSpan(...args: readonly SessionValue[]): bigint | null {
  const given = args.filter((part) => part !== null).map(Number);
  const [days, hours, minutes, seconds] = given.length === 4 ? given : [0, ...given, ...(given.length === 2 ? [0] : [])];
  if (hours === undefined || minutes === undefined || hours > 23 || minutes > 59 || (seconds ?? 0) >= 60 || given.some((part) => part < 0))
    return null;
  return (
    BigInt(days ?? 0) * TICKS_PER_DAY +
    BigInt(hours) * TICKS_PER_HOUR +
    BigInt(minutes) * TICKS_PER_MINUTE +
    BigInt(Math.round((seconds ?? 0) * 1e7))
  );
}

/** Ticks of a Unix time given in a unit of so many ticks. */
const unix =
  (unitTicks: number): ((value: SessionValue | undefined) => bigint | null) =>
  (value) => {
    const ticks = Math.floor(asNumber(value) * unitTicks);
    return Number.isFinite(ticks) ? valid(EPOCH_TICKS + BigInt(ticks)) : null;
  };

export const MOMENT_SCRIPTS: readonly Scripted[] = [
  script("datetime_add", [S, "long", "datetime"], "datetime", (part, count, ticks) => add(part ?? null, count ?? null, ticks ?? null)),
  script("datetime_diff", [S, "datetime", "datetime"], "long", (part, a, b) => difference(part ?? null, a ?? null, b ?? null)),
  script("format_datetime", ["datetime", S], S, (ticks, format) => formatInstant(ticks ?? null, format ?? null)),
  script("format_timespan", ["timespan", S], S, (ticks, format) => formatDuration(ticks ?? null, format ?? null)),
  script("make_datetime", ["real", "real?", "real?", "real?", "real?", "real?"], "datetime", make),
  script("make_timespan", ["real", "real", "real?", "real?"], "timespan", makeSpan),
  script("unixtime_seconds_todatetime", ["real"], "datetime", unix(1e7)),
  script("unixtime_milliseconds_todatetime", ["real"], "datetime", unix(1e4)),
  script("unixtime_microseconds_todatetime", ["real"], "datetime", unix(10)),
  script("unixtime_nanoseconds_todatetime", ["real"], "datetime", unix(0.01)),
];
