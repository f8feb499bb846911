import type { SimTime } from "../../base/sim-time.ts";

/** Something that waits for its instant. `order` breaks ties, so that equal instants keep the order of arrival. */
export interface Timed {
  readonly at: SimTime;
  readonly order: number;
}

/** A binary min-heap by (`at`, `order`): the event queue and the outbox of activities. */
export class TimeHeap<T extends Timed> {
  readonly #items: T[] = [];

  static from<T extends Timed>(items: readonly T[]): TimeHeap<T> {
    const heap = new TimeHeap<T>();
    for (const item of items) heap.push(item);
    return heap;
  }

  get size(): number {
    return this.#items.length;
  }

  peek(): T | undefined {
    return this.#items[0];
  }

  push(item: T): void {
    const items = this.#items;
    let index = items.length;
    items.push(item);
    while (index > 0) {
      const parentIndex = (index - 1) >> 1;
      const parent = items[parentIndex] as T;
      if (!isBefore(item, parent)) break;
      items[index] = parent;
      index = parentIndex;
    }
    items[index] = item;
  }

  pop(): T | undefined {
    const items = this.#items;
    const first = items[0];
    const last = items.pop();
    if (first === undefined || last === undefined || items.length === 0) return first;
    const half = items.length >> 1;
    let index = 0;
    while (index < half) {
      let childIndex = 2 * index + 1;
      let child = items[childIndex] as T;
      const right = items[childIndex + 1];
      if (right !== undefined && isBefore(right, child)) {
        childIndex += 1;
        child = right;
      }
      if (!isBefore(child, last)) break;
      items[index] = child;
      index = childIndex;
    }
    items[index] = last;
    return first;
  }

  /** Everything that waits, in order; the heap keeps it. */
  toSorted(): T[] {
    return [...this.#items].sort((a, b) => a.at - b.at || a.order - b.order);
  }
}

function isBefore(a: Timed, b: Timed): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
