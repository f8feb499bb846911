import { MICROS_PER_DAY, MICROS_PER_HOUR, MICROS_PER_MINUTE, MICROS_PER_MS, MICROS_PER_SECOND } from "../base/sim-time.ts";

/** `12m`, `1h30m`, `90s`, `250ms`, `-9h`; or ISO 8601 as Sentinel writes it: `PT5M`, `P14D`, `P1DT12H`. */
export const DURATION_PATTERN = "^-?(?:(?:\\d+(?:\\.\\d+)?(?:d|h|ms|m|s))+|P(?=\\d|T\\d)(?:\\d+D)?(?:T(?:\\d+H)?(?:\\d+M)?(?:\\d+S)?)?)$";

const DURATION = new RegExp(DURATION_PATTERN, "i");
const MICROS_OF: Readonly<Record<string, number>> = {
  d: MICROS_PER_DAY,
  h: MICROS_PER_HOUR,
  m: MICROS_PER_MINUTE,
  s: MICROS_PER_SECOND,
  ms: MICROS_PER_MS,
};

/** Microseconds, or null when the text is not a duration. */
export function parseDuration(text: string): number | null {
  if (!DURATION.test(text)) return null;
  let micros = 0;
  for (const [, amount, unit] of text.toLowerCase().matchAll(/(\d+(?:\.\d+)?)(ms|d|h|m|s)/g)) {
    micros += Math.round(Number(amount) * (MICROS_OF[unit ?? ""] ?? 0));
  }
  return text.startsWith("-") ? -micros : micros;
}

/** `2 h 5 min`, for messages to people. */
export function formatDuration(micros: number): string {
  const seconds = Math.round(Math.abs(micros) / MICROS_PER_SECOND);
  const parts = [
    [Math.floor(seconds / 86_400), "d"],
    [Math.floor(seconds / 3600) % 24, "h"],
    [Math.floor(seconds / 60) % 60, "min"],
    [seconds % 60, "s"],
  ] as const;
  const shown = parts.filter(([amount]) => amount > 0).slice(0, 2);
  return shown.length === 0 ? "0 s" : shown.map(([amount, unit]) => `${amount} ${unit}`).join(" ");
}
