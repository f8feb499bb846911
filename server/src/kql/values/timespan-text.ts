import { TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_MINUTE, TICKS_PER_MS, TICKS_PER_SECOND } from "./ticks.ts";

/** Ticks per unit suffix of a timespan literal. */
const UNITS: Readonly<Record<string, bigint>> = {
  d: TICKS_PER_DAY,
  day: TICKS_PER_DAY,
  days: TICKS_PER_DAY,
  h: TICKS_PER_HOUR,
  hr: TICKS_PER_HOUR,
  hrs: TICKS_PER_HOUR,
  hour: TICKS_PER_HOUR,
  hours: TICKS_PER_HOUR,
  m: TICKS_PER_MINUTE,
  min: TICKS_PER_MINUTE,
  minute: TICKS_PER_MINUTE,
  minutes: TICKS_PER_MINUTE,
  s: TICKS_PER_SECOND,
  sec: TICKS_PER_SECOND,
  second: TICKS_PER_SECOND,
  seconds: TICKS_PER_SECOND,
  ms: TICKS_PER_MS,
  milli: TICKS_PER_MS,
  millis: TICKS_PER_MS,
  millisecond: TICKS_PER_MS,
  milliseconds: TICKS_PER_MS,
  micro: 10n,
  micros: 10n,
  microsecond: 10n,
  microseconds: 10n,
  tick: 1n,
  ticks: 1n,
};

/** Exact product of a decimal number's text and a unit, cut to whole ticks. */
function scale(number: string, unit: bigint): bigint {
  const [whole = "0", fraction = ""] = number.split(".");
  return (BigInt((whole === "" ? "0" : whole) + fraction) * unit) / 10n ** BigInt(fraction.length);
}

/** Ticks of `1d`, `1.5h`, `10`(days), `[-][d.]hh:mm[:ss[.fffffff]]`; null when it is none. */
export function parseTimespanText(text: string): bigint | null {
  const t = text.trim();
  const unit = /^([+-])?(\d+(?:\.\d*)?|\.\d+)\s*([a-z]+)$/i.exec(t);
  if (unit !== null) {
    const ticks = UNITS[(unit[3] ?? "").toLowerCase()];
    if (ticks === undefined) return null;
    return (unit[1] === "-" ? -1n : 1n) * scale(unit[2] ?? "0", ticks);
  }
  const clock = /^([+-])?(?:(\d+)[.:])??(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,7}))?)?$/.exec(t);
  if (clock !== null) {
    const [, sign, days = "0", hours = "0", minutes = "0", seconds = "0", fraction = ""] = clock;
    if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null;
    const ticks =
      BigInt(days) * TICKS_PER_DAY +
      BigInt(hours) * TICKS_PER_HOUR +
      BigInt(minutes) * TICKS_PER_MINUTE +
      BigInt(seconds) * TICKS_PER_SECOND +
      BigInt(fraction.padEnd(7, "0"));
    return sign === "-" ? -ticks : ticks;
  }
  const days = /^([+-])?(\d+)$/.exec(t);
  return days === null ? null : (days[1] === "-" ? -1n : 1n) * BigInt(days[2] ?? "0") * TICKS_PER_DAY;
}
