/** As many lists as one expression may ask in turn, row after row. */
const KEPT = 4;

/**
 * A function of a text that keeps what it made of the texts it was last given. A list that a query asks about is mostly the
 * same for every row, and reading thousands of elements again for each would take longer than the query.
 */
export function remembered<T>(read: (text: string) => T): (text: string) => T {
  const kept: { readonly text: string; readonly made: T }[] = [];
  return (text) => {
    const known = kept.find((entry) => entry.text === text);
    if (known !== undefined) return known.made;
    const made = read(text);
    kept.unshift({ text, made });
    kept.length = Math.min(kept.length, KEPT);
    return made;
  };
}
