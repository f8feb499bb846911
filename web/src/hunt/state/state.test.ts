import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { activeTab, newDesk, setTabText } from "../desk/desk.ts";
import { toResultTable } from "../result/result-table.ts";
import { DeskKeeper, type DeskShelf } from "./desk-keeper.ts";
import { changeDesk, createHuntStore, textModelOf } from "./hunt-store.ts";
import { chooseTable, NO_RUN, type Question, type Rows, settleRun, verdictOf } from "./run.ts";

const question = (queryId: string): Question => ({
  queryId,
  text: "T",
  start: 10,
  tabText: "…",
  range: { from: "2021-03-03T00:00:00Z", to: "2021-03-04T00:00:00Z" },
  heard: {},
});
const empty = toResultTable({ columns: [], rows: [], itemIds: [], isTruncated: false });
const more = toResultTable({ columns: [{ name: "n", type: "long" }], rows: [[1]], itemIds: [null], isTruncated: true });
const rows = (queryId: string): Rows => ({
  kind: "rows",
  question: question(queryId),
  tables: [
    { name: null, table: empty, render: null },
    { name: "More", table: more, render: { kind: "barchart", properties: {} } },
  ],
  chosen: 0,
  table: empty,
  render: null,
  diagnostics: [{ severity: "warning", code: "kql/x", message: "", start: 1, end: 3, fix: null }],
  stats: { elapsedMs: 1, translateMs: 1, executeMs: 0, asOf: "2021-03-03T12:00:00Z" },
});

describe("the runs of a tab", () => {
  test("a late answer of a query that was replaced changes nothing", () => {
    const run = { ...NO_RUN, pending: { question: question("new"), startedAtMs: 0 } };
    expect(settleRun(run, rows("old"))).toBe(run);
    expect(settleRun(run, rows("new")).rows?.question.queryId).toBe("new");
  });

  test("a failure keeps the rows that were on the screen", () => {
    const shown = settleRun({ ...NO_RUN, pending: { question: question("a"), startedAtMs: 0 } }, rows("a"));
    const failed = settleRun(
      { ...shown, pending: { question: question("b"), startedAtMs: 0 } },
      { kind: "cancelled", question: question("b") },
    );
    expect([failed.outcome?.kind, failed.rows?.question.queryId]).toEqual(["cancelled", "a"]);
  });

  test("of several tables one is looked at, and the answer stays the same one", () => {
    const shown = settleRun({ ...NO_RUN, pending: { question: question("a"), startedAtMs: 0 } }, rows("a"));
    const turned = chooseTable(shown, 1);
    expect(turned.rows).toMatchObject({ chosen: 1, table: more, render: { kind: "barchart" } });
    expect(turned.outcome).toEqual(turned.rows);
    expect(chooseTable(turned, 7)).toEqual(turned);
    expect(chooseTable(turned, 0)).toEqual(shown);
  });

  test("diagnostics are told in offsets of the whole tab", () => {
    expect(verdictOf(rows("a"))?.diagnostics[0]).toMatchObject({ start: 11, end: 13 });
  });
});

test("a change made elsewhere reaches the editor once; its own keystrokes do not come back as changes of text", () => {
  const store = createHuntStore(newDesk("a", "T"));
  const model = textModelOf(store, "a");
  const heard: string[] = [];
  const stop = model.subscribe(() => heard.push(model.read()));
  changeDesk(store, (desk) => setTabText(desk, "a", "T | count"));
  changeDesk(store, (desk) => ({ ...desk, closed: [] }));
  stop();
  changeDesk(store, (desk) => setTabText(desk, "a", "U"));
  expect(heard).toEqual(["T | count"]);
});

describe("keeping the tabs", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function memory(): DeskShelf & { readonly content: Map<string, string> } {
    const content = new Map<string, string>();
    return {
      content,
      getItem: (key) => content.get(key) ?? null,
      setItem: (key, value) => void content.set(key, value),
      removeItem: (key) => void content.delete(key),
    };
  }

  test("saves once after a burst of changes, the last one", async () => {
    const saved: string[] = [];
    const shelf = memory();
    const keeper = new DeskKeeper({
      exerciseId: "x",
      shelf,
      save: (desk) => Promise.resolve(saved.push(desk.tabs[0]!.text)),
      onHealth: () => undefined,
    });
    for (const text of ["a", "ab", "abc"]) keeper.keep(newDesk("t", text));
    expect(keeper.undelivered()).not.toBeNull();
    await vi.advanceTimersByTimeAsync(1000);
    expect(saved).toEqual(["abc"]);
    expect(shelf.content.size).toBe(0);
  });

  test("keeps the tabs in the browser while the server is away, and delivers when it is back", async () => {
    let isUp = false;
    const health: boolean[] = [];
    const shelf = memory();
    const parts = {
      exerciseId: "x",
      shelf,
      save: () => (isUp ? Promise.resolve() : Promise.reject(new TypeError("offline"))),
      onHealth: (is: boolean) => health.push(is),
    };
    new DeskKeeper(parts).keep(newDesk("t", "precious"));
    await vi.advanceTimersByTimeAsync(1000);
    const afterReload = new DeskKeeper(parts).undelivered();
    expect(afterReload === null ? null : activeTab(afterReload).text).toBe("precious");
    isUp = true;
    await vi.advanceTimersByTimeAsync(6000);
    expect(health).toEqual([false, true]);
    expect(shelf.content.size).toBe(0);
  });

  test("a damaged copy in the browser is ignored", () => {
    const shelf = memory();
    shelf.setItem("mailroom-desk-x", "{");
    expect(new DeskKeeper({ exerciseId: "x", shelf, save: () => Promise.resolve(), onHealth: () => undefined }).undelivered()).toBeNull();
  });
});
