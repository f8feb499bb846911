import { MICROS_PER_DAY, MICROS_PER_HOUR, MICROS_PER_MINUTE, MICROS_PER_MS, simTime, type SimTime } from "../../base/sim-time.ts";

export type DayKind = "workday" | "weekend" | "holiday";

/** One local day of the estate. */
export interface LocalDay {
  /** `2021-03-01`. */
  readonly date: string;
  /** Instant of local midnight. */
  readonly start: SimTime;
  /** 0 Sunday … 6 Saturday. */
  readonly weekday: number;
  readonly kind: DayKind;
}

/** Local time of the estate: people live by it, logs do not. */
export class Calendar {
  readonly #format: Intl.DateTimeFormat;
  readonly #holidays: ReadonlySet<string>;
  readonly #offsets = new Map<number, number>();

  constructor(timeZone: string, holidays: readonly string[]) {
    this.#format = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    this.#holidays = new Set(holidays);
  }

  /** Microseconds that local time is ahead of UTC at this instant. */
  offset(at: SimTime): number {
    const quarter = Math.floor(at / (15 * MICROS_PER_MINUTE));
    const known = this.#offsets.get(quarter);
    if (known !== undefined) return known;
    const part = new Map<string, number>();
    for (const { type, value } of this.#format.formatToParts(new Date(at / MICROS_PER_MS))) part.set(type, Number(value));
    const field = (name: string): number => part.get(name) ?? 0;
    const local = Date.UTC(field("year"), field("month") - 1, field("day"), field("hour"), field("minute"), field("second"));
    const offset = (local - Math.floor(at / 1_000_000) * 1000) * MICROS_PER_MS;
    this.#offsets.set(quarter, offset);
    return offset;
  }

  /** The local day that this instant falls on. */
  dayOf(at: SimTime): LocalDay {
    const local = at + this.offset(at);
    const localMidnight = Math.floor(local / MICROS_PER_DAY) * MICROS_PER_DAY;
    const guess = simTime(localMidnight - this.offset(at));
    const start = simTime(localMidnight - this.offset(guess));
    const midnight = new Date(localMidnight / MICROS_PER_MS);
    const date = midnight.toISOString().slice(0, 10);
    const weekday = midnight.getUTCDay();
    return { date, start, weekday, kind: this.#kindOf(date, weekday) };
  }

  /** The instant at which clocks show this many hours (8.5 = half past eight) on that day. */
  atHour(day: LocalDay, hours: number): SimTime {
    return simTime(day.start + Math.round(hours * 60) * MICROS_PER_MINUTE);
  }

  nextDay(day: LocalDay): LocalDay {
    return this.dayOf(simTime(day.start + 30 * MICROS_PER_HOUR));
  }

  /** Local hour and fraction, 0 ≤ h < 24. */
  hourOf(at: SimTime): number {
    const local = at + this.offset(at);
    return (local - Math.floor(local / MICROS_PER_DAY) * MICROS_PER_DAY) / MICROS_PER_HOUR;
  }

  #kindOf(date: string, weekday: number): DayKind {
    if (this.#holidays.has(date)) return "holiday";
    return weekday === 0 || weekday === 6 ? "weekend" : "workday";
  }
}
