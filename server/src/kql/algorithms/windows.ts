import { AlgorithmRefusal } from "./algorithm.ts";

const TICKS_PER_DAY = 864_000_000_000n;
const TICKS_PER_MS = 10_000n;
/** 1970 in ticks since the year 1. */
const UNIX_EPOCH = 621_355_968_000_000_000n;

/** How a timeline is cut: the window that a place lies in, and the one after a window. */
export interface Windows {
  floor(place: bigint): bigint;
  next(window: bigint): bigint;
}

export const floorTo = (place: bigint, size: bigint, origin: bigint): bigint => {
  const rest = (place - origin) % size;
  return place - (rest < 0n ? rest + size : rest);
};

const toDate = (ticks: bigint): Date => new Date(Number((ticks - UNIX_EPOCH) / TICKS_PER_MS));
const toTicks = (year: number, month: number): bigint => BigInt(Date.UTC(year, month, 1)) * TICKS_PER_MS + UNIX_EPOCH;

const CALENDAR: Readonly<Record<string, Windows>> = {
  week: { floor: (place) => floorTo(place, 7n * TICKS_PER_DAY, -TICKS_PER_DAY), next: (window) => window + 7n * TICKS_PER_DAY },
  month: {
    floor: (place) => toTicks(toDate(place).getUTCFullYear(), toDate(place).getUTCMonth()),
    next: (window) => toTicks(toDate(window).getUTCFullYear(), toDate(window).getUTCMonth() + 1),
  },
  year: {
    floor: (place) => toTicks(toDate(place).getUTCFullYear(), 0),
    next: (window) => toTicks(toDate(window).getUTCFullYear() + 1, 0),
  },
};

/** Windows of a size, counted from `origin`, or those of the calendar: `week`, `month`, `year`. */
export function windowsOf(size: string, origin: bigint): Windows {
  const known = CALENDAR[size];
  if (known !== undefined) return known;
  if (!/^\d+$/.test(size) || BigInt(size) === 0n) throw new AlgorithmRefusal("A window must be longer than nothing.");
  const width = BigInt(size);
  return { floor: (place) => floorTo(place, width, origin), next: (window) => window + width };
}

const WINDOWS_MAX = 100_000;

/** Every window from the one that `from` lies in to the one that `to` lies in. */
export function windowsBetween(windows: Windows, from: bigint, to: bigint): bigint[] {
  const found: bigint[] = [];
  for (let window = windows.floor(from); window <= to; window = windows.next(window)) {
    found.push(window);
    if (found.length > WINDOWS_MAX) throw new AlgorithmRefusal("The period has more than 100,000 windows. Choose longer ones.");
  }
  return found;
}
