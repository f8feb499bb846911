import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { sha256 } from "./sha256.ts";

it("agrees with the platform for every length around the block edges, and for text beyond ASCII", () => {
  const texts = Array.from({ length: 140 }, (_, length) => "x".repeat(length));
  for (const text of [...texts, "größer – 8 µs 🦷", "a".repeat(100_000)]) {
    expect(sha256(text)).toBe(createHash("sha256").update(text).digest("hex"));
  }
});
