import type { SourceRow } from "./world-source.ts";

/** Rows of one table that wait to be written, in order of event time. */
export class RowBuffer {
  #rows: SourceRow[] = [];

  get size(): number {
    return this.#rows.length;
  }

  add(row: SourceRow): void {
    this.#rows.push(row);
  }

  /**
   * Takes the rows in order of event time, except those of the last `slackTicks`: sensors stamp out of step with each
   * other, and an earlier row may yet come. With no slack, everything.
   */
  take(slackTicks: bigint): readonly SourceRow[] {
    const sorted = this.#rows.sort((a, b) => (a.atTicks < b.atTicks ? -1 : a.atTicks > b.atTicks ? 1 : 0));
    const last = sorted.at(-1);
    if (last === undefined || slackTicks === 0n) {
      this.#rows = [];
      return sorted;
    }
    const bound = last.atTicks - slackTicks;
    let taken = sorted.length;
    while (taken > 0 && (sorted[taken - 1]?.atTicks ?? bound) > bound) taken--;
    this.#rows = sorted.slice(taken);
    return sorted.slice(0, taken);
  }
}
