import { AlgorithmRefusal, type TextRow } from "./algorithm.ts";

/** Values of some columns (null: any value), and the rows that have them all. */
export interface Pattern {
  readonly values: TextRow;
  readonly rows: readonly number[];
}

/** Rows that may be looked at, all steps together. */
const LOOKS_MAX = 40_000_000;

interface Search {
  readonly rows: readonly TextRow[];
  readonly width: number;
  readonly dimensionsMax: number;
  /** Whether so few rows are of interest no more; holds for every part of them too. */
  readonly isRare: (rows: readonly number[]) => boolean;
}

/** The columns in which all of the rows agree. */
function closure(members: readonly number[], { rows, width }: Search): TextRow {
  const [first] = members;
  return Array.from({ length: width }, (_, column) => {
    const value = first === undefined ? null : (rows[first]?.[column] ?? null);
    return value !== null && value !== "" && members.every((row) => rows[row]?.[column] === value) ? value : null;
  });
}

/**
 * Frequent patterns that are closed: no column could be added without losing a row. Columns that follow from the others do not
 * count as dimensions. Empty values are no value. Refuses input that has too many.
 */
export function closedPatterns(search: Search): Pattern[] {
  const { rows, width, dimensionsMax, isRare } = search;
  const found = new Map<string, Pattern>();
  const visited = new Set<string>();
  let looks = 0;
  const extend = (members: readonly number[], values: TextRow, dimensions: number): void => {
    if (dimensions === dimensionsMax) return;
    for (let column = 0; column < width; column++) {
      if (values[column] !== null) continue;
      looks += members.length;
      if (looks > LOOKS_MAX) throw new AlgorithmRefusal("There are too many patterns here. Project fewer columns, or raise the threshold.");
      for (const part of partsBy(members, rows, column)) {
        if (isRare(part)) continue;
        looks += part.length * width;
        const closed = closure(part, search);
        const key = JSON.stringify(closed);
        found.set(key, { values: closed, rows: part });
        const visit = `${dimensions} ${key}`;
        if (visited.has(visit)) continue;
        visited.add(visit);
        extend(part, closed, dimensions + 1);
      }
    }
  };
  const all = rows.map((_, row) => row);
  extend(
    all,
    Array.from({ length: width }, () => null),
    0,
  );
  return [...found.values()];
}

/** Rows by their value in a column, without those that have none. */
function partsBy(members: readonly number[], rows: readonly TextRow[], column: number): number[][] {
  const parts = new Map<string, number[]>();
  for (const row of members) {
    const value = rows[row]?.[column] ?? "";
    if (value === "") continue;
    const part = parts.get(value) ?? [];
    part.push(row);
    parts.set(value, part);
  }
  return [...parts.values()];
}
