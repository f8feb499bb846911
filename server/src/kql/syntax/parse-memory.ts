import type { ParsedQuery } from "./parse.ts";
import { PerSchema, type Vocabulary } from "./per-schema.ts";

const QUERIES_MAX = 256;
/** Longer texts are pasted data; they are not asked twice. */
const LENGTH_MAX = 20_000;

const memories = new PerSchema<Map<string, ParsedQuery>>();

/**
 * Parses a text once per schema. Parsing is nine tenths of a translation, does not depend on the clock, and the same texts
 * come again and again: detection rules, a class that follows one guide, a person who refreshes. Trees are never changed.
 */
export function rememberParsed(
  text: string,
  vocabulary: Vocabulary,
  parse: (text: string, vocabulary: Vocabulary) => ParsedQuery,
): ParsedQuery {
  if (text.length > LENGTH_MAX) return parse(text, vocabulary);
  const memory = memories.of(vocabulary, () => new Map<string, ParsedQuery>());
  const parsed = memory.get(text) ?? parse(text, vocabulary);
  // The longest unused comes first.
  memory.delete(text);
  memory.set(text, parsed);
  const [oldest] = memory.keys();
  if (memory.size > QUERIES_MAX && oldest !== undefined) memory.delete(oldest);
  return parsed;
}
