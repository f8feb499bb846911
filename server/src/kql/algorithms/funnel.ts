import { parseTimespanText } from "../values/timespan-text.ts";
import { AlgorithmRefusal, cell, longAt, type Algorithm, type MadeRow, type TextRow } from "./algorithm.ts";
import { windowsOf } from "./windows.ts";

interface Visit {
  readonly at: bigint;
  readonly state: string;
}

interface Window {
  readonly start: bigint;
  /** By id, in order of time; rows of the same time keep their order. */
  readonly visits: ReadonlyMap<string, readonly Visit[]>;
}

const SAMPLES_MAX = 128;

/** Rows are id, place on the timeline, state. Settings begin with start, end and the length of a window. Windows in order. */
function windowsIn(rows: readonly TextRow[], settings: TextRow): Window[] {
  const [start, end] = [longAt(settings, 0) ?? 0n, longAt(settings, 1) ?? 0n];
  const windows = windowsOf(cell(settings, 2), start);
  const found = new Map<bigint, Map<string, Visit[]>>();
  for (const row of rows) {
    const at = longAt(row, 1);
    if (at === null || at < start || at > end) continue;
    const byId = found.get(windows.floor(at)) ?? new Map<string, Visit[]>();
    const visits = byId.get(cell(row, 0)) ?? [];
    visits.push({ at, state: cell(row, 2) });
    byId.set(cell(row, 0), visits);
    found.set(windows.floor(at), byId);
  }
  return [...found]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([window, byId]) => ({
      start: window,
      visits: new Map([...byId].map(([id, visits]) => [id, visits.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))])),
    }));
}

function sequenceOf(settings: TextRow): string[] {
  const sequence: unknown = JSON.parse(settings[3] ?? "[]");
  if (!Array.isArray(sequence) || sequence.length === 0) throw new AlgorithmRefusal("A funnel needs an array of at least one state.");
  return sequence.map(String);
}

/** A length on the timeline: ticks of a timespan's text, or a number. */
function lengthOf(value: unknown): bigint {
  const length = typeof value === "string" ? parseTimespanText(value) : typeof value === "number" ? BigInt(Math.trunc(value)) : null;
  if (length === null)
    throw new AlgorithmRefusal("The periods of a funnel are an array of timespans, or of numbers on a timeline of numbers.");
  return length;
}

/** How many steps of the sequence one after the other are reached within a period of the first, at best. */
function stepsReached(visits: readonly Visit[], sequence: readonly string[], period: bigint): number {
  let best = 0;
  for (const [index, first] of visits.entries()) {
    if (first.state !== sequence[0]) continue;
    let [steps, last] = [1, first.at];
    for (const { at, state } of visits.slice(index + 1)) {
      if (steps === sequence.length || at - first.at > period) break;
      if (at > last && state === sequence[steps]) [steps, last] = [steps + 1, at];
    }
    best = Math.max(best, steps);
  }
  return best;
}

/** Settings: start, end, window, sequence, periods (both JSON). Per window, period and step: ids that came that far. */
export const funnelCompletion: Algorithm = (rows, settings) => {
  const sequence = sequenceOf(settings);
  const periods = (JSON.parse(settings[4] ?? "[]") as readonly unknown[]).map(lengthOf);
  return windowsIn(rows, settings).flatMap(({ start, visits }) =>
    periods.flatMap((period): MadeRow[] => {
      const reached = [...visits.values()].map((each) => stepsReached(each, sequence, period));
      return sequence.flatMap((state, step) => {
        const count = reached.filter((steps) => steps > step).length;
        return count === 0 ? [] : [[start, state, period, count]];
      });
    }),
  );
};

/** Stays in one state are one visit that begins with the first and ends with the last of them. */
function withoutRepeats(visits: readonly Visit[]): { readonly state: string; readonly from: bigint; readonly to: bigint }[] {
  const stays: { state: string; from: bigint; to: bigint }[] = [];
  for (const { at, state } of visits) {
    const last = stays.at(-1);
    if (last?.state === state) last.to = at;
    else stays.push({ state, from: at, to: at });
  }
  return stays;
}

/** What came just before each way through the sequence, and what came just after it; empty where nothing did. */
function surroundings(visits: readonly Visit[], sequence: readonly string[], stepMax: bigint): { prev: string; next: string }[] {
  const stays = withoutRepeats(visits);
  return stays.flatMap((first, index) => {
    if (first.state !== sequence[0]) return [];
    let [place, last] = [index, first];
    for (const state of sequence.slice(1)) {
      const next = stays.findIndex((stay, other) => other > place && stay.state === state && stay.from - last.to <= stepMax);
      const stay = stays[next];
      if (stay === undefined) return [];
      [place, last] = [next, stay];
    }
    const [before, after] = [stays[index - 1], stays[place + 1]];
    return [
      {
        prev: before !== undefined && first.from - before.to <= stepMax ? before.state : "",
        next: after !== undefined && after.from - last.to <= stepMax ? after.state : "",
      },
    ];
  });
}

/**
 * Settings: start, end, window, sequence (JSON), longest time between two steps, and which sides count (`prev`, `next` or both,
 * JSON). Per window and surroundings: ids, and some of them.
 */
export const funnelSequence: Algorithm = (rows, settings) => {
  const sequence = sequenceOf(settings);
  const stepMax = longAt(settings, 4) ?? 0n;
  const sides = JSON.parse(settings[5] ?? "[]") as readonly ("prev" | "next")[];
  return windowsIn(rows, settings).flatMap(({ start, visits }) => {
    const found = new Map<string, { around: readonly string[]; ids: Set<string> }>();
    for (const [id, each] of visits)
      for (const way of surroundings(each, sequence, stepMax)) {
        const around = sides.map((side) => way[side]);
        const known = found.get(JSON.stringify(around)) ?? { around, ids: new Set() };
        known.ids.add(id);
        found.set(JSON.stringify(around), known);
      }
    return [...found.values()]
      .toSorted((a, b) => b.ids.size - a.ids.size)
      .map(({ around, ids }): MadeRow => [start, ...around, ids.size, JSON.stringify([...ids].slice(0, SAMPLES_MAX))]);
  });
};
