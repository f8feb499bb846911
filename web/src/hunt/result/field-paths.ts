import type { Cell } from "@mailroom/server/contract";
import type { ResultTable } from "./result-table.ts";

const ROWS_READ_MAX = 200;
const TEXT_LENGTH_MAX = 20_000;
const DEPTH_MAX = 6;
const PATHS_MAX = 200;

type Paths = Map<string, readonly string[]>;

/**
 * The fields inside the cells of an answer by column: of property bags, and of text that is JSON. One path of names per field; arrays
 * are looked through. Reads the first 200 rows.
 */
export function fieldPaths(tables: readonly ResultTable[]): Readonly<Record<string, readonly (readonly string[])[]>> {
  const found: Record<string, Paths> = {};
  for (const { columns, rows } of tables) {
    for (const [index, { name, type }] of columns.entries()) {
      if (type !== "dynamic" && type !== "string") continue;
      const paths: Paths = found[name] ?? new Map();
      for (const row of rows.slice(0, ROWS_READ_MAX)) collect(contentOf(row.cells[index] ?? null), [], paths);
      if (paths.size > 0) found[name] = paths;
    }
  }
  return Object.fromEntries(Object.entries(found).map(([name, paths]) => [name, [...paths.values()]]));
}

function contentOf(cell: Cell): Cell {
  if (typeof cell !== "string" || cell.length > TEXT_LENGTH_MAX || !/^\s*[{[]/.test(cell)) return cell;
  try {
    return JSON.parse(cell) as Cell;
  } catch {
    return null;
  }
}

function collect(value: Cell, path: readonly string[], paths: Paths): void {
  if (path.length >= DEPTH_MAX || paths.size >= PATHS_MAX || typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    for (const one of value) collect(one, path, paths);
    return;
  }
  for (const [name, inner] of Object.entries(value)) {
    const here = [...path, name];
    paths.set(JSON.stringify(here), here);
    collect(inner, here, paths);
  }
}
