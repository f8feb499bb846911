import { describe, expect, it } from "vitest";
import { Turns } from "./turns.ts";

describe("Turns", () => {
  it("lets so many go on at a time, and the others in the order in which they came", async () => {
    const turns = new Turns(2);
    const began: string[] = [];
    const begin = async (name: string): Promise<void> => {
      await turns.take();
      began.push(name);
    };
    const all = ["a", "b", "c", "d"].map(begin);
    await Promise.all(all.slice(0, 2));
    expect(began).toEqual(["a", "b"]);
    turns.giveBack();
    await all[2];
    expect(began).toEqual(["a", "b", "c"]);
    turns.giveBack();
    await all[3];
    turns.giveBack();
    turns.giveBack();
    await Promise.all(["e", "f"].map(begin));
    expect(began).toEqual(["a", "b", "c", "d", "e", "f"]);
  });
});
