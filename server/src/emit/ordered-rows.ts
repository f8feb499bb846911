import type { SensedRow } from "../range/sensors/sensor-stage.ts";

/** Five simulated minutes: no log writes of a thing later than that after it happened. */
const SLACK_TICKS = 3_000_000_000n;
/** Rows taken at a time: enough to be worth a sort. */
const TAKEN_AT_LEAST = 2_000;

/**
 * Puts rows in order of time before they become lines: a conversation is logged line by line while others go on, but it is known
 * as a whole when it ends. Rows of the same instant keep their order.
 */
export class OrderedRows {
  #waiting: SensedRow[] = [];
  #kept = 0;

  add(row: SensedRow): void {
    this.#waiting.push(row);
  }

  /** The rows that nothing can precede any more; empty until there are enough of them. */
  takeRipe(): readonly SensedRow[] {
    if (this.#waiting.length < this.#kept + TAKEN_AT_LEAST) return [];
    const last = this.#waiting.reduce((latest, { atTicks }) => (atTicks > latest ? atTicks : latest), 0n);
    return this.#take(last - SLACK_TICKS);
  }

  /** Whatever still waits. */
  takeAll(): readonly SensedRow[] {
    return this.#take(null);
  }

  #take(until: bigint | null): readonly SensedRow[] {
    const sorted = this.#waiting.sort((a, b) => (a.atTicks < b.atTicks ? -1 : a.atTicks > b.atTicks ? 1 : 0));
    const firstKept = until === null ? -1 : sorted.findIndex(({ atTicks }) => atTicks > until);
    const count = firstKept < 0 ? sorted.length : firstKept;
    this.#waiting = sorted.slice(count);
    this.#kept = this.#waiting.length;
    return sorted.slice(0, count);
  }
}
