import { AlgorithmRefusal, byDimensions, longAt, type Algorithm, type TextRow } from "./algorithm.ts";

const SEQUENCES_MAX = 100_000;

/**
 * Rows are place on the timeline, one flag per step, dimensions. Settings: longest time between two steps, longest time of a
 * whole sequence, number of steps. Every way through the steps, each later than the one before, once.
 */
export const sequenceDetect: Algorithm = (rows, settings) => {
  const [stepMax, spanMax, steps] = [longAt(settings, 0) ?? 0n, longAt(settings, 1) ?? 0n, Number(longAt(settings, 2) ?? 0n)];
  const found: (string | bigint | null)[][] = [];
  for (const group of byDimensions(rows, 1 + steps)) {
    const times = Array.from({ length: steps }, (_, step) => timesOf(group.rows, step));
    const follow = (path: readonly bigint[]): void => {
      const [first, last] = [path[0], path.at(-1)];
      if (first === undefined || last === undefined) return;
      if (path.length === steps) {
        found.push([...group.dimensions, ...path, last - first]);
        if (found.length > SEQUENCES_MAX)
          throw new AlgorithmRefusal("`sequence_detect` finds more than 100,000 sequences. Narrow its steps.");
        return;
      }
      for (const at of times[path.length] ?? []) {
        if (at - last > stepMax || at - first > spanMax) break;
        if (at > last) follow([...path, at]);
      }
    };
    for (const at of times[0] ?? []) follow([at]);
  }
  return found;
};

function timesOf(rows: readonly TextRow[], step: number): bigint[] {
  const times = new Set<bigint>();
  for (const row of rows) {
    const at = longAt(row, 0);
    if (at !== null && row[1 + step] === "true") times.add(at);
  }
  return [...times].toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}
