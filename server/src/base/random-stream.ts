import { hash128 } from "./hash.ts";

/** Serialised position of a stream: goes into a world's checkpoint. */
export type StreamState = readonly [number, number, number, number];

/**
 * A named stream of random integers (xoshiro128**). Every actor, host and habit draws from a stream of its own, so that a
 * new source of noise moves nobody else's draws. No floating point in the interface: chances are ratios of integers,
 * because neither a library's version nor a platform's rounding may change a run.
 */
export class RandomStream {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  private constructor(state: StreamState) {
    [this.#a, this.#b, this.#c, this.#d] = state;
  }

  /** The stream of this name under this seed; names look like `people/reception-1/day/18`. */
  static named(seed: number, name: string): RandomStream {
    const [a, b, c, d] = hash128(seed, name);
    return new RandomStream([a, b, c, (d | 1) >>> 0]);
  }

  static restore(state: StreamState): RandomStream {
    return new RandomStream(state);
  }

  get state(): StreamState {
    return [this.#a, this.#b, this.#c, this.#d];
  }

  /** Uniform in [0, 2^32). */
  uint32(): number {
    const scrambled = Math.imul(rotl(Math.imul(this.#b, 5), 7), 9) >>> 0;
    const t = (this.#b << 9) >>> 0;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b = (this.#b ^ this.#c) >>> 0;
    this.#a = (this.#a ^ this.#d) >>> 0;
    this.#c = (this.#c ^ t) >>> 0;
    this.#d = rotl(this.#d, 11);
    return scrambled;
  }

  /** Uniform in [0, bound), without modulo bias. @throws RangeError unless 0 < bound ≤ 2^32. */
  below(bound: number): number {
    if (!Number.isInteger(bound) || bound <= 0 || bound > 2 ** 32) throw new RangeError(`not a bound: ${bound}`);
    const limit = 2 ** 32 - (2 ** 32 % bound);
    for (;;) {
      const draw = this.uint32();
      if (draw < limit) return draw % bound;
    }
  }

  /** Uniform in [0, bound) for bounds up to 2^53, e.g. microseconds of a day. */
  belowBig(bound: number): number {
    if (bound <= 2 ** 32) return this.below(bound);
    if (!Number.isSafeInteger(bound)) throw new RangeError(`not a bound: ${bound}`);
    for (;;) {
      const draw = this.below(2 ** 21) * 2 ** 32 + this.uint32();
      if (draw < 2 ** 53 - (2 ** 53 % bound)) return draw % bound;
    }
  }

  /** Uniform in [min, max], both included. */
  between(min: number, max: number): number {
    return min + this.belowBig(max - min + 1);
  }

  /** True in `numerator` of `denominator` cases. */
  chance(numerator: number, denominator: number): boolean {
    return this.below(denominator) < numerator;
  }

  /** @throws RangeError when there is nothing to pick from. */
  pick<T>(from: readonly T[]): T {
    const picked = from[this.below(from.length)];
    if (picked === undefined) throw new RangeError("picked a hole");
    return picked;
  }

  /** An index drawn in proportion to integer weights. */
  weighted(weights: readonly number[]): number {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    let left = this.below(total);
    for (const [index, weight] of weights.entries()) {
      if (left < weight) return index;
      left -= weight;
    }
    throw new RangeError("weights do not add up");
  }

  /** A copy in random order. */
  shuffled<T>(from: readonly T[]): T[] {
    const copy = [...from];
    for (let i = copy.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      const held = copy[i] as T;
      copy[i] = copy[j] as T;
      copy[j] = held;
    }
    return copy;
  }
}

function rotl(word: number, by: number): number {
  return ((word << by) | (word >>> (32 - by))) >>> 0;
}
