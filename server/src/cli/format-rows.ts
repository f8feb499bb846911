import type { Cell, ResultTable } from "../../contract/index.ts";

const WIDTH_MAX = 60;

function textOf(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return "";
  return typeof cell === "string" ? cell : JSON.stringify(cell);
}

/** Columns side by side, long cells cut; control characters are shown as what they are. */
function asTable({ columns, rows }: ResultTable): string[] {
  // JSON's spelling, so that a line break in a log cannot make a row of its own.
  const plain = (cell: Cell | undefined): string =>
    JSON.stringify(textOf(cell))
      .slice(1, -1)
      .replaceAll(String.raw`\"`, '"');
  const cut = (text: string): string => (text.length > WIDTH_MAX ? `${text.slice(0, WIDTH_MAX - 1)}…` : text);
  const grid = [columns.map(({ name }) => cut(name)), ...rows.map((row) => row.map((cell) => cut(plain(cell))))];
  const widths = columns.map((_, index) => Math.max(...grid.map((line) => line[index]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join("  ")
      .trimEnd();
  const [head = [], ...body] = grid;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...body.map(line)];
}

/** RFC 4180, values as they are: for programs, not for spreadsheets. */
function asCsv({ columns, rows }: ResultTable): string[] {
  const field = (value: Cell | undefined): string => {
    const text = textOf(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [columns.map(({ name }) => field(name)).join(","), ...rows.map((row) => row.map(field).join(","))];
}

/** Column types, rows as objects by column, and whether there were more; an array of these where a query gives several tables. */
function asJson(tables: readonly ResultTable[]): string[] {
  const objects = tables.map(({ name, columns, rows, isTruncated }) => ({
    ...(name === null ? {} : { name }),
    columns: columns.map((column) => ({ name: column.name, type: column.type })),
    rows: rows.map((row) => Object.fromEntries(columns.map((column, index) => [column.name, row[index] ?? null]))),
    isTruncated,
  }));
  return [JSON.stringify(objects.length === 1 ? objects[0] : objects, null, 2)];
}

/** Tables with a blank line between them. */
function each(format: (table: ResultTable) => string[]): (tables: readonly ResultTable[]) => string[] {
  return (tables) => tables.flatMap((table, index) => (index === 0 ? format(table) : ["", ...format(table)]));
}

export const ROW_FORMATS = { table: each(asTable), json: asJson, csv: each(asCsv) } as const;
