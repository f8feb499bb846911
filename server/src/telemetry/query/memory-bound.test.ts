import { describe, expect, it } from "vitest";
import { memoryBound, reservedBytes } from "./memory-bound.ts";

const GIB = 1024 ** 3;
const instance = { threads: 1, memoryLimit: "512MiB" };

describe("the memory that a query process may claim", () => {
  it("has room for all worlds on a large machine, and for one on a small one", () => {
    const share = { processCount: 2, openWorldsMax: 8, instance };
    expect(memoryBound(share, 64 * GIB, 0)).toBe(5 * GIB);
    expect(memoryBound(share, 8 * GIB, 0)).toBe(2 * GIB);
    expect(memoryBound(share, 1 * GIB, 0)).toBe(1.5 * GIB);
    expect(memoryBound(share, 1 * GIB, GIB)).toBe(2.5 * GIB);
  });

  it("reads limits as DuckDB writes them", () => {
    const share = { processCount: 1, openWorldsMax: 1, instance: { threads: 1, memoryLimit: "1.5 GB" } };
    expect(memoryBound(share, 64 * GIB, 0)).toBe(GIB + 1.5e9);
    expect(() => memoryBound({ ...share, instance: { threads: 1, memoryLimit: "much" } }, GIB, 0)).toThrow("not a memory limit: much");
  });

  it("leaves room for the compiler in a program that is run from its source", () => {
    expect(reservedBytes({ execArgv: ["--import", "tsx"] }) - reservedBytes({ execArgv: [] })).toBe(GIB / 4);
  });
});
