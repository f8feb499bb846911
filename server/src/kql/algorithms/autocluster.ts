import { cell, type Algorithm, type TextRow } from "./algorithm.ts";
import { dimensionsOf, shown, total, weightOf } from "./patterns.ts";

interface Cluster {
  /** A value per column; null is any value. */
  readonly values: TextRow;
  readonly rows: readonly number[];
  readonly score: number;
}

/** A cluster that says much less than the best one is left out. */
const LEAST_OF_BEST = 1 / 3;

interface Table {
  readonly columns: readonly TextRow[];
  readonly width: number;
  readonly scoreOf: (values: TextRow, rows: readonly number[]) => number;
}

/** Distinct rows, those with most weight first. */
function byWeight(rows: readonly TextRow[], columns: readonly TextRow[]): { readonly values: TextRow; readonly rows: number[] }[] {
  const found = new Map<string, { values: TextRow; rows: number[]; weight: number }>();
  for (const [index, values] of columns.entries()) {
    const key = JSON.stringify(values);
    const known = found.get(key) ?? { values, rows: [], weight: 0 };
    known.rows.push(index);
    known.weight += weightOf(rows[index] ?? []);
    found.set(key, known);
  }
  return [...found.values()].toSorted((a, b) => b.weight - a.weight);
}

/** From one row, values are given up or taken back, one at a time, for as long as that makes the cluster better. */
function expand(seed: TextRow, { columns, width, scoreOf }: Table): Cluster {
  const bare = seed.map((value) => (value === "" ? null : value));
  const members = (values: TextRow): number[] =>
    columns.flatMap((row, index) => (values.every((value, column) => value === null || row[column] === value) ? [index] : []));
  const made = (values: TextRow): Cluster => {
    const rows = members(values);
    return { values, rows, score: scoreOf(values, rows) };
  };
  let best = made(bare);
  for (let step = 0; step < 2 * width; step++) {
    const around = bare.flatMap((value, column) =>
      value === null ? [] : [made(best.values.map((held, other) => (other !== column ? held : held === null ? value : null)))],
    );
    const [next] = around.toSorted((a, b) => b.score - a.score);
    if (next === undefined || next.score <= best.score) break;
    best = next;
  }
  return best;
}

/**
 * Rows are a weight, then the columns. Settings: what size counts (0 to 1) against what is said, seeds, wildcard per column.
 * A cluster's score is the weighted geometric mean of its share of the rows and its share of the columns. Each seed is the
 * weightiest row that no cluster holds yet.
 */
export const autocluster: Algorithm = (rows, settings) => {
  const [sizeWeight, seeds] = [Number(cell(settings, 0)), Number(cell(settings, 1))];
  const width = settings.length - 2;
  const columns = rows.map((row) => row.slice(1));
  const all = total(rows);
  const table: Table = {
    columns,
    width,
    scoreOf: (values, members) => {
      const [size, said] = [total(rows, members) / all, dimensionsOf({ values, rows: members }) / width];
      return said === 0 ? 0 : size ** sizeWeight * said ** (1 - sizeWeight);
    },
  };
  const covered = new Set<number>();
  const found: Cluster[] = [];
  let used = 0;
  for (const { values, rows: same } of byWeight(rows, columns)) {
    if (used === seeds) break;
    if (same.every((row) => covered.has(row))) continue;
    used += 1;
    const cluster = expand(values, table);
    for (const row of [...cluster.rows, ...same]) covered.add(row);
    if (cluster.score > 0 && !found.some((other) => JSON.stringify(other.values) === JSON.stringify(cluster.values))) found.push(cluster);
  }
  const best = Math.max(0, ...found.map(({ score }) => score));
  return found
    .filter(({ score }) => score >= LEAST_OF_BEST * best)
    .toSorted((a, b) => b.score - a.score)
    .map((cluster, segment) => {
      const count = total(rows, cluster.rows);
      return [segment, count, String((100 * count) / all), ...shown(cluster, settings, 2)];
    });
};
