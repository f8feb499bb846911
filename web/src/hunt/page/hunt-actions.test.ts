import type { QueryRequest, QueryResult } from "@mailroom/server/contract";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { activeTab, newDesk, setTabText } from "../desk/desk.ts";
import { changeDesk, createHuntStore, runOf, viewOf } from "../state/hunt-store.ts";
import { cancelRun, chooseRange, currentTab, type HuntWorld, openQuery, pivot, runAt, zoomBack, zoomTo } from "./hunt-actions.ts";

const server = vi.hoisted(() => ({
  query: vi.fn<(request: QueryRequest) => Promise<QueryResult>>(),
  cancel: vi.fn<() => Promise<{ ok: true }>>(),
}));
vi.mock("../../api/client.ts", () => ({ client: { hunt: server } }));

const column = { name: "cIP", type: "string" } as const;
const answer = (): QueryResult => ({
  kind: "rows",
  tables: [{ name: null, columns: [column], rows: [["192.0.2.1"]], itemIds: [null], isTruncated: false, render: null }],
  diagnostics: [],
  stats: { elapsedMs: 1, translateMs: 1, executeMs: 0, asOf: "2021-03-03T12:00:00.000Z" },
});

let world: HuntWorld;
const asked: string[] = [];
const ranges: unknown[] = [];

beforeEach(() => {
  asked.length = 0;
  ranges.length = 0;
  server.query.mockReset().mockImplementation((request) => {
    asked.push(request.text);
    ranges.push(request.range);
    return Promise.resolve(answer());
  });
  server.cancel.mockReset().mockResolvedValue({ ok: true });
  world = {
    exerciseId: "x",
    store: createHuntStore(newDesk("a", "T | count\n\n// second\nU\n| take 5\n")),
    simNow: () => "2021-03-03T12:00:00.000Z",
    heard: () => ({}),
    schema: () => ({ tables: [], counts: {}, functions: [], watchlists: [], files: [], samples: [] }),
    onOutcome: () => undefined,
  };
});

describe("acts of the hunt page", () => {
  test("Run asks the query under the cursor, on the exercise clock", async () => {
    await runAt(world, 3);
    await runAt(world, 20);
    expect(asked).toEqual(["T | count", "// second\nU\n| take 5"]);
    expect(ranges[0]).toEqual({ from: "2021-02-17T12:00:00.000Z", to: "2021-03-03T12:00:00.000Z" });
  });

  test("a pivot edits the query behind the result, in the text of the tab, and runs it; the other query is left alone", async () => {
    await runAt(world, 20);
    await pivot(world, column, "192.0.2.1", "exclude");
    expect(currentTab(world).text).toBe('T | count\n\n// second\nU\n| where cIP != "192.0.2.1"\n| take 5\n');
    expect(asked.at(-1)).toBe('// second\nU\n| where cIP != "192.0.2.1"\n| take 5');
  });

  test("zooming sets the range of the tab, or the query's own text where that names times; back undoes either", async () => {
    const span = { fromMs: Date.parse("2021-03-03T06:00:00Z"), toMs: Date.parse("2021-03-03T07:00:00Z") };
    await runAt(world, 0);
    await zoomTo(world, span, "TimeGenerated");
    expect(currentTab(world).range).toEqual({ kind: "fixed", from: "2021-03-03T06:00:00.000Z", to: "2021-03-03T07:00:00.000Z" });
    await zoomBack(world);
    expect(currentTab(world).range.kind).toBe("last");

    changeDesk(world.store, (desk) => setTabText(desk, "a", "T | where TimeGenerated > ago(1d)"));
    await runAt(world, 0);
    await zoomTo(world, span, "TimeGenerated");
    expect(asked.at(-1)).toContain(
      "| where TimeGenerated between (datetime(2021-03-03T06:00:00.000Z) .. datetime(2021-03-03T07:00:00.000Z))",
    );
    await zoomBack(world);
    expect(asked.at(-1)).toBe("T | where TimeGenerated > ago(1d)");
    expect(viewOf(world.store.getState(), "a").zooms).toEqual([]);
  });

  test("a cancelled query leaves the page at once, and its late answer changes nothing", async () => {
    let finish: (result: QueryResult) => void = () => undefined;
    server.query.mockImplementation(() => new Promise((resolve) => (finish = resolve)));
    const running = runAt(world, 0);
    expect(runOf(world.store.getState(), "a").pending).not.toBeNull();
    cancelRun(world);
    finish(answer());
    await running;
    expect(server.cancel).toHaveBeenCalledOnce();
    expect(runOf(world.store.getState(), "a")).toMatchObject({ pending: null, outcome: { kind: "cancelled" }, rows: null });
  });

  test("a lost connection is an outcome, not a crash", async () => {
    server.query.mockRejectedValue(new TypeError("fetch failed"));
    await runAt(world, 0);
    expect(runOf(world.store.getState(), "a").outcome?.kind).toBe("interrupted");
  });

  test("an opened query takes the tab that has it, else a tab of its own", () => {
    openQuery(world, "V | take 1", { isRun: false });
    openQuery(world, "W", { isRun: false });
    openQuery(world, "V | take 1 ", { isRun: false });
    const { desk } = world.store.getState();
    expect(desk.tabs.map((tab) => tab.text.slice(0, 1))).toEqual(["T", "V", "W"]);
    expect(activeTab(desk).text).toBe("V | take 1");
  });

  test("choosing a range runs again only what ran before", async () => {
    await chooseRange(world, { kind: "last", lastMinutes: 60 });
    expect(asked).toEqual([]);
    await runAt(world, 0);
    await chooseRange(world, { kind: "last", lastMinutes: 30 });
    expect(ranges.at(-1)).toEqual({ from: "2021-03-03T11:30:00.000Z", to: "2021-03-03T12:00:00.000Z" });
  });
});
