import type { HuntDesk, HuntRange } from "@mailroom/server/contract";
import { titleOf, withTitle } from "../kql/statement-blocks.ts";
import type { TabRange } from "./tab-range.ts";

/** One query tab. Its title is the leading comment of its text, or "Query n" while there is none. */
export type Tab = { readonly id: string; readonly number: number; readonly text: string; readonly range: TabRange };

/** All tabs of one person in one exercise. There is always at least one, and `activeId` is one of them. */
export type Desk = {
  readonly tabs: readonly Tab[];
  readonly activeId: string;
  /** Closed tabs, last closed first, each with the place it had. */
  readonly closed: readonly { readonly tab: Tab; readonly index: number }[];
};

export const TAB_COUNT_MAX = 25;
const CLOSED_COUNT_MAX = 10;
/** Two weeks: an intruder seldom began yesterday, and a beginner should not miss a row because of a control not yet noticed. */
export const DEFAULT_RANGE: TabRange = { kind: "last", lastMinutes: 14 * 24 * 60 };

/** For a query that came by link: everything that a world usually holds, because the link says nothing about times. */
export const LINK_RANGE: TabRange = { kind: "last", lastMinutes: 30 * 24 * 60 };

export function newDesk(id: string, text = ""): Desk {
  return { tabs: [{ id, number: 1, text, range: DEFAULT_RANGE }], activeId: id, closed: [] };
}

export function tabTitle(tab: Tab): string {
  return titleOf(tab.text) ?? `Query ${tab.number}`;
}

export function activeTab(desk: Desk): Tab {
  const tab = desk.tabs.find(({ id }) => id === desk.activeId) ?? desk.tabs[0];
  if (tab === undefined) throw new Error("a desk without tabs");
  return tab;
}

/** Opens a tab after the active one and goes there; the desk itself when it is full. */
export function openTab(desk: Desk, tab: { readonly id: string; readonly text: string; readonly range?: TabRange }): Desk {
  if (desk.tabs.length >= TAB_COUNT_MAX) return desk;
  const number = Math.max(0, ...desk.tabs.map((one) => one.number)) + 1;
  const index = desk.tabs.findIndex(({ id }) => id === desk.activeId) + 1;
  const opened: Tab = { id: tab.id, number, text: tab.text, range: tab.range ?? activeTab(desk).range };
  return { ...desk, tabs: desk.tabs.toSpliced(index, 0, opened), activeId: tab.id };
}

/** Closes a tab; closing the last one leaves a fresh one with `freshId`. Empty tabs are not worth reopening. */
export function closeTab(desk: Desk, id: string, freshId: string): Desk {
  const index = desk.tabs.findIndex((tab) => tab.id === id);
  const tab = desk.tabs[index];
  if (tab === undefined) return desk;
  const closed = tab.text.trim() === "" ? desk.closed : [{ tab, index }, ...desk.closed].slice(0, CLOSED_COUNT_MAX);
  const tabs = desk.tabs.toSpliced(index, 1);
  const neighbour = tabs[Math.min(index, tabs.length - 1)];
  if (neighbour === undefined) return { ...newDesk(freshId), closed };
  return { tabs, activeId: desk.activeId === id ? neighbour.id : desk.activeId, closed };
}

export function reopenTab(desk: Desk): Desk {
  const [last, ...closed] = desk.closed;
  if (last === undefined || desk.tabs.length >= TAB_COUNT_MAX) return desk;
  return { tabs: desk.tabs.toSpliced(last.index, 0, last.tab), activeId: last.tab.id, closed };
}

export function activateTab(desk: Desk, id: string): Desk {
  return desk.tabs.some((tab) => tab.id === id) ? { ...desk, activeId: id } : desk;
}

export function setTabText(desk: Desk, id: string, text: string): Desk {
  return changeTab(desk, id, (tab) => ({ ...tab, text }));
}

export function setTabRange(desk: Desk, id: string, range: TabRange): Desk {
  return changeTab(desk, id, (tab) => ({ ...tab, range }));
}

/** The name is text of the query: its first comment. */
export function renameTab(desk: Desk, id: string, title: string): Desk {
  return changeTab(desk, id, (tab) => (title.trim() === "" ? tab : { ...tab, text: withTitle(tab.text, title) }));
}

function changeTab(desk: Desk, id: string, change: (tab: Tab) => Tab): Desk {
  return { ...desk, tabs: desk.tabs.map((tab) => (tab.id === id ? change(tab) : tab)) };
}

/** What the server keeps. Closed tabs are a comfort of this browser and stay here. */
export function toWireDesk(desk: Desk): HuntDesk {
  return {
    activeId: desk.activeId,
    tabs: desk.tabs.map((tab) => ({ id: tab.id, title: tabTitle(tab), text: tab.text, range: { ...tab.range } })),
  };
}

/** A saved desk as this page uses it; null when it holds no tab. Ranges that make no sense become the default. */
export function fromWireDesk(saved: HuntDesk): Desk | null {
  const tabs = saved.tabs.map((tab, index): Tab => {
    const numbered = /^Query (\d{1,4})$/.exec(tab.title)?.[1];
    // The editor counts in line feeds; offsets of diagnostics would drift in text with Windows line ends.
    return { id: tab.id, number: Number(numbered ?? index + 1), text: tab.text.replaceAll("\r\n", "\n"), range: toTabRange(tab.range) };
  });
  const first = tabs[0];
  if (first === undefined) return null;
  return { tabs, activeId: tabs.find((tab) => tab.id === saved.activeId)?.id ?? first.id, closed: [] };
}

/** A saved range as the picker knows it; one that makes no sense becomes the default. */
export function toTabRange(range: HuntRange): TabRange {
  if (range.kind === "last" && range.lastMinutes !== undefined && range.lastMinutes > 0) {
    return { kind: "last", lastMinutes: range.lastMinutes };
  }
  if (range.kind === "fixed" && range.from !== undefined && range.to !== undefined && range.from < range.to) {
    return { kind: "fixed", from: range.from, to: range.to };
  }
  return DEFAULT_RANGE;
}
