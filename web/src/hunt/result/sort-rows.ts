import type { Cell, KqlType } from "@mailroom/server/contract";
import type { ResultRow } from "./result-table.ts";
import { cellText } from "./cell-text.ts";

export type SortDirection = "asc" | "desc";

/** Rows in the order of one column; equal values keep the server's order, empty ones go last either way. A new array. */
export function sortRows(rows: readonly ResultRow[], column: number, type: KqlType, direction: SortDirection): ResultRow[] {
  const sign = direction === "asc" ? 1 : -1;
  const compare = comparatorOf(type);
  return rows.toSorted((left, right) => {
    const [a, b] = [left.cells[column] ?? null, right.cells[column] ?? null];
    if (a === null || b === null) return Number(a === null) - Number(b === null) || left.index - right.index;
    return sign * compare(a, b) || left.index - right.index;
  });
}

type FilledCell = Exclude<Cell, null>;

function comparatorOf(type: KqlType): (a: FilledCell, b: FilledCell) => number {
  switch (type) {
    case "int":
    case "long":
    case "real":
    case "decimal":
      return compareNumbers;
    case "timespan":
      return (a, b) => timespanTicks(cellText(a)) - timespanTicks(cellText(b));
    case "bool":
      return (a, b) => Number(a === true) - Number(b === true);
    case "datetime":
    case "dynamic":
    case "guid":
    case "string":
      return compareTexts;
  }
}

function compareTexts(a: FilledCell, b: FilledCell): number {
  const [left, right] = [cellText(a), cellText(b)];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** Digits beyond 2^53 arrive as text; they are compared exactly when both are whole. */
function compareNumbers(a: FilledCell, b: FilledCell): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  const [left, right] = [cellText(a), cellText(b)];
  if (/^-?\d+$/.test(left) && /^-?\d+$/.test(right)) {
    const difference = BigInt(left) - BigInt(right);
    if (difference === 0n) return 0;
    return difference < 0n ? -1 : 1;
  }
  const [x, y] = [Number(left), Number(right)];
  if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
  if (x === y) return 0;
  return x < y ? -1 : 1;
}

/** `[-][d.]hh:mm:ss[.fffffff]` as ticks of 100 ns; NaN-free: unreadable text counts as zero. */
function timespanTicks(text: string): number {
  const match = /^(-)?(?:(\d+)\.)?(\d+):(\d+):(\d+)(?:\.(\d{1,7}))?$/.exec(text);
  if (match === null) return 0;
  const seconds = Number(match[2] ?? 0) * 86_400 + Number(match[3]) * 3600 + Number(match[4]) * 60 + Number(match[5]);
  const ticks = seconds * 10_000_000 + Number((match[6] ?? "").padEnd(7, "0"));
  return match[1] === undefined ? ticks : -ticks;
}
