import type { KqlType } from "../../contract/index.ts";
import { isCellEqual, type CanonicalCell, type Tolerance } from "./compare-cell.ts";

export interface ExpectedResult {
  /** Null: names were not recorded. */
  readonly columns: readonly string[] | null;
  readonly types?: readonly KqlType[] | null | undefined;
  readonly rows: readonly (readonly CanonicalCell[])[];
  /** Rows come in the order of these columns; rows that tie may swap. */
  readonly ordered?: boolean | undefined;
  readonly order_keys?: readonly string[] | null | undefined;
  readonly compare?: Tolerance | undefined;
}

export interface ActualResult {
  readonly columns: readonly string[];
  readonly types: readonly KqlType[];
  readonly rows: readonly (readonly CanonicalCell[])[];
}

const shown = (row: unknown): string => (JSON.stringify(row) ?? "nothing").slice(0, 300);

function columnsDiffer(expected: ExpectedResult, actual: ActualResult): string | null {
  if (expected.columns === null || expected.compare?.ignoreNames === true) {
    const [first, other] = [expected.rows[0], actual.rows[0]];
    return first !== undefined && other !== undefined && first.length !== other.length
      ? `${other.length} columns instead of ${first.length}`
      : null;
  }
  if (expected.columns.length !== actual.columns.length) return `${actual.columns.length} columns instead of ${expected.columns.length}`;
  const index = expected.columns.findIndex((name, position) => name !== actual.columns[position]);
  return index < 0 ? null : `column ${index + 1} is \`${actual.columns[index]}\` instead of \`${expected.columns[index]}\``;
}

/** Why an answer is not the recorded one, in a sentence; null when it is. Column types are not compared, only what cells say. */
export function differenceFrom(expected: ExpectedResult, actual: ActualResult): string | null {
  const tolerance = expected.compare ?? {};
  const types = expected.types ?? actual.types;
  const isEqual = (cells: readonly CanonicalCell[], others: readonly CanonicalCell[]): boolean =>
    cells.every((cell, index) => isCellEqual(cell, others[index] ?? null, types[index], tolerance));
  const columns = columnsDiffer(expected, actual);
  if (columns !== null) return columns;
  if (tolerance.rows === "last") {
    const [wanted, last] = [expected.rows[0] ?? [], actual.rows.at(-1)];
    return last !== undefined && isEqual(wanted, last) ? null : `the last row is ${shown(last)} instead of ${shown(wanted)}`;
  }
  const count = expected.rows.length;
  const isPart = tolerance.rows === "subset" || tolerance.rows === "prefix";
  if (isPart ? actual.rows.length < count : actual.rows.length !== count) return `${actual.rows.length} rows instead of ${count}`;
  const order = orderDiffers(expected, actual, tolerance, types);
  if (order !== null) return order;
  const pool = tolerance.rows === "prefix" ? actual.rows.slice(0, count) : [...actual.rows];
  for (const [index, row] of expected.rows.entries()) {
    const found = pool.findIndex((other) => isEqual(row, other));
    if (found < 0) return `row ${index + 1} is missing: ${shown(row)}; there is ${shown(pool[0])}`;
    pool.splice(found, 1);
  }
  return null;
}

function orderDiffers(
  expected: ExpectedResult,
  actual: ActualResult,
  tolerance: Tolerance,
  types: readonly (KqlType | undefined)[],
): string | null {
  if (expected.ordered !== true || expected.columns === null) return null;
  const keys = (expected.order_keys ?? []).map((key) => expected.columns?.indexOf(key) ?? -1).filter((index) => index >= 0);
  for (const [index, row] of expected.rows.entries()) {
    for (const key of keys) {
      const [wanted, found] = [row[key] ?? null, actual.rows[index]?.[key] ?? null];
      if (!isCellEqual(wanted, found, types[key], tolerance))
        return `row ${index + 1} has ${shown(found)} in the sort column \`${expected.columns[key]}\` instead of ${shown(wanted)}`;
    }
  }
  return null;
}
