import { AlgorithmRefusal, cell, type Algorithm, type TextRow } from "./algorithm.ts";
import { shown, total, weightOf } from "./patterns.ts";

/** A value per column (null: any value), and the rows that have them all. */
interface Cluster {
  readonly values: TextRow;
  readonly rows: readonly number[];
  readonly score: number;
}

/** A cluster that says much less than the best one is left out. */
const LEAST_OF_BEST = 1 / 3;
/** Which columns a cluster speaks of is a set of bits. */
const COLUMNS_MAX = 30;

interface Table {
  readonly columns: readonly TextRow[];
  readonly weights: readonly number[];
  readonly width: number;
  readonly scoreOf: (weight: number, columns: number) => number;
}

/** Distinct rows, those with most weight first. */
function byWeight({ columns, weights }: Table): { readonly values: TextRow; readonly rows: number[] }[] {
  const found = new Map<string, { values: TextRow; rows: number[]; weight: number }>();
  for (const [index, values] of columns.entries()) {
    const key = JSON.stringify(values);
    const known = found.get(key) ?? { values, rows: [], weight: 0 };
    known.rows.push(index);
    known.weight += weights[index] ?? 0;
    found.set(key, known);
  }
  return [...found.values()].toSorted((a, b) => b.weight - a.weight);
}

const bitsIn = (set: number): number => set.toString(2).replaceAll("0", "").length;

/** For each row, the columns in which it has the seed's value. */
function agreements(seed: TextRow, columns: readonly TextRow[]): number[] {
  return columns.map((row) => {
    let set = 0;
    for (const [column, value] of seed.entries()) if (value !== null && value !== "" && row[column] === value) set |= 1 << column;
    return set;
  });
}

/**
 * Columns of one row are taken up or given up, one at a time, for as long as that makes the cluster better: from none of them,
 * and from all. Of the two clusters that this leads to, the better one.
 */
function expand(seed: TextRow, { columns, weights, width, scoreOf }: Table): Cluster {
  const sets = agreements(seed, columns);
  const weightBySet = new Map<number, number>();
  for (const [row, set] of sets.entries()) weightBySet.set(set, (weightBySet.get(set) ?? 0) + (weights[row] ?? 0));
  const made = (wanted: number) => {
    let weight = 0;
    for (const [set, own] of weightBySet) if ((set & wanted) === wanted) weight += own;
    return { wanted, score: scoreOf(weight, bitsIn(wanted)) };
  };
  const all = agreements(seed, [seed])[0] ?? 0;
  const climbed = (start: number) => {
    let best = made(start);
    for (let step = 0; step < 2 * width; step++) {
      const around = seed.flatMap((_, column) => ((all >> column) & 1 ? [made(best.wanted ^ (1 << column))] : []));
      const [next] = around.toSorted((a, b) => b.score - a.score);
      if (next === undefined || next.score <= best.score) break;
      best = next;
    }
    return best;
  };
  const [few, many] = [climbed(0), climbed(all)];
  const { wanted, score } = few.score >= many.score ? few : many;
  return {
    values: seed.map((value, column) => ((wanted >> column) & 1 ? value : null)),
    rows: sets.flatMap((set, row) => ((set & wanted) === wanted ? [row] : [])),
    score,
  };
}

/** Each seed is the weightiest row that no cluster holds yet. */
function clustersOf(table: Table, seeds: number): Cluster[] {
  const covered = new Set<number>();
  const found = new Map<string, Cluster>();
  let used = 0;
  for (const { values, rows: same } of byWeight(table)) {
    if (used === seeds) break;
    if (same.every((row) => covered.has(row))) continue;
    used += 1;
    const cluster = expand(values, table);
    for (const row of [...cluster.rows, ...same]) covered.add(row);
    if (cluster.score > 0) found.set(JSON.stringify(cluster.values), cluster);
  }
  return [...found.values()];
}

/**
 * Rows are a weight, then the columns. Settings: what size counts (0 to 1) against what is said, seeds, wildcard per column.
 * A cluster's score is the weighted geometric mean of its share of the rows and its share of the columns.
 */
export const autocluster: Algorithm = (rows, settings) => {
  const [sizeWeight, seeds] = [Number(cell(settings, 0)), Number(cell(settings, 1))];
  const width = settings.length - 2;
  if (width > COLUMNS_MAX) throw new AlgorithmRefusal(`\`autocluster\` takes at most ${COLUMNS_MAX} columns here. Project fewer.`);
  const all = total(rows);
  const clusters = clustersOf(
    {
      columns: rows.map((row) => row.slice(1)),
      weights: rows.map(weightOf),
      width,
      scoreOf: (weight, said) => (said === 0 ? 0 : (weight / all) ** sizeWeight * (said / width) ** (1 - sizeWeight)),
    },
    seeds,
  );
  const best = Math.max(0, ...clusters.map(({ score }) => score));
  return clusters
    .filter(({ score }) => score >= LEAST_OF_BEST * best)
    .toSorted((a, b) => b.score - a.score)
    .map((cluster, segment) => {
      const count = total(rows, cluster.rows);
      return [segment, count, String((100 * count) / all), ...shown(cluster, settings, 2)];
    });
};
