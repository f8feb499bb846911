import { byDimensions, cell, longAt, type Algorithm, type TextRow } from "./algorithm.ts";
import { floorTo, windowsBetween, windowsOf, type Windows } from "./windows.ts";

/** As DuckDB reads it, which knows `NaN` too. */
const realText = (value: number): string => String(value);

/** Rows are id, place on the timeline, dimensions. Ids by window, windows in order. */
function idsByWindow(rows: readonly TextRow[], windows: Windows, isInside: (at: bigint) => boolean): [window: bigint, ids: string[]][] {
  const found = new Map<bigint, string[]>();
  for (const row of rows) {
    const at = longAt(row, 1);
    if (at === null || !isInside(at)) continue;
    const window = windows.floor(at);
    const ids = found.get(window) ?? [];
    ids.push(cell(row, 0));
    found.set(window, ids);
  }
  return [...found].toSorted(([a], [b]) => (a < b ? -1 : 1));
}

const between =
  (start: bigint, end: bigint) =>
  (at: bigint): boolean =>
    at >= start && at <= end;

const limitsOf = (settings: TextRow): { readonly start: bigint; readonly end: bigint } => ({
  start: longAt(settings, 0) ?? 0n,
  end: longAt(settings, 1) ?? 0n,
});

/** Settings: start, end, window. Per window: rows, ids, ids never seen before, ids seen so far. */
export const activityCounts: Algorithm = (rows, settings) => {
  const { start, end } = limitsOf(settings);
  const windows = windowsOf(cell(settings, 2), start);
  return byDimensions(rows, 2).flatMap((group) => {
    const seen = new Set<string>();
    return idsByWindow(group.rows, windows, between(start, end)).map(([window, ids]) => {
      const before = seen.size;
      for (const id of ids) seen.add(id);
      return [window, ...group.dimensions, ids.length, new Set(ids).size, seen.size - before, seen.size];
    });
  });
};

/** Settings: start and end (null for all there is), window. Each window against the one before it. */
export const activityMetrics: Algorithm = (rows, settings) => {
  const [start, end] = [longAt(settings, 0), longAt(settings, 1)];
  const windows = windowsOf(cell(settings, 2), start ?? 0n);
  const isInside = (at: bigint): boolean => (start === null || at >= start) && (end === null || at <= end);
  return byDimensions(rows, 2).flatMap((group) => {
    const found = idsByWindow(group.rows, windows, isInside);
    return found.map(([window, list], index) => {
      const ids = new Set(list);
      const [before, earlier] = found[index - 1] ?? [null, []];
      const previous = new Set(before !== null && windows.next(before) === window ? earlier : []);
      const retained = [...previous].filter((id) => ids.has(id)).length;
      const [retention, churn] = [retained / previous.size, (previous.size - retained) / previous.size].map(realText);
      return [window, ...group.dimensions, ids.size, ids.size - retained, retention ?? null, churn ?? null];
    });
  });
};

/** Settings: start, end, inner window, outer window. Ids of each inner window against those of the outer one that ends with it. */
export const activityEngagement: Algorithm = (rows, settings) => {
  const [start, end] = [longAt(settings, 0), longAt(settings, 1)];
  const [inner, outer] = [longAt(settings, 2) ?? 1n, longAt(settings, 3) ?? 1n];
  const windows = windowsOf(String(inner), start ?? 0n);
  const isInside = (at: bigint): boolean => (start === null || at >= start) && (end === null || at <= end);
  return byDimensions(rows, 2).flatMap((group) => {
    const all = idsByWindow(group.rows, windows, (at) => end === null || at <= end);
    return idsByWindow(group.rows, windows, isInside).map(([window, ids]) => {
      const innerCount = new Set(ids).size;
      const outerIds = all.filter(([other]) => other <= window && other > window - outer).flatMap(([, found]) => found);
      const outerCount = new Set(outerIds).size;
      return [window, ...group.dimensions, innerCount, outerCount, realText(innerCount / outerCount)];
    });
  });
};

