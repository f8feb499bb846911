import { describe, expect, it } from "vitest";
import { FairQueue } from "./fair-queue.ts";

function takeAll(queue: FairQueue<string>): string {
  const taken: string[] = [];
  for (let item = queue.take(); item !== null; item = queue.take()) taken.push(item);
  return taken.join(" ");
}

describe("FairQueue", () => {
  it("serves owners in turn, each in their own order", () => {
    const queue = new FairQueue<string>({ sizeMax: 10, sizePerOwnerMax: 10 });
    for (const item of ["a1", "a2", "a3", "b1", "c1", "c2"]) expect(queue.add(item.charAt(0), item)).toBe(true);
    expect(takeAll(queue)).toBe("a1 b1 c1 a2 c2 a3");
  });

  it("refuses what is beyond an owner's part and beyond its own size", () => {
    const queue = new FairQueue<string>({ sizeMax: 3, sizePerOwnerMax: 2 });
    expect([queue.add("a", "a1"), queue.add("a", "a2"), queue.add("a", "a3")]).toEqual([true, true, false]);
    expect([queue.add("b", "b1"), queue.add("c", "c1")]).toEqual([true, false]);
    expect(takeAll(queue)).toBe("a1 b1 a2");
  });

  it("takes an item out of turn, and one back that had its turn", () => {
    const queue = new FairQueue<string>({ sizeMax: 3, sizePerOwnerMax: 3 });
    for (const item of ["a1", "a2", "b1"]) queue.add(item.charAt(0), item);
    expect(queue.remove((item) => item === "a2")).toBe("a2");
    expect(queue.remove((item) => item === "a2")).toBeNull();
    queue.addFirst("b", "b0");
    expect(takeAll(queue)).toBe("a1 b0 b1");
    expect(queue.size).toBe(0);
  });
});
