/** A row as SQL hands it over: text or null; whole numbers, instants and durations (ticks) as their digits. */
export type TextRow = readonly (string | null)[];

/** What comes back, in the types that the plugin declares; ticks as bigint. */
export type MadeRow = readonly (string | number | bigint | null)[];

/** A pure function over all rows of a table. */
export type Algorithm = (rows: readonly TextRow[], settings: TextRow) => readonly MadeRow[];

/** Ends the query with a sentence for people. */
export class AlgorithmRefusal extends Error {
  constructor(why: string) {
    super(`[refused: ${why}]`);
  }
}

export const cell = (row: TextRow, index: number): string => row[index] ?? "";

/** A whole number or ticks; null where the cell is null. */
export function longAt(row: TextRow, index: number): bigint | null {
  const text = row[index];
  return text === null || text === undefined || !/^-?\d+$/.test(text) ? null : BigInt(text);
}

/** Rows by the columns from `first` on (dimensions), in order of appearance. */
export function byDimensions(rows: readonly TextRow[], first: number): { readonly dimensions: TextRow; readonly rows: TextRow[] }[] {
  const groups = new Map<string, { dimensions: TextRow; rows: TextRow[] }>();
  for (const row of rows) {
    const dimensions = row.slice(first);
    const key = JSON.stringify(dimensions);
    const group = groups.get(key) ?? { dimensions, rows: [] };
    group.rows.push(row);
    groups.set(key, group);
  }
  return [...groups.values()];
}
