import { describe, expect, test } from "vitest";
import { toResultTable } from "../result/result-table.ts";
import { moveColumn, shownColumns } from "./columns.ts";
import { type GridKey, moveCell } from "./move-cell.ts";

const bounds = { rowCount: 100, columnCount: 5, pageSize: 20 };
const press = (key: string, held: Partial<GridKey> = {}): GridKey => ({ key, ctrlKey: false, metaKey: false, altKey: false, ...held });

describe("moving in the grid", () => {
  test.each([
    [press("ArrowDown"), { row: 11, column: 2 }],
    [press("j"), { row: 11, column: 2 }],
    [press("k"), { row: 9, column: 2 }],
    [press("Home"), { row: 10, column: 0 }],
    [press("End"), { row: 10, column: 4 }],
    [press("Home", { ctrlKey: true }), { row: 0, column: 0 }],
    [press("End", { metaKey: true }), { row: 99, column: 4 }],
    [press("PageDown"), { row: 30, column: 2 }],
    [press("PageUp"), { row: 0, column: 2 }],
    [press("ArrowLeft", { ctrlKey: true }), { row: 10, column: 0 }],
    [press("j", { ctrlKey: true }), null],
    [press("ArrowDown", { altKey: true }), null],
    [press("q"), null],
  ])("%j", (key, expected) => {
    expect(moveCell({ row: 10, column: 2 }, key, bounds)).toEqual(expected);
  });

  test("the header is above the first row, and nothing is beyond the edges", () => {
    expect(moveCell({ row: 0, column: 0 }, press("ArrowUp"), bounds)).toEqual({ row: -1, column: 0 });
    expect(moveCell({ row: -1, column: 0 }, press("ArrowUp"), bounds)).toEqual({ row: -1, column: 0 });
    expect(moveCell({ row: 99, column: 4 }, press("PageDown"), bounds)).toEqual({ row: 99, column: 4 });
    expect(moveCell({ row: -1, column: 0 }, press("ArrowDown"), { ...bounds, rowCount: 0 })).toEqual({ row: -1, column: 0 });
  });
});

describe("columns of the grid", () => {
  const table = toResultTable({
    columns: ["A", "B", "C"].map((name) => ({ name, type: "string" })),
    rows: [["x", "", "z"]],
    itemIds: [],
    isTruncated: false,
  });
  const names = (chosen: readonly string[] | null) =>
    shownColumns(table, chosen, new Set(["B"]), {}).map(({ name, index }) => `${name}${index}`);

  test("empty ones are hidden until somebody asks for them; unknown names are ignored", () => {
    expect(names(null)).toEqual(["A0", "C2"]);
    expect(names(["C", "B", "gone"])).toEqual(["C2", "B1"]);
  });

  test("there is always something to see", () => {
    expect(names(["gone"])).toEqual(["A0", "B1", "C2"]);
  });

  test("moving keeps all and stops at the ends", () => {
    expect(moveColumn(["A", "B", "C"], "C", -1)).toEqual(["A", "C", "B"]);
    expect(moveColumn(["A", "B", "C"], "A", -5)).toEqual(["A", "B", "C"]);
    expect(moveColumn(["A", "B", "C"], "A", 9)).toEqual(["B", "C", "A"]);
  });
});