/** Settings: start, end, window, cohort (or null), ids known before (or null). Ids first seen in one window, followed through the later ones. */
export const newActivity: Algorithm = (rows, settings) => {
  const { start, end } = limitsOf(settings);
  const windows = windowsOf(cell(settings, 2), start);
  const wanted = longAt(settings, 3);
  const known = JSON.parse(settings[4] ?? "[]") as readonly string[];
  return byDimensions(rows, 2).flatMap((group) => {
    const byWindow = new Map(idsByWindow(group.rows, windows, between(start, end)).map(([window, ids]) => [window, new Set(ids)]));
    const all = windowsBetween(windows, start, end);
    const seen = new Set(known);
    return all.flatMap((from) => {
      const cohort = [...(byWindow.get(from) ?? [])].filter((id) => !seen.has(id));
      const before = new Set(seen);
      for (const id of cohort) seen.add(id);
      if (cohort.length === 0 || (wanted !== null && windows.floor(wanted) !== from)) return [];
      return all
        .filter((to) => to >= from)
        .map((to) => {
          const ids = byWindow.get(to) ?? new Set<string>();
          const known = to === from ? before : seen;
          const fresh = [...ids].filter((id) => !known.has(id)).length;
          const retained = cohort.filter((id) => ids.has(id)).length;
          const churned = cohort.length - retained;
          const rates = [realText(retained / cohort.length), realText(churned / cohort.length)];
          return [from, to, ...group.dimensions, fresh, retained, churned, ...rates];
        });
    });
  });
};

/** Settings: start, end, lookback, bin. Rows and ids of the lookback that ends with each bin. */
export const slidingCounts: Algorithm = (rows, settings) => {
  const { start, end } = limitsOf(settings);
  const [lookback, bin] = [longAt(settings, 2) ?? 1n, longAt(settings, 3) ?? 1n];
  const windows = windowsOf(String(bin), start);
  return byDimensions(rows, 2).flatMap((group) => {
    const found = idsByWindow(group.rows, windows, between(start - lookback, end));
    return windowsBetween(windows, start, end).flatMap((window) => {
      const ids = found.filter(([other]) => other <= window && other > window - lookback).flatMap(([, list]) => list);
      return ids.length === 0 ? [] : [[window, ...group.dimensions, ids.length, new Set(ids).size]];
    });
  });
};

/** Settings: start, end, lookback, period, periods, bin. Ids that were there in so many periods of the lookback. */
export const activeUsers: Algorithm = (rows, settings) => {
  const { start, end } = limitsOf(settings);
  const [lookback, period, least] = [longAt(settings, 2) ?? 1n, longAt(settings, 3) ?? 1n, longAt(settings, 4) ?? 1n];
  const windows = windowsOf(cell(settings, 5), start);
  return byDimensions(rows, 2).flatMap((group) => {
    const active = new Map<bigint, Set<string>>();
    for (const [id, times] of timesById(group.rows))
      for (const at of times.filter(between(start, end))) {
        const recent = times.filter((other) => other > at - lookback && other <= at);
        if (BigInt(new Set(recent.map((other) => floorTo(other, period, 0n))).size) < least) continue;
        const window = windows.floor(at);
        active.set(window, (active.get(window) ?? new Set()).add(id));
      }
    return [...active].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([window, ids]) => [window, ...group.dimensions, ids.size]);
  });
};

function timesById(rows: readonly TextRow[]): Map<string, bigint[]> {
  const found = new Map<string, bigint[]>();
  for (const row of rows) {
    const at = longAt(row, 1);
    if (at === null) continue;
    const times = found.get(cell(row, 0)) ?? [];
    times.push(at);
    found.set(cell(row, 0), times);
  }
  return found;
}

/** Settings: start, end, bin, lookback. A session begins where an id was not there for the length of the lookback. */
export const sessionCounts: Algorithm = (rows, settings) => {
  const { start, end } = limitsOf(settings);
  const [bin, lookback] = [longAt(settings, 2) ?? 1n, longAt(settings, 3) ?? 1n];
  const ordered = rows
    .flatMap((row): { at: bigint; row: TextRow }[] => {
      const at = longAt(row, 1);
      return at === null || at > end ? [] : [{ at, row }];
    })
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const last = new Map<string, bigint>();
  const counts = new Map<string, { bin: bigint; dimensions: TextRow; count: number }>();
  for (const { at, row } of ordered) {
    const who = JSON.stringify([row[0], ...row.slice(2)]);
    const previous = last.get(who);
    last.set(who, at);
    if (at < start || (previous !== undefined && at - previous < lookback)) continue;
    const place = floorTo(at, bin, 0n);
    const key = JSON.stringify([String(place), ...row.slice(2)]);
    const known = counts.get(key) ?? { bin: place, dimensions: row.slice(2), count: 0 };
    known.count += 1;
    counts.set(key, known);
  }
  return [...counts.values()].map(({ bin: place, dimensions, count }) => [place, ...dimensions, count]);
};
