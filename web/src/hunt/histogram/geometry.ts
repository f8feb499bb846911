import { type Histogram } from "./bins.ts";

/** One SVG path per series, stacked from the bottom. A path per bar would be thousands of nodes. */
export function barPaths(data: Histogram, widthPx: number, heightPx: number): { readonly label: string; readonly d: string }[] {
  const binPx = widthPx / data.binCount;
  const barPx = Math.max(1, binPx - (binPx > 4 ? 1 : 0));
  const base = Array.from({ length: data.binCount }, () => 0);
  const scale = data.peak === 0 ? 0 : heightPx / data.peak;
  return data.series.map(({ label, counts }) => {
    const parts = counts.flatMap((count, bin) => {
      if (count === 0) return [];
      const below = base[bin] ?? 0;
      base[bin] = below + count;
      // One row among thousands is what a hunter looks for: it is never thinner than two pixels.
      const barHeight = Math.max(count * scale, below === 0 ? 2 : 1);
      const x = round(bin * binPx);
      const y = round(Math.max(0, heightPx - below * scale - barHeight));
      return [`M${x} ${y}h${round(barPx)}v${round(barHeight)}h${-round(barPx)}z`];
    });
    return { label, d: parts.join("") };
  });
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** The bin under a horizontal position, kept inside. */
export function binAtX(binCount: number, widthPx: number, x: number): number {
  return Math.max(0, Math.min(binCount - 1, Math.floor((x / Math.max(1, widthPx)) * binCount)));
}

export type TimeTick = { readonly atMs: number; readonly label: string; readonly anchor: "start" | "middle" | "end" };

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const STEPS_MS = [1, 10, 100, 1000, 5000, 15_000, 30_000]
  .concat([1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720].map((minutes) => minutes * MINUTE))
  .concat([1, 2, 7, 14, 30, 90, 180, 365].map((days) => days * DAY));

/** Labels on round UTC times. The first one, and each that begins a day, names the day. */
export function timeTicks(data: Histogram, countMax: number): TimeTick[] {
  const endMs = data.startMs + data.binCount * data.widthMs;
  const step = STEPS_MS.find((width) => (endMs - data.startMs) / width <= countMax) ?? 365 * DAY;
  const ticks: TimeTick[] = [];
  for (let atMs = Math.ceil(data.startMs / step) * step; atMs < endMs; atMs += step) {
    const iso = new Date(atMs).toISOString();
    const clock = step < 1000 ? iso.slice(11, 23) : step < MINUTE ? iso.slice(11, 19) : iso.slice(11, 16);
    const isDay = ticks.length === 0 || atMs % DAY === 0;
    const label = step >= DAY ? iso.slice(0, 10) : isDay ? `${iso.slice(5, 10)} ${clock}` : clock;
    const position = (atMs - data.startMs) / (endMs - data.startMs);
    ticks.push({ atMs, label, anchor: position < 0.04 ? "start" : position > 0.96 ? "end" : "middle" });
  }
  return ticks;
}
