/**
 * A bounded queue that serves owners in turn: one who asks a hundred things waits behind himself, not in front of others.
 */
export class FairQueue<T> {
  readonly #sizeMax: number;
  readonly #sizePerOwnerMax: number;
  /** Insertion order is the order of turns. */
  readonly #owners = new Map<string, T[]>();
  #size = 0;

  constructor(limits: { readonly sizeMax: number; readonly sizePerOwnerMax: number }) {
    this.#sizeMax = limits.sizeMax;
    this.#sizePerOwnerMax = limits.sizePerOwnerMax;
  }

  get size(): number {
    return this.#size;
  }

  /** False when the queue, or this owner's part of it, is full. */
  add(owner: string, item: T): boolean {
    const own = this.#owners.get(owner) ?? [];
    if (this.#size >= this.#sizeMax || own.length >= this.#sizePerOwnerMax) return false;
    this.#put(owner, own, item, "last");
    return true;
  }

  /** Puts an item that had its turn already in front, whatever the limits: it was accepted once. */
  addFirst(owner: string, item: T): void {
    this.#put(owner, this.#owners.get(owner) ?? [], item, "first");
  }

  /** The next item, of the owner who has waited longest for a turn. */
  take(): T | null {
    for (const [owner, items] of this.#owners) {
      const item = items.shift();
      this.#owners.delete(owner);
      if (item === undefined) continue;
      if (items.length > 0) this.#owners.set(owner, items);
      this.#size--;
      return item;
    }
    return null;
  }

  /** Takes the first matching item out of turn. */
  remove(matches: (item: T) => boolean): T | null {
    for (const [owner, items] of this.#owners) {
      const index = items.findIndex(matches);
      if (index < 0) continue;
      const [item] = items.splice(index, 1);
      if (items.length === 0) this.#owners.delete(owner);
      this.#size--;
      return item ?? null;
    }
    return null;
  }

  #put(owner: string, own: T[], item: T, where: "first" | "last"): void {
    if (where === "first") own.unshift(item);
    else own.push(item);
    this.#owners.set(owner, own);
    this.#size++;
  }
}
