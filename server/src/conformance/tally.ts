import type { Outcome } from "./run-case.ts";

export interface Counts {
  total: number;
  agrees: number;
  differs: number;
  refused: number;
  errors: number;
}

export interface Tally extends Counts {
  readonly bySource: Record<string, Counts>;
}

const none = (): Counts => ({ total: 0, agrees: 0, differs: 0, refused: 0, errors: 0 });

/** Counts outcomes, in all and by source. */
export function tally(outcomes: readonly { readonly source: string; readonly outcome: Outcome }[]): Tally {
  const counted: Tally = { ...none(), bySource: {} };
  for (const { source, outcome } of outcomes) {
    const own = (counted.bySource[source] ??= none());
    for (const counts of [counted, own]) {
      counts.total += 1;
      counts[outcome] += 1;
    }
  }
  return counted;
}
