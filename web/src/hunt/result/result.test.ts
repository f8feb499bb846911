import { describe, expect, test } from "vitest";
import { cellLine, prettyJson, prettyXml, rowToMarkdown } from "./cell-text.ts";
import { fieldPaths } from "./field-paths.ts";
import { clockTimeOf, instantToMs } from "./instant.ts";
import { emptyColumns, toResultTable } from "./result-table.ts";
import { sortRows } from "./sort-rows.ts";
import { topValues } from "./top-values.ts";

const table = toResultTable({
  columns: [
    { name: "TimeGenerated", type: "datetime" },
    { name: "Url", type: "string" },
    { name: "Bytes", type: "long" },
    { name: "Took", type: "timespan" },
    { name: "Unused", type: "string" },
  ],
  rows: [
    ["2021-03-03T06:49:42.1623451Z", "/owa", 10, "00:00:02", ""],
    ["2021-03-03T06:49:43.0000000Z", "/ecp", "9223372036854775807", "1.00:00:00", null],
    ["2021-03-03T06:49:44.0000000Z", "/owa", 9, "-00:00:01", ""],
    ["2021-03-03T06:49:45.0000000Z", "/owa", null, "00:00:10", ""],
  ],
  itemIds: [],
  isTruncated: false,
});
const order = (column: number, direction: "asc" | "desc") =>
  sortRows(table.rows, column, table.columns[column]!.type, direction).map((row) => row.index);

describe("sorting in the grid", () => {
  test("numbers sort by value, also beyond 2^53, and nulls stay last both ways", () => {
    expect(order(2, "asc")).toEqual([2, 0, 1, 3]);
    expect(order(2, "desc")).toEqual([1, 0, 2, 3]);
  });

  test("timespans sort by length and equal values keep the server's order", () => {
    expect(order(3, "asc")).toEqual([2, 0, 3, 1]);
    expect(order(1, "desc")).toEqual([0, 2, 3, 1]);
  });
});

describe("top values", () => {
  test("count, share and sample of the result at hand", () => {
    const top = topValues(table, 1);
    expect(top.values.map(({ text, count, share }) => [text, count, share])).toEqual([
      ["/owa", 3, 0.75],
      ["/ecp", 1, 0.25],
    ]);
    expect([top.sampleSize, top.distinctCount]).toEqual([4, 2]);
  });

  test("null and empty text are different values", () => {
    expect(topValues(table, 4).values.map(({ cell, count }) => [cell, count])).toEqual([
      ["", 3],
      [null, 1],
    ]);
  });
});

describe("showing values", () => {
  test("columns that no row fills are known", () => {
    expect([...emptyColumns(table)]).toEqual(["Unused"]);
  });

  test("a grid line is one line", () => {
    expect(cellLine("a\r\nb\tc")).toBe("a⏎b⇥c");
    expect(cellLine("x".repeat(500), 10)).toBe("xxxxxxxxxx…");
  });

  test("JSON and XML become readable, other text is left alone", () => {
    expect(prettyJson('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}');
    expect(prettyJson("{not json")).toBeNull();
    expect(prettyXml("<Event><Data Name='a'>1</Data><Empty/></Event>")).toBe("<Event>\n  <Data Name='a'>1</Data>\n  <Empty/>\n</Event>");
    expect(prettyXml("plain < text")).toBeNull();
  });

  test.each([
    `<script runat="server">Page_Load</script> <b>`,
    "<img src=x onerror=run()>",
    "<b>bold</i>",
    "<a/><b/>",
    `<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>`,
  ])("what only begins like XML is left as it was logged: %s", (text) => {
    expect(prettyXml(text)).toBeNull();
  });

  test("a row in Markdown keeps pipes and markup as characters", () => {
    const hostile = toResultTable({
      columns: [{ name: "A", type: "string" }],
      rows: [["a|b <script>\nc"]],
      itemIds: [],
      isTruncated: false,
    });
    expect(rowToMarkdown(hostile, hostile.rows[0]!)).toContain("| A | a\\|b \\<script\\><br>c |");
  });

  test("times are shown to the millisecond and kept beyond it", () => {
    expect(clockTimeOf("2021-03-03T06:49:42.1623451Z")).toBe("06:49:42.162Z");
    expect(clockTimeOf("2021-03-03T06:49:42Z")).toBe("06:49:42.000Z");
    expect(instantToMs("2021-03-03T06:49:42.1629999Z")).toBe(Date.UTC(2021, 2, 3, 6, 49, 42, 162));
  });
});

test("fields inside cells are found in bags and in text that is JSON, through arrays; other text has none", () => {
  const table = toResultTable({
    columns: [
      { name: "Bag", type: "dynamic" },
      { name: "Text", type: "string" },
      { name: "Word", type: "string" },
    ],
    rows: [
      [{ a: { b: 1 } }, '[{"Type":"host"},{"Name":"x"}]', "{not json"],
      [{ c: null }, "", "plain"],
    ],
    itemIds: [],
    isTruncated: false,
  });
  expect(fieldPaths([table])).toEqual({ Bag: [["a"], ["a", "b"], ["c"]], Text: [["Type"], ["Name"]] });
});
