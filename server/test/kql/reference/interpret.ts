import { argOf, floor, makeSeries, parse, summarizeByBin, windowed } from "./interpret-shapes.ts";
import type { Comparison, Condition, JoinKind, Made, Row, Shape, Step, Value } from "./plan.ts";

/** Rows with the columns that they have even where there are none. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

const at = (row: Row, column: string): Value => row[column] ?? null;

/** Binary order of text, order of numbers; null before everything. */
function order(left: Value, right: Value): number {
  if (left === right) return 0;
  if (left === null) return -1;
  if (right === null) return 1;
  return left < right ? -1 : 1;
}

function compare(operator: Comparison, left: Value, right: Value): boolean | null {
  if (operator === "==") return left === null && right === null ? null : left === right;
  if (operator === "!=") return left === null && right === null ? null : left !== right;
  if (left === null || right === null) return null;
  const found = order(left, right);
  return operator === "<" ? found < 0 : operator === "<=" ? found <= 0 : operator === ">" ? found > 0 : found >= 0;
}

/** Three-valued logic: null is "not known". */
function holds(test: Condition, row: Row): boolean | null {
  switch (test.kind) {
    case "compare":
      return compare(test.operator, at(row, test.column), test.value);
    case "columns":
      return compare(test.operator, at(row, test.left), at(row, test.right));
    case "isnull":
      return at(row, test.column) === null;
    case "isempty":
      return at(row, test.column) === null || at(row, test.column) === "";
    case "not": {
      const part = holds(test.part, row);
      return part === null ? null : !part;
    }
    case "and":
    case "or": {
      const parts = test.parts.map((part) => holds(part, row));
      const decisive = test.kind === "or";
      return parts.includes(decisive) ? decisive : parts.includes(null) ? null : !decisive;
    }
  }
}

function make(made: Made, row: Row): Value {
  switch (made.kind) {
    case "sum": {
      const [left, right] = [at(row, made.left), at(row, made.right)];
      return typeof left === "bigint" && typeof right === "bigint" ? left + right : null;
    }
    case "choice":
      return at(row, holds(made.test, row) === true ? made.yes : made.no);
    case "length":
      return BigInt(String(at(row, made.of)).length);
    case "bin": {
      const value = at(row, made.of);
      return typeof value === "bigint" ? floor(value, made.size) : null;
    }
    case "item": {
      const items = at(row, "d");
      return Array.isArray(items) ? ((items as readonly bigint[]).at(made.index) ?? null) : null;
    }
  }
}

const keyOf = (row: Row, columns: readonly string[]): string =>
  columns.map((column) => `${typeof at(row, column)}:${String(at(row, column))}`).join("|");

const pick = (row: Row, columns: readonly string[]): Row => Object.fromEntries(columns.map((column) => [column, at(row, column)]));

/** One row per value of the columns, the first of its kind. */
function firsts(rows: readonly Row[], columns: readonly string[]): Row[] {
  const seen = new Map<string, Row>();
  for (const row of rows) if (!seen.has(keyOf(row, columns))) seen.set(keyOf(row, columns), row);
  return [...seen.values()];
}

function summarize(rows: readonly Row[], by: readonly string[], test: Condition): Row[] {
  const groups = by.length === 0 ? [{}] : firsts(rows, by).map((row) => pick(row, by));
  return groups.map((group) => {
    const members = rows.filter((row) => keyOf(row, by) === keyOf(group, by));
    const numbers = members.map((row) => at(row, "a")).filter((value) => typeof value === "bigint");
    const sorted = numbers.toSorted(order);
    const texts = [...new Set(members.map((row) => String(at(row, "s"))))].toSorted(order);
    return {
      ...group,
      n: BigInt(members.length),
      total: numbers.reduce((sum, value) => sum + value, 0n),
      low: sorted[0] ?? null,
      high: sorted.at(-1) ?? null,
      texts: BigInt(texts.length),
      hits: BigInt(members.filter((row) => holds(test, row) === true).length),
      all: JSON.stringify(texts),
    };
  });
}

