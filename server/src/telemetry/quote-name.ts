/** A DuckDB identifier. Everything that names a table, column or file alias in this folder's own SQL goes through here. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A DuckDB string literal, for the statements that take no parameters (ATTACH, SET). */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
