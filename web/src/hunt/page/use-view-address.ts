import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { activateTab, activeTab, LINK_RANGE, setTabRange } from "../desk/desk.ts";
import { decodeView, encodeView, type HuntSearch, type HuntView } from "../desk/view-url.ts";
import { changeDesk, changeView, type HuntState, type HuntStore, runOf, viewOf } from "../state/hunt-store.ts";
import { type HuntWorld, openQuery, runAt } from "./hunt-actions.ts";

const WRITE_DELAY_MS = 120;
/** Longer queries stay out of the address, which browsers and chat programs cut; their tab is still named. */
const QUERY_LENGTH_MAX = 4000;

/** What the address should say about the page as it is. */
function viewOfState(state: HuntState): HuntView {
  const tab = activeTab(state.desk);
  const { row, sort, columns, stackBy } = viewOf(state, tab.id);
  const run = runOf(state, tab.id);
  return {
    tabId: tab.id,
    query: tab.text.trim() === "" || tab.text.length > QUERY_LENGTH_MAX ? null : tab.text,
    range: tab.range,
    row,
    sort,
    columns,
    stackBy,
    ranAt: run.pending?.question.start ?? run.outcome?.question.start ?? null,
  };
}

/** Brings the page to where an address points: its tab, range, columns and row, with its query run again. */
function follow(world: HuntWorld, view: HuntView): void {
  const { store } = world;
  const { query, range, tabId, row, sort, columns, stackBy, ranAt } = view;
  if (tabId === null && query !== null) {
    openQuery(world, query, { isRun: true, range: range ?? LINK_RANGE });
    return;
  }
  if (tabId !== null) changeDesk(store, (desk) => activateTab(desk, tabId));
  // A colleague's address names a tab that is not on this desk; its query becomes one. One's own tab keeps its own text.
  const isForeign = tabId !== null && activeTab(store.getState().desk).id !== tabId;
  if (isForeign && (query === null || !openQuery(world, query, { isRun: false }))) return;
  const tab = activeTab(store.getState().desk);
  if (range !== null) changeDesk(store, (desk) => setTabRange(desk, tab.id, range));
  changeView(store, tab.id, { row, sort, columns, stackBy, isInspecting: row !== null && !row.startsWith("#head") });
  if (ranAt !== null) void runAt(world, ranAt);
}

/** Keeps the address and the page in step. A link that is opened while the page is up (`q`) is followed too. */
export function useViewAddress(world: HuntWorld): void {
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const navigate = useNavigate();
  const { store } = world;
  const written = useRef<string | null>(null);
  const address = JSON.stringify(search);

  useEffect(() => {
    if (written.current === address) return;
    const isFirst = written.current === null;
    written.current = address;
    const view = decodeView(JSON.parse(address) as Record<string, unknown>);
    if (isFirst || view.query !== null) follow(world, view);
  }, [address, world]);

  useEffect(
    () =>
      writeOnChange(store, (next) => {
        const text = JSON.stringify(asText(next));
        if (text === written.current) return;
        written.current = text;
        void navigate({ to: ".", search: next as Record<string, unknown>, replace: true });
      }),
    [store, navigate],
  );
}

/** Parameters as they come back from the address: all text. */
function asText(search: HuntSearch): Record<string, string> {
  return Object.fromEntries(Object.entries(search).map(([key, value]) => [key, String(value)]));
}

/** Calls back a moment after the last change, so that moving through rows does not flood the browser's history. */
function writeOnChange(store: HuntStore, write: (search: HuntSearch) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const schedule = () => {
    clearTimeout(timer);
    timer = setTimeout(() => write(encodeView(viewOfState(store.getState()))), WRITE_DELAY_MS);
  };
  schedule();
  const stop = store.subscribe(schedule);
  return () => {
    clearTimeout(timer);
    stop();
  };
}
