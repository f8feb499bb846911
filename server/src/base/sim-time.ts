/**
 * Simulated instant: integer microseconds since 1970-01-01T00:00:00Z. Exact in a JavaScript number until the year 2255.
 * The kernel schedules in it; sensors turn it into ticks when they write a row.
 */
export type SimTime = number & { readonly __brand: "SimTime" };

export const MICROS_PER_MS = 1_000;
export const MICROS_PER_SECOND = 1_000_000;
export const MICROS_PER_MINUTE = 60 * MICROS_PER_SECOND;
export const MICROS_PER_HOUR = 60 * MICROS_PER_MINUTE;
export const MICROS_PER_DAY = 24 * MICROS_PER_HOUR;

/** Kusto ticks (100 ns since 0001-01-01) of the Unix epoch. */
const EPOCH_TICKS = 621_355_968_000_000_000n;

/** @throws RangeError when `micros` is not a safe integer. */
export function simTime(micros: number): SimTime {
  if (!Number.isSafeInteger(micros)) throw new RangeError(`not a simulated instant: ${micros}`);
  return micros as SimTime;
}

export function addMicros(at: SimTime, micros: number): SimTime {
  return simTime(at + micros);
}

/** Ticks of the instant; `subMicroTicks` (0–9) fills the seventh digit that Windows sensors print. */
export function toTicks(at: SimTime, subMicroTicks = 0): bigint {
  return EPOCH_TICKS + BigInt(at) * 10n + BigInt(subMicroTicks);
}

export function fromTicks(ticks: bigint): SimTime {
  return simTime(Number((ticks - EPOCH_TICKS) / 10n));
}

/** @throws RangeError when the text is not an ISO 8601 UTC instant ending in `Z` with at most six fractional digits. */
export function parseSimTime(iso: string): SimTime {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,6})\d?)?Z$/.exec(iso);
  if (match === null) throw new RangeError(`not a UTC instant: ${iso}`);
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [number, number, number, number, number, number];
  const micros = Number((match[7] ?? "").padEnd(6, "0"));
  return simTime(Date.UTC(year, month - 1, day, hour, minute, second) * MICROS_PER_MS + micros);
}

/** `2021-03-03T06:49:42.162345Z`, with as many fractional digits (0–6) as asked for. */
export function formatSimTime(at: SimTime, fractionDigits = 3): string {
  const seconds = Math.floor(at / MICROS_PER_SECOND);
  const micros = at - seconds * MICROS_PER_SECOND;
  const whole = new Date(seconds * 1000).toISOString().slice(0, 19);
  const fraction = fractionDigits === 0 ? "" : `.${String(micros).padStart(6, "0").slice(0, fractionDigits)}`;
  return `${whole}${fraction}Z`;
}
