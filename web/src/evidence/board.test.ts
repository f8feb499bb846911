import type { EvidenceView } from "@mailroom/server/contract";
import { describe, expect, it } from "vitest";
import { gapMs, inTimeOrder, labelsOf } from "./board.ts";

const piece = (id: string, eventAt: string | null, labels: string[] = []): EvidenceView => ({
  id,
  itemId: null,
  kind: eventAt === null ? "nothing-found" : "row",
  table: null,
  eventAt,
  columns: [],
  cells: [],
  queryText: "T",
  note: "",
  labels,
  pinnedBy: "Ann",
  pinnedAt: "2021-03-05T00:00:00Z",
  isRemoved: false,
});

describe("the evidence board", () => {
  it("stands in the order of events, whatever their number of digits, with findless searches last", () => {
    const pieces = [
      piece("none", null),
      piece("b", "2021-03-02T08:00:00.5Z"),
      piece("a", "2021-03-02T08:00:00.4999999Z"),
      piece("c", "2021-03-02T08:00:00.51Z"),
    ];
    expect(inTimeOrder(pieces).map((one) => one.id)).toEqual(["a", "b", "c", "none"]);
  });

  it("knows its labels once each", () => {
    expect(labelsOf([piece("a", null, ["shell", "access"]), piece("b", null, ["shell"])])).toEqual(["access", "shell"]);
  });

  it("measures gaps between events only", () => {
    expect(gapMs(piece("a", "2021-03-02T08:00:00Z"), piece("b", "2021-03-02T08:01:00Z"))).toBe(60_000);
    expect(gapMs(piece("a", null), piece("b", "2021-03-02T08:01:00Z"))).toBeNull();
    expect(gapMs(undefined, piece("b", "2021-03-02T08:01:00Z"))).toBeNull();
  });
});
