/** One line of `npm run bench`: a figure beside its budget and, where it makes sense, a ratio to something fixed. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** From the design's budgets; null where there is none. */
  readonly budget: { readonly value: number; readonly is: "at most" | "at least" } | null;
  /** What the value was measured against in the same run, since machines are noisy. */
  readonly against: string | null;
}

export interface Benchmark {
  readonly name: string;
  run(): Promise<readonly Figure[]>;
}

/** Nearest-rank quantile of unsorted values; `share` in (0, 1]. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
