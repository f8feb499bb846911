import { f1Of } from "./clause.ts";

/** Rows that answer every clause alike. */
export interface Signature {
  readonly isSought: boolean;
  readonly rows: number;
  /** Clause i holds when bit i % 31 of word i / 31 is set. */
  readonly words: readonly number[];
}

/** Indexes of one or two clauses, and how well both together isolate the rows sought. */
export interface FoundRule {
  readonly clauses: readonly number[];
  readonly hits: number;
  readonly selected: number;
  readonly f1: number;
}

export const BITS_PER_WORD = 31;

/**
 * The best rules of one and of two clauses, best first, none below `f1Min`. Exhaustive: a pair is given up only once no number
 * of further rows could bring it to `f1Min`.
 */
export function searchRules(signatures: readonly Signature[], clauseCount: number, f1Min: number): FoundRule[] {
  const sought = signatures.filter(({ isSought }) => isSought);
  const others = signatures.filter(({ isSought }) => !isSought);
  const total = sought.reduce((sum, { rows }) => sum + rows, 0);
  const holding = (among: readonly Signature[], clause: number): Signature[] => among.filter((signature) => holds(signature, clause));
  const of = Array.from({ length: clauseCount }, (_, clause) => ({ sought: holding(sought, clause), others: holding(others, clause) }));
  const found: FoundRule[] = [];
  const judge = (clauses: readonly number[], hits: number, selected: number): void => {
    const f1 = f1Of(hits, selected, total);
    if (f1 >= f1Min) found.push({ clauses, hits, selected, f1 });
  };
  for (const [first, { sought: firstSought, others: firstOthers }] of of.entries()) {
    const hits = rowsOf(firstSought);
    judge([first], hits, hits + rowsOf(firstOthers));
    for (let second = first + 1; second < clauseCount; second++) {
      const both = rowsHolding(firstSought, second, Number.POSITIVE_INFINITY);
      const falseMax = (2 * both) / f1Min - total - both;
      if (falseMax < 0) continue;
      const secondOthers = of[second]?.others ?? [];
      const [few, clause] = firstOthers.length <= secondOthers.length ? [firstOthers, second] : [secondOthers, first];
      const wrong = rowsHolding(few, clause, falseMax);
      judge([first, second], both, both + wrong);
    }
  }
  return found.toSorted((a, b) => b.f1 - a.f1 || a.clauses.length - b.clauses.length);
}

/** How well rules of these clauses isolate the rows sought among other rows than those they were found in; in the same order. */
export function recountRules(signatures: readonly Signature[], rules: readonly FoundRule[]): FoundRule[] {
  const total = rowsOf(signatures.filter(({ isSought }) => isSought));
  const holding = new Map<number, readonly Signature[]>();
  const holdingOf = (clause: number): readonly Signature[] => {
    const known = holding.get(clause) ?? signatures.filter((signature) => holds(signature, clause));
    holding.set(clause, known);
    return known;
  };
  return rules.map(({ clauses }) => {
    const [rarest = 0, ...rest] = clauses.toSorted((a, b) => holdingOf(a).length - holdingOf(b).length);
    const selected = holdingOf(rarest).filter((signature) => rest.every((clause) => holds(signature, clause)));
    const hits = rowsOf(selected.filter(({ isSought }) => isSought));
    return { clauses, hits, selected: rowsOf(selected), f1: f1Of(hits, rowsOf(selected), total) };
  });
}

/** Rows for which this clause holds as well; counting ends once there are more than `most`. */
function rowsHolding(signatures: readonly Signature[], clause: number, most: number): number {
  let rows = 0;
  for (const signature of signatures) {
    if (!holds(signature, clause)) continue;
    rows += signature.rows;
    if (rows > most) return rows;
  }
  return rows;
}

function rowsOf(signatures: readonly Signature[]): number {
  return signatures.reduce((sum, { rows }) => sum + rows, 0);
}

function holds({ words }: Signature, clause: number): boolean {
  return ((words[Math.floor(clause / BITS_PER_WORD)] ?? 0) & (1 << (clause % BITS_PER_WORD))) !== 0;
}
