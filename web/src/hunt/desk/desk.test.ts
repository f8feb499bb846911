import type { HistoryEntry } from "@mailroom/server/contract";
import { describe, expect, test } from "vitest";
import {
  activeTab,
  DEFAULT_RANGE,
  closeTab,
  type Desk,
  fromWireDesk,
  newDesk,
  openTab,
  renameTab,
  reopenTab,
  tabTitle,
  TAB_COUNT_MAX,
  toWireDesk,
} from "./desk.ts";
import { buildHistoryTree, flattenHistory } from "./history-tree.ts";
import { isInFuture, parseUtcInput, rangeLabel, resolveRange, shiftRange, widenRange } from "./tab-range.ts";

const ids = (desk: Desk) => desk.tabs.map((tab) => tab.id).join("");
const desk = ["b", "c"].reduce((all, id) => openTab(all, { id, text: `${id} text` }), newDesk("a"));

describe("the desk of tabs", () => {
  test("opens beside the active tab, numbers on, and stops at the limit", () => {
    expect(ids(desk)).toBe("abc");
    expect(desk.tabs.map(tabTitle)).toEqual(["Query 1", "Query 2", "Query 3"]);
    const full = Array.from({ length: 40 }, (_, index) => `t${index}`).reduce((all, id) => openTab(all, { id, text: "" }), desk);
    expect(full.tabs).toHaveLength(TAB_COUNT_MAX);
  });

  test("a closed tab comes back to its place; the neighbour is active meanwhile", () => {
    const closed = closeTab({ ...desk, activeId: "b" }, "b", "fresh");
    expect([ids(closed), closed.activeId]).toEqual(["ac", "c"]);
    const reopened = reopenTab(closed);
    expect([ids(reopened), reopened.activeId]).toEqual(["abc", "b"]);
  });

  test("there is always one tab", () => {
    const last = closeTab(newDesk("a", "T"), "a", "fresh");
    expect([ids(last), activeTab(last).text, last.closed.length]).toEqual(["fresh", "", 1]);
  });

  test("renaming writes the leading comment", () => {
    expect(activeTab(renameTab(desk, "c", "web shells")).text).toBe("// web shells\nc text");
    expect(tabTitle(activeTab(renameTab(desk, "c", "web shells")))).toBe("web shells");
  });

  test("survives the way to the server and back", () => {
    const back = fromWireDesk(toWireDesk(desk));
    expect(back).toEqual(desk);
    expect(fromWireDesk({ tabs: [], activeId: null })).toBeNull();
  });

  test("a saved range that makes no sense becomes the default", () => {
    const saved = {
      activeId: null,
      tabs: [{ id: "x", title: "", text: "a\r\nb", range: { kind: "fixed" as const, from: "2021-03-03T00:00:00Z" } }],
    };
    expect(fromWireDesk(saved)?.tabs[0]).toEqual({ id: "x", number: 1, text: "a\nb", range: DEFAULT_RANGE });
  });
});

describe("time ranges on the exercise clock", () => {
  const simNow = "2021-03-03T12:00:00.000Z";

  test("last minutes end at the exercise clock, not at the wall clock", () => {
    expect(resolveRange({ kind: "last", lastMinutes: 90 }, simNow)).toEqual({ from: "2021-03-03T10:30:00.000Z", to: simNow });
  });

  test("widening a fixed range does not run ahead of the clock", () => {
    const wide = widenRange({ kind: "fixed", from: "2021-03-03T10:00:00.000Z", to: "2021-03-03T11:30:00.000Z" }, simNow);
    expect(wide).toEqual({ kind: "fixed", from: "2021-03-03T08:30:00.000Z", to: simNow });
    expect(widenRange({ kind: "last", lastMinutes: 60 }, simNow)).toEqual({ kind: "last", lastMinutes: 240 });
  });

  test("shifting moves by half a length", () => {
    const shifted = shiftRange({ kind: "last", lastMinutes: 60 }, -1, simNow);
    expect(rangeLabel(shifted)).toBe("2021-03-03 10:30Z → 11:30Z");
  });

  test("a range after the clock is known to be empty", () => {
    expect(isInFuture({ kind: "fixed", from: "2021-03-03T12:00:00.001Z", to: "2021-03-04T00:00:00Z" }, simNow)).toBe(true);
    expect(isInFuture({ kind: "last", lastMinutes: 5 }, simNow)).toBe(false);
  });

  test.each([
    ["2021-03-03 06:49", "2021-03-03T06:49:00Z"],
    [" 2021-03-03T06:49:42.1623451Z ", "2021-03-03T06:49:42.1623451Z"],
    ["2021-03-03", "2021-03-03T00:00:00Z"],
    ["2021-02-30 10:00", null],
    ["2021-03-03 25:00", null],
    ["yesterday", null],
  ])("reads %s as %s", (text, expected) => {
    expect(parseUtcInput(text)).toBe(expected);
  });
});

describe("the tree of queries", () => {
  const entry = (minute: number, text: string): HistoryEntry => ({
    id: String(minute),
    text,
    ranAt: `2026-01-01T10:${String(minute).padStart(2, "0")}:00Z`,
    simAt: "2021-03-03T12:00:00Z",
    outcome: "rows",
    rowCount: 1,
    isTruncated: false,
    byName: "Ada",
  });

  test("a refined query hangs under the one it refines, a new source starts a branch", () => {
    const tree = buildHistoryTree([
      entry(4, "U | count"),
      entry(1, "T"),
      entry(2, "T | where a == 1"),
      entry(3, "T\n| where a == 1\n| where b == 2"),
      entry(5, "T | where a == 2"),
    ]);
    expect(flattenHistory(tree).map(({ node, depth }) => `${"-".repeat(depth)}${node.entry.id}`)).toEqual(["4", "1", "-5", "-2", "--3"]);
    expect(tree.map((node) => node.entry.id)).toEqual(["4", "1"]);
  });

  test("running the same text again counts, and keeps the newest run", () => {
    const [node] = buildHistoryTree([entry(1, "T"), entry(2, "T")]);
    expect([node?.runCount, node?.entry.id]).toEqual([2, "2"]);
  });
});
