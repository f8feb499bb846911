import { MICROS_PER_DAY, MICROS_PER_HOUR, MICROS_PER_MINUTE, MICROS_PER_SECOND } from "../base/sim-time.ts";

const UNITS = [
  { micros: MICROS_PER_DAY, letter: "d" },
  { micros: MICROS_PER_HOUR, letter: "h" },
  { micros: MICROS_PER_MINUTE, letter: "m" },
  { micros: MICROS_PER_SECOND, letter: "s" },
] as const;

/** Microseconds as a Kusto timespan literal in the largest unit that is exact: `1d`, `90m`, `5s`. */
export function formatDuration(micros: number): string {
  const unit = UNITS.find((candidate) => micros >= candidate.micros && micros % candidate.micros === 0);
  return unit === undefined ? `${micros / MICROS_PER_SECOND}s` : `${micros / unit.micros}${unit.letter}`;
}
