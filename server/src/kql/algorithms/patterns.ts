import { cell, type Algorithm, type MadeRow, type TextRow } from "./algorithm.ts";
import { closedPatterns, type Pattern } from "./closed-patterns.ts";

/** Rows are a weight, then the columns. */
export const weightOf = (row: TextRow): number => Math.max(0, Number(row[0] ?? 1));

export function total(rows: readonly TextRow[], members?: readonly number[]): number {
  return members === undefined
    ? rows.reduce((sum, row) => sum + weightOf(row), 0)
    : members.reduce((sum, row) => sum + weightOf(rows[row] ?? []), 0);
}

export const dimensionsOf = ({ values }: Pattern): number => values.filter((value) => value !== null).length;

/** The columns of a pattern, with the wildcards (settings from `first` on, one per column) where it says nothing. */
export const shown = ({ values }: Pattern, settings: TextRow, first: number): MadeRow =>
  values.map((value, column) => value ?? settings[first + column] ?? null);

const columnsOf = (rows: readonly TextRow[]): TextRow[] => rows.map((row) => row.slice(1));

/**
 * Settings: threshold (a share of the rows), dimensions, wildcard per column. Frequent patterns, those first that say most
 * about most rows.
 */
export const basket: Algorithm = (rows, settings) => {
  const all = total(rows);
  const [threshold, dimensionsMax] = [Number(cell(settings, 0)) * all, Number(cell(settings, 1))];
  const columns = columnsOf(rows);
  const width = settings.length - 2;
  const isRare = (members: readonly number[]): boolean => total(rows, members) < threshold;
  const found = closedPatterns({ rows: columns, width, dimensionsMax, isRare }).map((pattern) => ({
    pattern,
    count: total(rows, pattern.rows),
  }));
  const said = ({ pattern, count }: (typeof found)[number]): number => count * dimensionsOf(pattern);
  return found
    .toSorted((a, b) => said(b) - said(a) || b.count - a.count)
    .map(({ pattern, count }, segment) => [segment, count, String((100 * count) / all), ...shown(pattern, settings, 2)]);
};
