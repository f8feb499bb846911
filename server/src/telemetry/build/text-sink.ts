const NOTHING = Buffer.alloc(0);
/** Of a first piece: a world has a hundred sinks, and most of their tables a few rows. */
const FIRST_BYTES = 2 ** 13;

/** A growing piece of memory outside the collector's heap, filled with UTF-8. Takes none before it is written to. */
export class TextSink {
  #bytes = NOTHING;
  #used = 0;

  get used(): number {
    return this.#used;
  }

  put(text: string): void {
    // No character of a JavaScript string takes more than three bytes.
    this.#reserve(text.length * 3);
    this.#used += this.#bytes.write(text, this.#used);
  }

  putBytes(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#used);
    this.#used += bytes.length;
  }

  /** A view, good until the next call that writes. */
  slice(start: number, end: number): Uint8Array {
    return this.#bytes.subarray(start, end);
  }

  clear(): void {
    this.#used = 0;
  }

  /** Clears it and gives its memory back, which would otherwise wait for the collector. */
  release(): void {
    this.#used = 0;
    this.#bytes = NOTHING;
  }

  #reserve(more: number): void {
    if (this.#used + more <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(FIRST_BYTES, this.#bytes.length * 2, this.#used + more));
    larger.set(this.#bytes.subarray(0, this.#used));
    this.#bytes = larger;
  }
}
