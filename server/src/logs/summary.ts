import type { LogCell, LogDefinition } from "./log.ts";
import { cellIndexes } from "./table.ts";

const VALUE_LENGTH_MAX = 200;

/** Says in one line what a row shows: the values of the log's telling columns, those that say nothing left out. */
export function summariser({ table, summary }: Pick<LogDefinition, "table" | "summary">): (cells: readonly LogCell[]) => string {
  const indexes = cellIndexes(table, summary);
  const missing = summary[indexes.indexOf(-1)];
  if (missing !== undefined) throw new RangeError(`${table.name} does not fill ${missing}, which should sum up its rows`);
  return (cells) =>
    indexes
      .map((index) => inOneLine(String(cells[index] ?? "")))
      .filter((value) => value !== "" && value !== "-")
      .join(" · ");
}

function inOneLine(value: string): string {
  const line = value.replaceAll(/\s+/g, " ").trim();
  return line.length <= VALUE_LENGTH_MAX ? line : `${line.slice(0, VALUE_LENGTH_MAX - 1)}…`;
}