function join(left: Table, right: Table, kind: JoinKind): Table {
  // A name that the left side has already gets a number.
  const text = left.columns.includes("t") ? "t1" : "t";
  const emptyLeft: Row = Object.fromEntries(left.columns.map((column) => [column, column === "s" || column === "t" ? "" : null]));
  const matches = (a: Row, b: Row): boolean => at(a, "k") === at(b, "k");
  const both = (a: Row, b: Row): Row => ({ ...a, k1: at(b, "k"), [text]: at(b, "t") });
  const pairs = (rows: readonly Row[]): Row[] => rows.flatMap((a) => right.rows.filter((b) => matches(a, b)).map((b) => both(a, b)));
  const loneLeft = left.rows.filter((a) => !right.rows.some((b) => matches(a, b)));
  const loneRight = right.rows.filter((b) => !left.rows.some((a) => matches(a, b)));
  const wide = [...left.columns, "k1", text];
  const outerLeft = loneLeft.map((a) => ({ ...a, k1: null, [text]: "" }));
  const outerRight = loneRight.map((b) => both(emptyLeft, b));
  switch (kind) {
    case "innerunique":
      return { columns: wide, rows: pairs(firsts(left.rows, ["k"])) };
    case "inner":
      return { columns: wide, rows: pairs(left.rows) };
    case "leftouter":
      return { columns: wide, rows: [...pairs(left.rows), ...outerLeft] };
    case "rightouter":
      return { columns: wide, rows: [...pairs(left.rows), ...outerRight] };
    case "fullouter":
      return { columns: wide, rows: [...pairs(left.rows), ...outerLeft, ...outerRight] };
    case "leftsemi":
      return { columns: left.columns, rows: left.rows.filter((row) => !loneLeft.includes(row)) };
    case "leftanti":
      return { columns: left.columns, rows: loneLeft };
    case "rightsemi":
      return { columns: right.columns, rows: right.rows.filter((row) => !loneRight.includes(row)) };
    case "rightanti":
      return { columns: right.columns, rows: loneRight };
  }
}

function union(left: Table, right: Table): Table {
  const columns = [...new Set([...left.columns, ...right.columns])];
  const missing = (column: string): Value => (column === "s" || column === "t" ? "" : null);
  const padded = (row: Row, known: readonly string[]): Row =>
    Object.fromEntries(columns.map((column) => [column, known.includes(column) ? at(row, column) : missing(column)]));
  return { columns, rows: [...left.rows.map((row) => padded(row, left.columns)), ...right.rows.map((row) => padded(row, right.columns))] };
}

/** An array gives a row per item, a null one row, an empty array none. */
function expand(rows: readonly Row[]): Row[] {
  return rows.flatMap((row): Row[] => {
    const items = at(row, "d");
    return Array.isArray(items) ? items.map((item: bigint) => ({ ...row, d: item })) : [{ ...row, d: null }];
  });
}

/** One step, the slow and obvious way. */
export function apply(step: Step, table: Table, other: Table): Table {
  const { columns, rows } = table;
  switch (step.kind) {
    case "where":
      return { columns, rows: rows.filter((row) => holds(step.test, row) === true) };
    case "extend":
      return { columns: [...columns, step.name], rows: rows.map((row) => ({ ...row, [step.name]: make(step.value, row) })) };
    case "project":
      return { columns: step.columns, rows: rows.map((row) => pick(row, step.columns)) };
    case "distinct":
      return { columns: step.columns, rows: firsts(rows, step.columns).map((row) => pick(row, step.columns)) };
    case "summarize":
      return { columns: [...step.by, "n", "total", "low", "high", "texts", "hits", "all"], rows: summarize(rows, step.by, step.test) };
    case "sort": {
      const sorted = rows.toSorted((a, b) => {
        for (const { column, isDescending, nulls } of step.keys) {
          const [x, y] = [at(a, column), at(b, column)];
          if (nulls !== null && (x === null) !== (y === null)) return (x === null) === (nulls === "first") ? -1 : 1;
          const found = order(x, y);
          if (found !== 0) return isDescending ? -found : found;
        }
        return 0;
      });
      return { columns, rows: step.take === null ? sorted : sorted.slice(0, step.take) };
    }
    case "join":
      return join(table, other, step.joinKind);
    case "union":
      return union(table, other);
    case "mv-expand":
      return { columns, rows: expand(rows) };
    case "lookup": {
      const found = join(table, other, step.isInner ? "inner" : "leftouter");
      return { ...found, columns: found.columns.filter((column) => column !== "k1") };
    }
    case "summarize-bin":
    case "parse":
    case "make-series":
    case "arg":
    case "window":
      return shape(step, table);
  }
}

function shape(step: Shape, { columns, rows }: Table): Table {
  switch (step.kind) {
    case "summarize-bin":
      return { columns: ["b", ...step.by, "n", "total"], rows: summarizeByBin(rows, step) };
    case "parse":
      return { columns: [...columns, "p", "q"], rows: parse(rows, step) };
    case "make-series":
      return { columns: [...step.by, "n", "total", "k"], rows: makeSeries(rows, step) };
    case "arg":
      return { columns: [...step.by, "i", "a", "d"], rows: argOf(rows, step) };
    case "window":
      return { columns: [...columns, "rn", "p", "x"], rows: windowed(rows) };
  }
}
