import { describe, expect, it } from "vitest";
import { RowBuffer } from "./row-buffer.ts";

const add = (buffer: RowBuffer, atTicks: bigint, line: string) => buffer.add(atTicks, (sink) => sink.put(line));

function take(buffer: RowBuffer, slackTicks: bigint): string {
  const lines: string[] = [];
  buffer.take(slackTicks, (line) => lines.push(Buffer.from(line).toString()));
  return lines.join(" ");
}

describe("RowBuffer", () => {
  it("gives lines in order of time and keeps back those that an earlier one may yet precede", () => {
    const buffer = new RowBuffer();
    for (const [at, line] of [
      [30n, "cé"],
      [10n, "a"],
      [40n, "d\u{1f600}"],
      [20n, "b"],
    ] as const)
      add(buffer, at, line);
    expect(take(buffer, 15n)).toBe("a b");
    add(buffer, 25n, "x");
    expect(take(buffer, 0n)).toBe("x cé d\u{1f600}");
    expect(buffer.size).toBe(0);
  });

  it("keeps lines of one instant in the order in which they came, however much text there is", () => {
    const buffer = new RowBuffer();
    const lines = ["q", "w".repeat(70_000), "e", "r".repeat(200_000)];
    for (const line of lines) add(buffer, 5n, line);
    expect(take(buffer, 1n)).toBe("");
    expect(take(buffer, 0n)).toBe(lines.join(" "));
  });

  it("is ripe when enough rows have come since some were taken, not when many are kept back", () => {
    const buffer = new RowBuffer();
    const fill = () => {
      for (let n = 0; n < 600; n++) add(buffer, BigInt(n), "x");
    };
    fill();
    expect(buffer.isRipe).toBe(true);
    expect(take(buffer, 10_000n)).toBe("");
    expect([buffer.size, buffer.isRipe]).toEqual([600, false]);
    fill();
    expect(buffer.isRipe).toBe(true);
  });
});
