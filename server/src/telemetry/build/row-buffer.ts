import { TextSink } from "./text-sink.ts";

interface Line {
  readonly atTicks: bigint;
  readonly start: number;
  readonly end: number;
}

/** Rows taken at a time: enough to be worth it. */
const TAKEN_AT_LEAST = 512;

/** Where the lines that stay move to; what they leave is the next spare. */
export interface Spare {
  text: TextSink;
}

/** Lines of one table that wait to be written, in order of event time. Their text lies outside the collector's heap. */
export class RowBuffer {
  #lines: Line[] = [];
  #kept = 0;
  #text = new TextSink();
  readonly #spare: Spare;

  /** The buffers of many tables may share a spare. */
  constructor(spare: Spare = { text: new TextSink() }) {
    this.#spare = spare;
  }

  get size(): number {
    return this.#lines.length;
  }

  /** Whether taking is worth it: enough rows have come since the last time. */
  get isRipe(): boolean {
    return this.#lines.length >= this.#kept + TAKEN_AT_LEAST;
  }

  /** `write` puts the line, with its end. */
  add(atTicks: bigint, write: (sink: TextSink) => void): void {
    const start = this.#text.used;
    write(this.#text);
    this.#lines.push({ atTicks, start, end: this.#text.used });
  }

  /**
   * Hands out the lines in order of event time, except those of the last `slackTicks`: sensors stamp out of step with each
   * other, and an earlier row may yet come. With no slack, everything.
   */
  take(slackTicks: bigint, each: (line: Uint8Array) => void): void {
    const sorted = this.#lines.sort((a, b) => (a.atTicks < b.atTicks ? -1 : a.atTicks > b.atTicks ? 1 : 0));
    const last = sorted.at(-1);
    let taken = sorted.length;
    if (last !== undefined && slackTicks > 0n) {
      const bound = last.atTicks - slackTicks;
      while (taken > 0 && (sorted[taken - 1]?.atTicks ?? bound) > bound) taken--;
    }
    for (let index = 0; index < taken; index++) each(this.#lineOf(sorted[index]));
    this.#keep(sorted.slice(taken));
  }

  #lineOf(line: Line | undefined): Uint8Array {
    return this.#text.slice(line?.start ?? 0, line?.end ?? 0);
  }

  /** Moves what stays to the front of the spare text, so that none grows; where nothing does, no memory is kept. */
  #keep(lines: readonly Line[]): void {
    const [old, fresh] = [this.#text, this.#spare.text];
    this.#kept = lines.length;
    if (lines.length === 0) {
      this.#lines = [];
      old.release();
      return;
    }
    fresh.clear();
    this.#lines = lines.map(({ atTicks, start, end }) => {
      const from = fresh.used;
      fresh.putBytes(old.slice(start, end));
      return { atTicks, start: from, end: fresh.used };
    });
    this.#text = fresh;
    this.#spare.text = old;
  }
}
