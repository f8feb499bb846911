import type { SortDirection } from "../result/sort-rows.ts";
import type { TabRange } from "./tab-range.ts";

/**
 * What the address bar says about the hunt page. `q` is the query, which the reader of the link may not have: where the tab is
 * not on their desk it becomes a new one. Everything else is only where one looks.
 */
export type HuntView = {
  readonly tabId: string | null;
  readonly query: string | null;
  readonly range: TabRange | null;
  /** The row in the inspector: an item id, or `#n` for row n of a result without identity. */
  readonly row: string | null;
  readonly sort: { readonly column: string; readonly direction: SortDirection } | null;
  /** Columns in the order shown; null for the result's own. */
  readonly columns: readonly string[] | null;
  readonly stackBy: string | null;
  /** Offset of the query that was run, so that a reload runs it again; null when none was. */
  readonly ranAt: number | null;
};

export const EMPTY_VIEW: HuntView = {
  tabId: null,
  query: null,
  range: null,
  row: null,
  sort: null,
  columns: null,
  stackBy: null,
  ranAt: null,
};

export const HUNT_URL_VERSION = 1;

/** Search parameters as they stand in the address. Absent keys are left out. */
export type HuntSearch = Readonly<Record<string, string | number>>;

/**
 * The search parameters of a view. Keys: `v` version, `tab`, `q` query text, `last` minutes or `from` and `to`, `row`, `sort`
 * (`Column` or `-Column`), `cols` (comma-separated, commas and backslashes inside names escaped with a backslash), `by`,
 * `at` (offset of the query that was run).
 */
export function encodeView(view: HuntView): HuntSearch {
  const search: Record<string, string | number> = { v: HUNT_URL_VERSION };
  const put = (key: string, value: string | number | null | undefined) => {
    if (value !== null && value !== undefined) search[key] = value;
  };
  put("tab", view.tabId);
  put("q", view.query);
  if (view.range?.kind === "last") put("last", view.range.lastMinutes);
  if (view.range?.kind === "fixed") {
    put("from", view.range.from);
    put("to", view.range.to);
  }
  put("row", view.row);
  if (view.sort !== null) put("sort", `${view.sort.direction === "desc" ? "-" : "+"}${view.sort.column}`);
  put("cols", view.columns?.map((name) => name.replaceAll(/[\\,]/g, "\\$&")).join(","));
  put("by", view.stackBy);
  put("at", view.ranAt);
  return search;
}

/** Reads any address, also a hand-made or an older one: what it does not understand it leaves out, and never throws. */
export function decodeView(search: Readonly<Record<string, unknown>>): HuntView {
  const text = (key: string): string | null => {
    const value = search[key];
    if (typeof value === "string" && value !== "") return value;
    // A router may have read `7` or `true` as what they look like.
    return typeof value === "number" || typeof value === "boolean" ? String(value) : null;
  };
  const version = Number(text("v") ?? HUNT_URL_VERSION);
  // A link from a newer version may mean other things by the same keys; its tab and query are safe to take.
  const isKnown = version <= HUNT_URL_VERSION;
  return {
    tabId: text("tab"),
    query: text("q"),
    range: isKnown ? decodeRange(text("last"), text("from"), text("to")) : null,
    row: isKnown ? text("row") : null,
    sort: isKnown ? decodeSort(text("sort")) : null,
    columns: isKnown ? decodeColumns(text("cols")) : null,
    stackBy: isKnown ? text("by") : null,
    ranAt: isKnown ? decodeOffset(text("at")) : null,
  };
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,7})?Z$/;

function decodeRange(last: string | null, from: string | null, to: string | null): TabRange | null {
  if (from !== null && to !== null) return INSTANT.test(from) && INSTANT.test(to) && from < to ? { kind: "fixed", from, to } : null;
  const minutes = Number(last ?? Number.NaN);
  return Number.isInteger(minutes) && minutes > 0 && minutes <= 5_256_000 ? { kind: "last", lastMinutes: minutes } : null;
}

function decodeOffset(text: string | null): number | null {
  return text !== null && /^\d{1,7}$/.test(text) ? Number(text) : null;
}

function decodeSort(text: string | null): HuntView["sort"] {
  const match = /^([+ -]?)(.+)$/s.exec(text ?? "");
  if (match?.[2] === undefined) return null;
  return { column: match[2], direction: match[1] === "-" ? "desc" : "asc" };
}

function decodeColumns(text: string | null): readonly string[] | null {
  if (text === null) return null;
  const names = [...text.matchAll(/(?:\\[\s\S]|[^,\\])+/g)].map((match) => match[0].replaceAll(/\\([\s\S])/g, "$1"));
  return names.length === 0 ? null : names;
}
