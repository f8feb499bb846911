import { MantineProvider } from "@mantine/core";
import { cleanup, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactNode } from "react";
import { afterEach, describe, expect, test, vi } from "vitest";
import { newDesk, openTab } from "./desk/desk.ts";
import { shownColumns } from "./grid/columns.ts";
import { ResultGrid } from "./grid/ResultGrid.tsx";
import { DiagnosticList } from "./page/DiagnosticList.tsx";
import { EmptyResult } from "./page/EmptyResult.tsx";
import { QueryTabs } from "./page/QueryTabs.tsx";
import { toResultTable } from "./result/result-table.ts";
import { TopValuesList } from "./schema/TopValuesList.tsx";

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});
const show = (content: ReactNode) => render(<MantineProvider>{content}</MantineProvider>);

const markup = "<img src=x onerror=alert(1)>";
const table = toResultTable({
  columns: [
    { name: "TimeGenerated", type: "datetime" },
    { name: "csUserAgent", type: "string" },
  ],
  rows: [
    ["2021-03-03T06:49:42.1623451Z", markup],
    ["2021-03-03T06:49:43.0000000Z", "Outlook"],
  ],
  itemIds: ["11111111-1111-4111-8111-111111111111", null],
  isTruncated: false,
});

function grid(place = { row: 0, column: 1 }) {
  const acts = {
    onMove: vi.fn(),
    onInspect: vi.fn(),
    onPin: vi.fn(),
    onSort: vi.fn(),
    onColumnMenu: vi.fn(),
    onCellMenu: vi.fn(),
    onResize: vi.fn(),
  };
  // Without layout nothing would be on the screen, and the grid draws only that.
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(900);
  const columns = shownColumns(table, null, new Set(), {});
  show(
    <ResultGrid
      label="Rows"
      resultId="r"
      rows={table.rows}
      columns={columns}
      place={place}
      sort={null}
      pinned={new Set(["11111111-1111-4111-8111-111111111111"])}
      {...acts}
    />,
  );
  return acts;
}

describe("the grid", () => {
  test("shows markup in a log as characters, says what is pinned and how large it is", () => {
    grid();
    const found = screen.getByRole("grid", { name: "Rows" });
    expect(found.getAttribute("aria-rowcount")).toBe("3");
    expect(within(found).getByText(markup)).toBeTruthy();
    expect(found.querySelector("img")).toBeNull();
    expect(within(found).getByText("Row 1, pinned as evidence")).toBeTruthy();
  });

  test("has exactly one tab stop, and keys move, inspect and open menus from it", async () => {
    const acts = grid();
    const stops = [...screen.getByRole("grid").querySelectorAll('[tabindex="0"]')];
    expect(stops.map((cell) => cell.textContent)).toEqual([markup]);
    (stops[0] as HTMLElement).focus();
    await userEvent.keyboard("j{Enter}{Shift>}{F10}{/Shift}");
    expect(acts.onMove).toHaveBeenCalledWith({ row: 1, column: 1 });
    expect(acts.onInspect).toHaveBeenCalledWith({ row: 0, column: 1 });
    expect(acts.onCellMenu).toHaveBeenCalledOnce();
  });
});

describe("query tabs", () => {
  test("rename by keyboard writes the leading comment, Escape leaves it", async () => {
    const desk = openTab(newDesk("a", "T"), { id: "b", text: "U" });
    const onChange = vi.fn<(change: (now: typeof desk) => typeof desk) => void>();
    show(<QueryTabs desk={desk} running={new Set()} onChange={onChange} />);
    screen.getByRole("button", { name: "Query 1" }).focus();
    await userEvent.keyboard("{F2}web shells{Enter}");
    expect(onChange.mock.calls[0]?.[0](desk).tabs[0]?.text).toBe("// web shells\nT");
    onChange.mockClear();
    screen.getByRole("button", { name: "Query 2" }).focus();
    await userEvent.keyboard("{F2}no{Escape}");
    expect(onChange).not.toHaveBeenCalled();
  });
});

test("a refused query offers its fix and the place it means", async () => {
  const [onShow, onFix] = [vi.fn(), vi.fn()];
  const diagnostic = {
    severity: "error" as const,
    code: "kql/x",
    message: "No such column.",
    start: 10,
    end: 13,
    fix: { title: "Use cIP", text: "cIP" },
  };
  show(<DiagnosticList diagnostics={[diagnostic]} query={"T\n| where cIQ"} onShow={onShow} onFix={onFix} />);
  await userEvent.click(screen.getByRole("button", { name: "Use cIP" }));
  await userEvent.click(screen.getByRole("button", { name: "Line 2" }));
  expect(onFix).toHaveBeenCalledWith(diagnostic, "cIP");
  expect(onShow).toHaveBeenCalledWith(diagnostic);
});

test("top values name their share and sample, and filter by place", async () => {
  const onPivot = vi.fn();
  show(<TopValuesList table={table} column={1} onPivot={onPivot} />);
  expect(screen.getByText(/2 different values in 2 rows/)).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "Without Outlook" }));
  expect(onPivot).toHaveBeenCalledWith(1, "exclude");
});

describe("when there are no rows", () => {
  const question = { queryId: "q", text: "T", start: 0, tabText: "T", range: { from: "", to: "" }, heard: {} };
  const stats = { elapsedMs: 1, translateMs: 1, executeMs: 0, asOf: "2021-03-03T12:00:00Z" };
  const nothing = {
    kind: "rows",
    question,
    tables: [],
    chosen: 0,
    table: { ...table, rows: [] },
    render: null,
    diagnostics: [],
    stats,
  } as const;
  const acts = { onSample: vi.fn(), onWiden: vi.fn(), onKeepNothing: vi.fn(), onRunAgain: vi.fn(), onShow: vi.fn(), onFix: vi.fn() };
  const base = {
    range: { kind: "last", lastMinutes: 60 } as const,
    isFuture: false,
    isRangeUsed: true,
    samples: [{ title: "First look", text: "T" }],
    ...acts,
  };

  test.each([
    [{ ...base, outcome: null }, "Ask the logs something", "First look"],
    [{ ...base, outcome: nothing }, "Nothing found", "Keep “nothing found” as evidence"],
    [{ ...base, outcome: nothing, isFuture: true }, "This has not happened yet", "Look at the time until now"],
    [{ ...base, outcome: { kind: "interrupted", question, title: "Offline", message: "No net." } as const }, "Offline", "Run again"],
    [{ ...base, outcome: { kind: "cancelled", question } as const }, "Cancelled", "Run again"],
  ])("each reason has its own words and its own way on (%#)", (props, headline, action) => {
    show(<EmptyResult {...props} />);
    expect(screen.getByText(headline)).toBeTruthy();
    expect(screen.getByRole("button", { name: action })).toBeTruthy();
  });

  test("does not offer to widen a range that the query does not use", () => {
    show(<EmptyResult {...base} outcome={nothing} isRangeUsed={false} />);
    expect(screen.queryByRole("button", { name: "Widen the time range" })).toBeNull();
  });
});
