/** Kusto's clock unit: 100 ns. Datetimes count from 0001-01-01T00:00:00Z. */
export const TICKS_PER_MS = 10_000n;
export const TICKS_PER_SECOND = 10_000_000n;
export const TICKS_PER_MINUTE = 60n * TICKS_PER_SECOND;
export const TICKS_PER_HOUR = 60n * TICKS_PER_MINUTE;
export const TICKS_PER_DAY = 24n * TICKS_PER_HOUR;
export const EPOCH_TICKS = 621_355_968_000_000_000n;
/** 9999-12-31T23:59:59.9999999Z */
export const MAX_TICKS = 3_155_378_975_999_999_999n;

export interface Calendar {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** 100 ns units within the second. */
  readonly fraction: number;
}

/** Ticks of a UTC calendar instant, or null when there is no such day or hour. */
export function ticksOf(c: Calendar): bigint | null {
  if (c.year < 1 || c.year > 9999 || c.hour > 23 || c.minute > 59 || c.second > 59) return null;
  const date = new Date(0);
  date.setUTCFullYear(c.year, c.month - 1, c.day);
  if (date.getUTCMonth() !== c.month - 1 || date.getUTCDate() !== c.day) return null;
  const seconds = BigInt(c.hour * 3600 + c.minute * 60 + c.second);
  return EPOCH_TICKS + BigInt(date.getTime()) * TICKS_PER_MS + seconds * TICKS_PER_SECOND + BigInt(c.fraction);
}

export function calendarOf(ticks: bigint): Calendar {
  const date = new Date(Number((ticks - (((ticks % TICKS_PER_MS) + TICKS_PER_MS) % TICKS_PER_MS) - EPOCH_TICKS) / TICKS_PER_MS));
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    fraction: Number(((ticks % TICKS_PER_SECOND) + TICKS_PER_SECOND) % TICKS_PER_SECOND),
  };
}

const pad = (value: number, width: number): string => String(value).padStart(width, "0");

/** `2021-03-03T06:49:42.1623450Z` */
export function formatDatetime(ticks: bigint): string {
  const c = calendarOf(ticks);
  return `${pad(c.year, 4)}-${pad(c.month, 2)}-${pad(c.day, 2)}T${pad(c.hour, 2)}:${pad(c.minute, 2)}:${pad(c.second, 2)}.${pad(c.fraction, 7)}Z`;
}

/** `[-][d.]hh:mm:ss[.fffffff]` */
export function formatTimespan(ticks: bigint): string {
  const size = ticks < 0n ? -ticks : ticks;
  const days = size / TICKS_PER_DAY;
  const part = (unit: bigint, modulo: bigint): string => pad(Number((size / unit) % modulo), 2);
  const fraction = size % TICKS_PER_SECOND;
  const clock = `${part(TICKS_PER_HOUR, 24n)}:${part(TICKS_PER_MINUTE, 60n)}:${part(TICKS_PER_SECOND, 60n)}`;
  return `${ticks < 0n ? "-" : ""}${days > 0n ? `${days}.` : ""}${clock}${fraction > 0n ? `.${pad(Number(fraction), 7)}` : ""}`;
}
