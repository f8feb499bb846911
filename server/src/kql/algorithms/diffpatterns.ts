import { cell, type Algorithm, type TextRow } from "./algorithm.ts";
import { closedPatterns } from "./closed-patterns.ts";
import { shown, total } from "./patterns.ts";

interface Difference {
  readonly values: TextRow;
  readonly rows: readonly number[];
  readonly counts: readonly [a: number, b: number];
  readonly percents: readonly [a: number, b: number];
}

/** In points of a hundred; above nothing where the pattern is more of A. */
const differenceOf = ({ percents: [a, b] }: Difference): number => a - b;
const saysAllOf = (values: TextRow, other: TextRow): boolean => other.every((value, column) => value === null || values[column] === value);

/** Where one pattern says all that another says, and both are more of the same side, the clearer one stands for both. */
function clearest(found: readonly Difference[]): Difference[] {
  const kept: Difference[] = [];
  for (const each of found.toSorted((a, b) => Math.abs(differenceOf(b)) - Math.abs(differenceOf(a)))) {
    const isSaid = kept.some(
      (other) =>
        Math.sign(differenceOf(other)) === Math.sign(differenceOf(each)) &&
        (saysAllOf(other.values, each.values) || saysAllOf(each.values, other.values)),
    );
    if (!isSaid) kept.push(each);
  }
  return kept;
}

/**
 * Rows are a weight, the value that splits them, then the columns. Settings: the two values, threshold (a share), dimensions,
 * wildcard per column. Patterns whose share of one side is further from that of the other than the threshold.
 */
export const diffpatterns: Algorithm = (rows, settings) => {
  const [nameA, nameB] = [cell(settings, 0), cell(settings, 1)];
  const [threshold, dimensionsMax] = [Number(cell(settings, 2)), Number(cell(settings, 3))];
  const sides = rows.filter((row) => cell(row, 1) === nameA || cell(row, 1) === nameB);
  const weightIn = (members: readonly number[], name: string): number =>
    total(
      sides,
      members.filter((row) => cell(sides[row] ?? [], 1) === name),
    );
  const all = sides.map((_, row) => row);
  const [allA, allB] = [weightIn(all, nameA), weightIn(all, nameB)];
  const measured = (members: readonly number[]): Pick<Difference, "counts" | "percents"> => {
    const counts = [weightIn(members, nameA), weightIn(members, nameB)] as const;
    return { counts, percents: [allA === 0 ? 0 : (100 * counts[0]) / allA, allB === 0 ? 0 : (100 * counts[1]) / allB] };
  };
  const found = closedPatterns({
    rows: sides.map((row) => row.slice(2)),
    width: settings.length - 4,
    dimensionsMax,
    isRare: (members) => Math.max(...measured(members).percents) < 100 * threshold,
  })
    .map((pattern) => ({ ...pattern, ...measured(pattern.rows) }))
    .filter((each) => Math.abs(differenceOf(each)) >= 100 * threshold);
  return clearest(found).map((each, segment) => [
    segment,
    ...each.counts,
    ...each.percents.map(String),
    String(Math.abs(differenceOf(each))),
    ...shown(each, settings, 4),
  ]);
};
