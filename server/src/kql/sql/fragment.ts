/**
 * A piece of SQL. The only way to make one is the `sql` tag, whose text parts are constants of our own source, and the
 * printers of identifiers, literals and parameters beside it: text that a person typed cannot become SQL.
 */
export interface Sql {
  readonly texts: readonly string[];
  readonly holes: readonly (Sql | SqlParameter)[];
}

export interface SqlParameter {
  readonly parameter: SqlValue;
}

export type SqlValue = string | number | bigint | boolean | null;

export function sql(texts: TemplateStringsArray, ...holes: readonly Sql[]): Sql {
  return { texts, holes };
}

export const EMPTY: Sql = { texts: [""], holes: [] };

/** A value bound at run time. Plans are made without seeing it, so use it for bulk data, not for what a filter compares. */
export function parameter(value: SqlValue): Sql {
  return { texts: ["", ""], holes: [{ parameter: value }] };
}

export function joinSql(items: readonly Sql[], separator: string): Sql {
  if (items.length === 0) return EMPTY;
  return { texts: ["", ...Array.from({ length: items.length - 1 }, () => separator), ""], holes: items };
}

export const commas = (items: readonly Sql[]): Sql => joinSql(items, ", ");

/** Text for DuckDB and the positional values `$1` … it refers to. */
export function printSql(root: Sql): { readonly text: string; readonly parameters: readonly SqlValue[] } {
  const out: string[] = [];
  const parameters: SqlValue[] = [];
  const visit = (piece: Sql): void => {
    for (const [index, text] of piece.texts.entries()) {
      if (text !== "") out.push(text);
      const hole = piece.holes[index];
      if (hole === undefined) continue;
      if ("parameter" in hole) {
        parameters.push(hole.parameter);
        out.push(`$${parameters.length}`);
      } else visit(hole);
    }
  };
  visit(root);
  return { text: out.join(""), parameters };
}

/** For the printers of this folder only: wraps text that they have made safe. */
export function verbatim(text: string): Sql {
  return { texts: [text], holes: [] };
}
