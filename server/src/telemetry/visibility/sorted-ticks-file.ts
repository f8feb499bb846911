import { closeSync, openSync, readSync } from "node:fs";

const ENTRY_BYTES = 8;
const BLOCK_ENTRIES = 512;

/**
 * A sorted run of 64-bit integers inside a file, of which only every 512th is kept in memory. Counting costs two short
 * binary searches and at most one read of 4 KiB, and usually none: a clock asks for the same block again and again.
 */
export class SortedTicksFile {
  readonly #handle: number;
  readonly #start: number;
  readonly #count: number;
  /** First entry of every block. */
  readonly #fences: BigInt64Array;
  #blockIndex = -1;
  #block: BigInt64Array = new BigInt64Array(0);

  /** Entries `start` to `start + count` of the open file. */
  constructor(handle: number, start: number, count: number) {
    this.#handle = handle;
    this.#start = start;
    this.#count = count;
    this.#fences = new BigInt64Array(Math.ceil(count / BLOCK_ENTRIES));
    for (let index = 0; index < this.#fences.length; index++) this.#fences[index] = this.#read(index * BLOCK_ENTRIES, 1)[0] ?? 0n;
  }

  /** How many entries are not greater than `ticks`. */
  countUpTo(ticks: bigint): number {
    const block = upperBound(this.#fences, ticks) - 1;
    if (block < 0) return 0;
    if (block !== this.#blockIndex) {
      const first = block * BLOCK_ENTRIES;
      this.#block = this.#read(first, Math.min(BLOCK_ENTRIES, this.#count - first));
      this.#blockIndex = block;
    }
    return block * BLOCK_ENTRIES + upperBound(this.#block, ticks);
  }

  #read(first: number, count: number): BigInt64Array {
    const entries = new BigInt64Array(count);
    const position = (this.#start + first) * ENTRY_BYTES;
    const read = readSync(this.#handle, new Uint8Array(entries.buffer), 0, count * ENTRY_BYTES, position);
    if (read !== count * ENTRY_BYTES) throw new Error("a visibility file is shorter than its manifest says");
    return entries;
  }
}

/** Index of the first entry that is greater than `ticks`. */
function upperBound(sorted: BigInt64Array, ticks: bigint): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0n) <= ticks) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** An open file; closing twice is harmless. */
export class ReadHandle {
  readonly fd: number;
  #isOpen = true;

  constructor(file: string) {
    this.fd = openSync(file, "r");
  }

  close(): void {
    if (this.#isOpen) closeSync(this.fd);
    this.#isOpen = false;
  }
}
