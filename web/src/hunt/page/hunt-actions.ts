import type { Cell, KqlColumn, SchemaView } from "@mailroom/server/contract";
import { cancelQuery, runQuery } from "../data/run-query.ts";
import { activateTab, activeTab, openTab, setTabRange, setTabText, type Tab } from "../desk/desk.ts";
import { resolveRange, type TabRange } from "../desk/tab-range.ts";
import type { Span } from "../histogram/bins.ts";
import type { PivotMode } from "../kql/literal.ts";
import { addFilter, pivotQuery } from "../kql/pivot.ts";
import { isRunnable, type QueryBlock, queryAt, splitQueries } from "../kql/statement-blocks.ts";
import { msToInstant } from "../result/instant.ts";
import { changeDesk, changeView, type HuntStore, runOf, viewOf } from "../state/hunt-store.ts";
import type { Outcome, Question } from "../state/run.ts";

/** What the acts of the page need from around them. */
export type HuntWorld = {
  readonly exerciseId: string;
  readonly store: HuntStore;
  /** Exercise time now, as an instant. */
  readonly simNow: () => string;
  /** Rows per table that the live channel has announced so far. */
  readonly heard: () => Readonly<Record<string, number>>;
  readonly schema: () => SchemaView;
  readonly onOutcome: (outcome: Outcome) => void;
};

export function currentTab(world: HuntWorld): Tab {
  return activeTab(world.store.getState().desk);
}

/** Runs the query of the active tab that the offset is in. Nothing to run: nothing happens. */
export async function runAt(world: HuntWorld, offset: number): Promise<void> {
  const tab = currentTab(world);
  const block = queryAt(tab.text, offset);
  if (block === null || !isRunnable(block.text)) return;
  await runBlock(world, tab, block);
}

async function runBlock(world: HuntWorld, tab: Tab, block: QueryBlock): Promise<void> {
  const range = resolveRange(tab.range, world.simNow());
  const asked = { tabId: tab.id, text: block.text, start: block.start, tabText: tab.text, range, heard: world.heard() };
  const outcome = await runQuery(world.store, world.exerciseId, asked);
  if (outcome !== null) world.onOutcome(outcome);
}

/** Runs once more what the result on the screen came from. */
export async function runAgain(world: HuntWorld): Promise<void> {
  const tab = currentTab(world);
  const block = blockOfResult(world, tab);
  if (block !== null) await runBlock(world, tab, block);
}

export function cancelRun(world: HuntWorld): void {
  const tab = currentTab(world);
  const { pending } = runOf(world.store.getState(), tab.id);
  if (pending === null) return;
  cancelQuery(world.store, world.exerciseId, tab.id);
  world.onOutcome({ kind: "cancelled", question: pending.question });
}

/** Where the query of the last run stands in the tab now; it may have moved, or be edited, in which case its place counts. */
function blockOfResult(world: HuntWorld, tab: Tab): QueryBlock | null {
  const run = runOf(world.store.getState(), tab.id);
  const question = run.pending?.question ?? run.outcome?.question ?? null;
  if (question === null) return queryAt(tab.text, 0);
  return splitQueries(tab.text).find((block) => block.text === question.text) ?? queryAt(tab.text, question.start);
}

/** Changes the query behind the result, in the text that everybody sees, and runs it. */
async function editQuery(world: HuntWorld, edit: (query: string) => string): Promise<void> {
  const tab = currentTab(world);
  const block = blockOfResult(world, tab);
  if (block === null) return;
  const edited = edit(block.text);
  const text = tab.text.slice(0, block.start) + edited + tab.text.slice(block.end);
  changeDesk(world.store, (desk) => setTabText(desk, tab.id, text));
  await runBlock(world, { ...tab, text }, { start: block.start, end: block.start + edited.length, text: edited });
}

export function pivot(world: HuntWorld, column: KqlColumn, cell: Cell, mode: PivotMode): Promise<void> {
  return editQuery(world, (query) => pivotQuery(query, column, cell, mode));
}

/** Opens a query in a tab of its own (or in the one that has it already) and runs it if asked. False when the desk is full. */
export function openQuery(world: HuntWorld, text: string, options: { readonly isRun: boolean; readonly range?: TabRange }): boolean {
  const normal = text.replaceAll("\r\n", "\n");
  const { desk } = world.store.getState();
  const known = desk.tabs.find((tab) => tab.text.trim() === normal.trim());
  const empty = currentTab(world).text.trim() === "" ? currentTab(world) : undefined;
  if (known !== undefined) changeDesk(world.store, (now) => activateTab(now, known.id));
  else if (empty !== undefined) changeDesk(world.store, (now) => setTabText(now, empty.id, normal));
  else {
    const opened = openTab(desk, { id: crypto.randomUUID(), text: normal });
    if (opened === desk) return false;
    changeDesk(world.store, () => opened);
  }
  const { range } = options;
  if (range !== undefined) changeDesk(world.store, (now) => setTabRange(now, now.activeId, range));
  if (options.isRun) void runAt(world, 0);
  return true;
}

/** Sets the range of the active tab and runs its query again, if it ran before. */
export async function chooseRange(world: HuntWorld, range: TabRange): Promise<void> {
  const tab = currentTab(world);
  changeDesk(world.store, (desk) => setTabRange(desk, tab.id, range));
  if (runOf(world.store.getState(), tab.id).outcome !== null) await runAgain(world);
}

/** True when the query itself says which times it wants; the tab's range does not apply then. */
export function filtersOnTime(question: Pick<Question, "text">): boolean {
  return /\bTimeGenerated\s*(?:[<>=!]|between|in\b)|\b(?:ago|now)\s*\(/i.test(question.text);
}

/** Narrows to a span: through the tab's range, or in the query's own text where that decides. Escape leads back. */
export async function zoomTo(world: HuntWorld, span: Span, timeColumn: string): Promise<void> {
  const tab = currentTab(world);
  const { zooms } = viewOf(world.store.getState(), tab.id);
  changeView(world.store, tab.id, { zooms: [...zooms, { range: tab.range, text: tab.text }].slice(-20) });
  const [from, to] = [msToInstant(span.fromMs), msToInstant(span.toMs)];
  const block = blockOfResult(world, tab);
  if (timeColumn === "TimeGenerated" && block !== null && !filtersOnTime(block)) {
    await chooseRange(world, { kind: "fixed", from, to });
    return;
  }
  await editQuery(world, (query) => addFilter(query, `${timeColumn} between (datetime(${from}) .. datetime(${to}))`));
}

export async function zoomBack(world: HuntWorld): Promise<void> {
  const tab = currentTab(world);
  const { zooms } = viewOf(world.store.getState(), tab.id);
  const last = zooms.at(-1);
  if (last === undefined) return;
  changeView(world.store, tab.id, { zooms: zooms.slice(0, -1) });
  changeDesk(world.store, (desk) => setTabText(setTabRange(desk, tab.id, last.range), tab.id, last.text));
  await runAgain(world);
}
