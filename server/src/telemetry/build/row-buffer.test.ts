import { describe, expect, it } from "vitest";
import { RowBuffer } from "./row-buffer.ts";
import type { SourceRow } from "./world-source.ts";

function row(atTicks: bigint, itemId: string): SourceRow {
  return {
    table: "T",
    itemId,
    atTicks,
    visibleAtTicks: atTicks,
    cells: [],
    activityId: 1,
    actor: "",
    stepId: null,
    summary: null,
    hostName: "",
  };
}

const ids = (rows: readonly SourceRow[]) => rows.map((r) => r.itemId).join("");

describe("RowBuffer", () => {
  it("gives rows in order of time and keeps back those that an earlier one may yet precede", () => {
    const buffer = new RowBuffer();
    for (const [at, id] of [
      [30n, "c"],
      [10n, "a"],
      [40n, "d"],
      [20n, "b"],
    ] as const)
      buffer.add(row(at, id));
    expect(ids(buffer.take(15n))).toBe("ab");
    buffer.add(row(25n, "x"));
    expect(ids(buffer.take(0n))).toBe("xcd");
    expect(buffer.size).toBe(0);
  });

  it("keeps rows of one instant in the order in which they came", () => {
    const buffer = new RowBuffer();
    for (const id of ["q", "w", "e", "r"]) buffer.add(row(5n, id));
    expect(ids(buffer.take(0n))).toBe("qwer");
  });
});
