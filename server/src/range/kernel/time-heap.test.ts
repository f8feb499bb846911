import { describe, expect, it } from "vitest";
import { RandomStream } from "../../base/random-stream.ts";
import { simTime } from "../../base/sim-time.ts";
import { TimeHeap, type Timed } from "./time-heap.ts";

function drawItems(count: number): Timed[] {
  const draws = RandomStream.named(1, "heap");
  return Array.from({ length: count }, (_, order) => ({ at: simTime(draws.below(40)), order }));
}

describe("TimeHeap", () => {
  it("gives items back by time, and equal times in order of arrival", () => {
    const items = drawItems(500);
    const heap = TimeHeap.from(items);
    const popped: Timed[] = [];
    for (let next = heap.pop(); next !== undefined; next = heap.pop()) popped.push(next);
    expect(popped).toEqual(items.toSorted((a, b) => a.at - b.at || a.order - b.order));
    expect(heap.size).toBe(0);
  });

  it("shows what waits without giving it away", () => {
    const heap = TimeHeap.from(drawItems(50));
    const shown = heap.toSorted();
    expect(heap.size).toBe(50);
    expect(heap.peek()).toBe(shown[0]);
    expect(heap.pop()).toBe(shown[0]);
  });
});
