import { byDimensions, cell, longAt, type Algorithm, type TextRow } from "./algorithm.ts";
import { floorTo } from "./windows.ts";

/** Numbers that may be beyond what a double holds are compared as they are written: whole ones as bigint. */
function compare(a: string, b: string): number {
  if (/^-?\d+$/.test(a) && /^-?\d+$/.test(b)) return BigInt(a) < BigInt(b) ? -1 : BigInt(a) > BigInt(b) ? 1 : 0;
  return Number(a) - Number(b);
}

/** The value of nearest rank. */
function percentileOf(values: readonly string[], percentile: number): string | null {
  const sorted = values.toSorted(compare);
  const rank = Math.max(1, Math.ceil((percentile / 100) * sorted.length));
  return sorted[Math.min(rank, sorted.length) - 1] ?? null;
}

/** Rows are value, place on the timeline, dimensions. Settings: percentile, bin, bins of a window. */
export const rollingPercentile: Algorithm = (rows, settings) => {
  const [percentile, bin, count] = [Number(cell(settings, 0)), longAt(settings, 1) ?? 1n, longAt(settings, 2) ?? 1n];
  return byDimensions(rows, 2).flatMap((group) => {
    const byBin = new Map<bigint, string[]>();
    for (const row of group.rows) addTo(byBin, row, bin);
    const bins = [...byBin].toSorted(([a], [b]) => (a < b ? -1 : 1));
    return bins.map(([place]) => {
      const values = bins.filter(([other]) => other <= place && other > place - bin * count).flatMap(([, found]) => found);
      return [place, ...group.dimensions, percentileOf(values, percentile)];
    });
  });
};

function addTo(byBin: Map<bigint, string[]>, row: TextRow, bin: bigint): void {
  const [value, at] = [row[0], longAt(row, 1)];
  if (value === null || value === undefined || at === null) return;
  const place = floorTo(at, bin, 0n);
  const values = byBin.get(place) ?? [];
  values.push(value);
  byBin.set(place, values);
}
