import type { Cell } from "@mailroom/server/contract";
import { cellText } from "./cell-text.ts";
import type { ResultTable } from "./result-table.ts";

export type TopValue = {
  readonly cell: Cell;
  readonly text: string;
  readonly count: number;
  /** 0 to 1 of the sample. */ readonly share: number;
};
export type TopValues = { readonly values: readonly TopValue[]; readonly sampleSize: number; readonly distinctCount: number };

/** The most frequent values of a column of the result at hand, most frequent first, ties in order of first appearance. */
export function topValues(table: ResultTable, column: number, countMax = 10): TopValues {
  const counts = new Map<string, { cell: Cell; count: number }>();
  for (const row of table.rows) {
    const cell = row.cells[column] ?? null;
    const key = cell === null ? "null" : `=${cellText(cell)}`;
    const seen = counts.get(key);
    if (seen === undefined) counts.set(key, { cell, count: 1 });
    else seen.count += 1;
  }
  const sampleSize = table.rows.length;
  const values = [...counts.values()]
    .toSorted((a, b) => b.count - a.count)
    .slice(0, countMax)
    .map(({ cell, count }) => ({ cell, text: cellText(cell), count, share: count / sampleSize }));
  return { values, sampleSize, distinctCount: counts.size };
}
