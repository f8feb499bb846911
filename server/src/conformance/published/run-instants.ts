import { addMicros, MICROS_PER_HOUR, type SimTime } from "../../base/sim-time.ts";

const RUNS_MAX = 64;
const HOURS_MAX = 24;
const HOURS: Readonly<Record<string, number>> = { d: 24, h: 1, m: 1 / 60 };

/**
 * When a query is run over a stretch of time: once at its end if it looks at everything, otherwise daily, or hourly and so on where
 * it looks back over less than a day, so that little falls between two runs.
 */
export function runInstants(text: string, from: SimTime, to: SimTime): SimTime[] {
  if (!/\b(?:ago|now)\s*\(/.test(text)) return [to];
  const lookBacks = [...text.matchAll(/\bago\s*\(\s*(\w+)\s*\)/g)].flatMap(([, span = ""]) => hoursOf(span, text));
  const period = Math.max(1, Math.min(HOURS_MAX, ...lookBacks)) * MICROS_PER_HOUR;
  const runs = Math.min(RUNS_MAX, Math.max(1, Math.ceil((to - from) / period)));
  return Array.from({ length: runs }, (_, index) => addMicros(to, -period * (runs - 1 - index)));
}

/** `7d`, or a name that a `let` gives to such a span. */
function hoursOf(span: string, text: string): number[] {
  const literal = /^\d/.test(span) ? span : (new RegExp(`\\blet\\s+${span}\\s*=\\s*(\\d+[dhm])\\s*;`).exec(text)?.[1] ?? "");
  const [, count, unit] = /^(\d+)([dhm])$/.exec(literal) ?? [];
  return unit === undefined ? [] : [Number(count) * (HOURS[unit] ?? 1)];
}
