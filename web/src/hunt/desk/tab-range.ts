import type { TimeRange } from "@mailroom/server/contract";
import { instantToMs, minuteLabelOf, msToInstant } from "../result/instant.ts";

/** The time range of a tab: the last minutes of the exercise clock, or two fixed instants. */
export type TabRange =
  | { readonly kind: "last"; readonly lastMinutes: number }
  | { readonly kind: "fixed"; readonly from: string; readonly to: string };

/** The choices of the picker, in minutes. */
export const LAST_MINUTES_CHOICES = [30, 60, 4 * 60, 12 * 60, 24 * 60, 3 * 24 * 60, 7 * 24 * 60, 14 * 24 * 60, 30 * 24 * 60] as const;

/** The instants that a range means when the exercise clock shows `simNow`. */
export function resolveRange(range: TabRange, simNow: string): TimeRange {
  if (range.kind === "fixed") return { from: range.from, to: range.to };
  const nowMs = instantToMs(simNow);
  return { from: msToInstant(nowMs - range.lastMinutes * 60_000), to: msToInstant(nowMs) };
}

/** True when the whole range lies after the exercise clock: nothing can be there yet. */
export function isInFuture(range: TabRange, simNow: string): boolean {
  return range.kind === "fixed" && instantToMs(range.from) > instantToMs(simNow);
}

/** The range around the same middle, three times as long; never past the exercise clock by more than it was. */
export function widenRange(range: TabRange, simNow: string): TabRange {
  if (range.kind === "last") {
    const wider = LAST_MINUTES_CHOICES.find((minutes) => minutes > range.lastMinutes) ?? range.lastMinutes * 2;
    return { kind: "last", lastMinutes: wider };
  }
  const [fromMs, toMs] = [instantToMs(range.from), instantToMs(range.to)];
  const length = toMs - fromMs;
  const end = Math.min(toMs + length, Math.max(toMs, instantToMs(simNow)));
  return { kind: "fixed", from: msToInstant(fromMs - length), to: msToInstant(end) };
}

/** Moves a range by half its length; `last` ranges become fixed first. */
export function shiftRange(range: TabRange, direction: -1 | 1, simNow: string): TabRange {
  const { from, to } = resolveRange(range, simNow);
  const [fromMs, toMs] = [instantToMs(from), instantToMs(to)];
  const step = (direction * (toMs - fromMs)) / 2;
  return { kind: "fixed", from: msToInstant(Math.round(fromMs + step)), to: msToInstant(Math.round(toMs + step)) };
}

/** `Last 4 hours`, or `2021-03-03 06:00Z → 07:00Z`. */
export function rangeLabel(range: TabRange): string {
  if (range.kind === "last") return `Last ${minutesLabel(range.lastMinutes)}`;
  const [from, to] = [minuteLabelOf(instantToMs(range.from)), minuteLabelOf(instantToMs(range.to))];
  return from.slice(0, 10) === to.slice(0, 10) ? `${from} → ${to.slice(11)}` : `${from} → ${to}`;
}

export function minutesLabel(minutes: number): string {
  if (minutes === 1440) return "24 hours";
  const [amount, unit] = minutes % 1440 === 0 ? [minutes / 1440, "day"] : minutes % 60 === 0 ? [minutes / 60, "hour"] : [minutes, "minute"];
  return `${amount} ${unit}${amount === 1 ? "" : "s"}`;
}

/** Reads `2021-03-03 06:49`, with optional seconds, fraction, `T` and `Z`, as an instant; null when it is none. Always UTC. */
export function parseUtcInput(text: string): string | null {
  const match = /^\s*(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,7}))?)?)?\s*Z?\s*$/i.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour = "00", minute = "00", second = "00", fraction] = match;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}${fraction === undefined ? "" : `.${fraction}`}Z`;
  const ms = instantToMs(iso);
  // Date.parse takes 31 February for 3 March; a date that does not come back is a typing mistake.
  return Number.isNaN(ms) || msToInstant(ms).slice(0, 10) !== iso.slice(0, 10) ? null : iso;
}
