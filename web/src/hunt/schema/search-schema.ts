import type { KqlColumn, KqlFunction, KqlTable } from "@mailroom/server/contract";

export type FoundTable = {
  readonly table: KqlTable;
  /** Fields to list: those that were found, or all. Filled ones first. */
  readonly columns: readonly KqlColumn[];
  /** A field matched, so the table should stand open. */
  readonly isOpen: boolean;
};

/** Tables and fields that hold every word of the search, in name or documentation. No words: all tables. */
export function searchSchema(tables: readonly KqlTable[], text: string): FoundTable[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = (...texts: readonly (string | undefined)[]) => {
    const all = texts.join(" ").toLowerCase();
    return words.every((word) => all.includes(word));
  };
  return tables.flatMap((table): FoundTable[] => {
    const columns = filledFirst(table);
    if (words.length === 0 || matches(table.name)) return [{ table, columns, isOpen: false }];
    const found = columns.filter((column) => matches(column.name, column.doc));
    if (found.length > 0) return [{ table, columns: found, isOpen: true }];
    return matches(table.name, table.doc) ? [{ table, columns, isOpen: false }] : [];
  });
}

/** Functions whose name, purpose or parameters hold every word of the search. */
export function searchFunctions(functions: readonly KqlFunction[], text: string): readonly KqlFunction[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return functions.filter(({ name, doc, parameters }) => {
    const all = `${name} ${doc} ${parameters}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
}

function filledFirst(table: KqlTable): KqlColumn[] {
  const filled = new Set(table.filled);
  return table.columns.toSorted((a, b) => Number(filled.has(b.name)) - Number(filled.has(a.name)));
}
