import type { KqlDiagnostic } from "../../contract/index.ts";
import { sha256 } from "../base/sha256.ts";

/** What the query engine says of a query without data. */
export interface EngineAnswer {
  /** Errors only; empty for a query that can be run. */
  readonly problems: readonly KqlDiagnostic[];
  /** Names of the first table's columns; empty where there are problems. */
  readonly columns: readonly string[];
}

/** Answers, each by a hash of everything that it depends on. */
export type Answers = ReadonlyMap<string, EngineAnswer>;

/**
 * The engine's answers on queries that come again: functions are the same for most scenarios, and from one save of an author
 * to the next all but a query or two are what they were. Each takes the engine a good part of a second.
 */
export class KnownAnswers {
  readonly #before: Answers;
  readonly #asked = new Map<string, EngineAnswer>();

  constructor(before: Answers) {
    this.#before = before;
  }

  /** Everything that was asked for in this run, so that nothing is kept of what no file says any more. */
  get asked(): Answers {
    return this.#asked;
  }

  /** @param dependsOn the query and what the engine looks at besides it, as texts. */
  of(dependsOn: readonly string[], ask: () => EngineAnswer): EngineAnswer {
    const key = sha256(JSON.stringify(dependsOn));
    const answer = this.#asked.get(key) ?? this.#before.get(key) ?? ask();
    this.#asked.set(key, answer);
    return answer;
  }
}
