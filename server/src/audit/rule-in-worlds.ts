import { type Clause, f1Of, readableRule } from "./clause.ts";
import type { FoundRule } from "./search.ts";

/** What the rules of a table select in one world; the same rules in the same order in every world. */
export interface WorldRules {
  readonly seed: number;
  /** Rows of intruders in the table, and in all tables of the world. */
  readonly soughtInTable: number;
  readonly soughtRows: number;
  readonly rules: readonly FoundRule[];
}

/** A rule with what it does in every world that it was tried in. */
export interface RuleInWorlds {
  /** Its place among the rules that the search of its table found. */
  readonly id: number;
  /** The lowest of all worlds': a shortcut holds everywhere. */
  readonly f1: number;
  /** The same against all rows of intruders, wherever they stand. */
  readonly overall: number;
  /** In the order in which the worlds were read. */
  readonly worlds: readonly RuleInWorld[];
  readonly kql: string;
}

export interface RuleInWorld {
  readonly seed: number;
  readonly f1: number;
  readonly hits: number;
  readonly selected: number;
}

/** Best first; of rules about the same columns that select the same rows in number everywhere, one is enough. */
export function weighRules(table: string, clauses: readonly Clause[], worlds: readonly WorldRules[]): readonly RuleInWorlds[] {
  const distinct = new Map<string, Omit<RuleInWorlds, "kql"> & { readonly clauses: readonly Clause[] }>();
  for (const [id, rule] of (worlds[0]?.rules ?? []).entries()) {
    const own = rule.clauses.flatMap((clause) => clauses[clause] ?? []);
    const tried = worlds.map(({ seed, soughtRows, rules }) => {
      const { hits, selected, f1 } = rules[id] ?? { hits: 0, selected: 0, f1: 0 };
      return { inWorld: { seed, f1, hits, selected }, overall: Math.min(f1, f1Of(hits, selected, soughtRows)) };
    });
    const inWorlds = tried.map(({ inWorld }) => inWorld);
    const key = JSON.stringify([own.map(({ column }) => column), inWorlds.map(({ hits, selected }) => [hits, selected])]);
    if (distinct.has(key)) continue;
    const f1 = Math.min(...inWorlds.map((one) => one.f1));
    distinct.set(key, { id, f1, overall: Math.min(...tried.map(({ overall }) => overall)), worlds: inWorlds, clauses: own });
  }
  return [...distinct.values()]
    .toSorted((a, b) => b.f1 - a.f1 || a.clauses.length - b.clauses.length)
    .map(({ clauses: own, ...rule }) => ({ ...rule, kql: readableRule(table, own) }));
}
