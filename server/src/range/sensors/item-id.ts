import { guidOf, hash32, mix32 } from "../../base/hash.ts";

const ROUNDS = 8;

/**
 * Public identity of rows (`_ItemId`): a keyed permutation of 128 bits over (table, ordinal), so that two rows never share
 * an id and neither order nor neighbourhood shows through.
 */
export class ItemIds {
  readonly #keys: readonly number[];

  constructor(seed: number) {
    this.#keys = Array.from({ length: ROUNDS * 2 }, (_, index) => hash32(seed, `sensors/item-id/${index}`));
  }

  /** Lower-case GUID of the row with this ordinal (0, 1, 2 …) in the table with this key (32 bits, one per table). */
  idOf(tableKey: number, ordinal: number): string {
    let a = tableKey >>> 0;
    let b = Math.floor(ordinal / 2 ** 32);
    let c = ordinal >>> 0;
    let d = 0x6d61696c;
    for (let round = 0; round < ROUNDS * 2; round += 2) {
      // A Feistel step only ever xors a word with a function of another: it can be undone, hence no collisions.
      const nextA = (b ^ mix32(a ^ (this.#keys[round] ?? 0))) >>> 0;
      const nextC = (d ^ mix32(c ^ (this.#keys[round + 1] ?? 0))) >>> 0;
      b = c;
      d = a;
      a = nextA;
      c = nextC;
    }
    return guidOf([a, b, c, d]);
  }
}
