/** How many texts are kept: a shape is usually a literal or comes from a small table, and reading it costs more than using it. */
const KEPT = 64;

/** Reads texts, each once while it is among the last few. */
export function remembering<Value>(read: (text: string) => Value): (text: string) => Value {
  const kept = new Map<string, { readonly value: Value }>();
  return (text) => {
    const found = kept.get(text) ?? { value: read(text) };
    kept.delete(text);
    kept.set(text, found);
    const oldest = kept.keys().next();
    if (kept.size > KEPT && oldest.done !== true) kept.delete(oldest.value);
    return found.value;
  };
}
