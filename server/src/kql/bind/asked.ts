import type { Fact, Facts, OpenColumns, Probe } from "../engine.ts";
import type { Rel } from "../plan/rel.ts";

/** What a probe is in SQL, over the columns that the query is known to bound in time (null: those that the probe bounds itself). */
export type LowerProbe = (rel: Rel, timeFiltered: ReadonlySet<number> | null) => Pick<Probe, "sql" | "parameters">;

/** Carries a probe out of the binder; `compileKql` turns it back into a value. Never leaves the engine. */
export class Unanswered extends Error {
  readonly probe: Probe;

  constructor(probe: Probe) {
    super("the columns depend on data");
    this.probe = probe;
  }
}

/** The questions that one compilation asked of the data, and their answers. */
export class Asked {
  readonly #facts: Facts;
  readonly #lower: LowerProbe;
  readonly #used: { readonly rel: Rel; readonly opens: OpenColumns; readonly key: string; readonly fact: Fact }[] = [];

  constructor(facts: Facts, lower: LowerProbe) {
    this.#facts = facts;
    this.#lower = lower;
  }

  /** @throws Unanswered when the answer is not among the facts. */
  rowsOf(rel: Rel, opens: OpenColumns): Fact["rows"] {
    const asked = this.#lower(rel, null);
    const key = JSON.stringify([asked.sql, asked.parameters.map(String)]);
    const fact = this.#facts.get(key);
    if (fact === undefined) throw new Unanswered({ key, ...asked, opens });
    this.#used.push({ rel, opens, key, fact });
    return fact.rows;
  }

  /** The operator that was asked about last and has no columns, because it gets no rows. */
  lastEmpty(): string | null {
    return this.#used.findLast(({ fact }) => fact.rows.length === 0)?.opens.operator ?? null;
  }

  /**
   * A time filter behind a data-dependent operator lifts the default time range from the tables before it. Only the whole
   * query shows that; a probe that was asked under the default range is then asked again without.
   *
   * @throws Unanswered
   */
  confirm(timeFiltered: ReadonlySet<number>): void {
    for (const { rel, opens, key, fact } of this.#used) {
      const asked = this.#lower(rel, timeFiltered);
      if (asked.sql !== fact.sql) throw new Unanswered({ key, ...asked, opens });
    }
  }
}
