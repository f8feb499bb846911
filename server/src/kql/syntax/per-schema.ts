import type { KqlFunction, KqlTable } from "../../../contract/index.ts";

/** What a query may name. Both lists are compared by identity, so whoever asks often hands in the same ones. */
export interface Vocabulary {
  readonly tables: readonly KqlTable[];
  /** Absent where there is no workspace: a bare schema, or the language alone. */
  readonly functions?: readonly KqlFunction[] | undefined;
}

const NO_FUNCTIONS: readonly KqlFunction[] = [];

/** Keeps one value per vocabulary, for as long as somebody has its lists. */
export class PerSchema<T> {
  readonly #known = new WeakMap<readonly KqlTable[], WeakMap<readonly KqlFunction[], T>>();

  of(vocabulary: Vocabulary, make: (vocabulary: Vocabulary) => T): T {
    const { tables, functions = NO_FUNCTIONS } = vocabulary;
    let ofTables = this.#known.get(tables);
    if (ofTables === undefined) this.#known.set(tables, (ofTables = new WeakMap<readonly KqlFunction[], T>()));
    let value = ofTables.get(functions);
    if (value === undefined) ofTables.set(functions, (value = make(vocabulary)));
    return value;
  }
}
