import { describe, expect, test } from "vitest";
import { decodeView, EMPTY_VIEW, encodeView, type HuntView } from "./view-url.ts";

const full: HuntView = {
  tabId: "6f2c",
  query: 'T\n| where a == "ä&b=c" // 100%',
  range: { kind: "fixed", from: "2021-03-03T06:00:00.000Z", to: "2021-03-03T07:00:00.000Z" },
  row: "#12",
  sort: { column: "-odd", direction: "desc" },
  columns: ["TimeGenerated", "a,b", "c\\d"],
  stackBy: "cIP",
  ranAt: 17,
};

const toText = (view: HuntView) =>
  new URLSearchParams(Object.entries(encodeView(view)).map(([key, value]): [string, string] => [key, String(value)])).toString();

/** The way through a real address bar. */
const travel = (view: HuntView) => decodeView(Object.fromEntries(new URLSearchParams(toText(view))));

describe("the view in the address", () => {
  test("comes back as it went, with odd names and odd text", () => {
    expect(travel(full)).toEqual(full);
    expect(travel(EMPTY_VIEW)).toEqual(EMPTY_VIEW);
    expect(travel({ ...full, range: { kind: "last", lastMinutes: 240 }, sort: { column: "x", direction: "asc" } })).toMatchObject({
      range: { kind: "last", lastMinutes: 240 },
      sort: { column: "x", direction: "asc" },
    });
  });

  test("always names its version", () => {
    expect(encodeView(EMPTY_VIEW)).toEqual({ v: 1 });
  });

  test.each([
    { from: "yesterday", to: "2021-03-03T07:00:00Z" },
    { from: "2021-03-04T00:00:00Z", to: "2021-03-03T00:00:00Z" },
    { last: "-5" },
    { last: "1e99" },
    { from: ["a"], sort: "", cols: "," },
    { row: { toString: 1 } },
  ])("ignores what makes no sense: %j", (search) => {
    expect(decodeView(search)).toEqual(EMPTY_VIEW);
  });

  test("takes only tab and query from an address of a later version", () => {
    expect(decodeView({ ...encodeView(full), v: 2 })).toEqual({ ...EMPTY_VIEW, tabId: full.tabId, query: full.query });
  });

  test("a router that reads numbers as numbers changes nothing", () => {
    expect(decodeView({ v: 1, last: 60, row: 7 })).toMatchObject({ range: { kind: "last", lastMinutes: 60 }, row: "7" });
  });
});
