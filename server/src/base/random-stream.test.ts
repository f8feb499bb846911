import { describe, expect, it } from "vitest";
import { guidV4Of, hash128 } from "./hash.ts";
import { RandomStream } from "./random-stream.ts";

describe("RandomStream", () => {
  it("pins the first draws of a named stream: a change here changes every world", () => {
    const stream = RandomStream.named(1, "people/reception-1");
    expect([stream.uint32(), stream.uint32(), stream.uint32(), stream.below(10), stream.between(-5, 5)]).toMatchInlineSnapshot(`
      [
        3512176127,
        3510550705,
        2063925088,
        6,
        4,
      ]
    `);
  });

  it("continues exactly after being restored from its state", () => {
    const stream = RandomStream.named(7, "x");
    stream.uint32();
    const copy = RandomStream.restore(JSON.parse(JSON.stringify(stream.state)));
    expect(Array.from({ length: 50 }, () => copy.uint32())).toEqual(Array.from({ length: 50 }, () => stream.uint32()));
  });

  it("gives streams of other names and seeds other draws", () => {
    const first = ["a", "b", "a/b", "ab"].flatMap((name) => [1, 2].map((seed) => RandomStream.named(seed, name).uint32()));
    expect(new Set(first).size).toBe(first.length);
  });

  it("spreads evenly over a bound that does not divide 2^32", () => {
    const stream = RandomStream.named(3, "spread");
    const counts = [0, 0, 0, 0, 0, 0, 0];
    for (let i = 0; i < 70_000; i++) counts[stream.below(7)]! += 1;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  });

  it("refuses bounds that make no sense", () => {
    const stream = RandomStream.named(3, "bad");
    expect(() => stream.below(0)).toThrow(RangeError);
    expect(() => stream.below(1.5)).toThrow(RangeError);
    expect(() => stream.pick([])).toThrow(RangeError);
  });
});

describe("guidV4Of", () => {
  it("sets version and variant", () => {
    for (let i = 0; i < 200; i++)
      expect(guidV4Of(hash128(i, "g"))).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
