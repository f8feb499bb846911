import type { ParsedQuery } from "./parse.ts";
import { PerSchema, type Vocabulary } from "./per-schema.ts";

const QUERIES_MAX = 256;
/** Longer texts are pasted data; they are not asked twice. */
const LENGTH_MAX = 20_000;
/** Of all texts together: a tree takes about a hundred bytes for each character of its text. */
const TOTAL_LENGTH_MAX = 500_000;

const memories = new PerSchema<ParseMemory>();

/** The texts that were asked last, with their trees. */
class ParseMemory {
  readonly #parsed = new Map<string, ParsedQuery>();
  #length = 0;

  get(text: string): ParsedQuery | undefined {
    return this.#parsed.get(text);
  }

  /** As the one that was used last; those that have rested longest make room. */
  keep(text: string, parsed: ParsedQuery): void {
    if (!this.#parsed.delete(text)) this.#length += text.length;
    this.#parsed.set(text, parsed);
    for (const oldest of this.#parsed.keys()) {
      if (this.#parsed.size <= QUERIES_MAX && this.#length <= TOTAL_LENGTH_MAX) return;
      this.#parsed.delete(oldest);
      this.#length -= oldest.length;
    }
  }
}

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
  const memory = memories.of(vocabulary, () => new ParseMemory());
  const parsed = memory.get(text) ?? parse(text, vocabulary);
  memory.keep(text, parsed);
  return parsed;
}
