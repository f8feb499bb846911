import { createStore, type StoreApi } from "zustand/vanilla";
import { type Desk, setTabText } from "../desk/desk.ts";
import type { TextModel } from "../editor/text-model.ts";
import { NO_RUN, type TabRun } from "./run.ts";
import { NEW_VIEW, type TabView } from "./tab-view.ts";

/** Everything of the hunt page that is not on the server: tabs, their last results, and how one looks at them. */
export type HuntState = {
  readonly desk: Desk;
  readonly runs: Readonly<Record<string, TabRun>>;
  readonly views: Readonly<Record<string, TabView>>;
};
export type HuntStore = StoreApi<HuntState>;

export function createHuntStore(desk: Desk): HuntStore {
  return createStore<HuntState>()(() => ({ desk, runs: {}, views: {} }));
}

export function changeDesk(store: HuntStore, change: (desk: Desk) => Desk): void {
  store.setState((state) => {
    const desk = change(state.desk);
    return desk === state.desk ? state : { ...state, desk };
  });
}

export function runOf(state: HuntState, tabId: string): TabRun {
  return state.runs[tabId] ?? NO_RUN;
}

export function changeRun(store: HuntStore, tabId: string, change: (run: TabRun) => TabRun): void {
  store.setState((state) => ({ ...state, runs: { ...state.runs, [tabId]: change(runOf(state, tabId)) } }));
}

export function viewOf(state: HuntState, tabId: string): TabView {
  return state.views[tabId] ?? NEW_VIEW;
}

export function changeView(store: HuntStore, tabId: string, change: Partial<TabView>): void {
  store.setState((state) => ({ ...state, views: { ...state.views, [tabId]: { ...viewOf(state, tabId), ...change } } }));
}

/** The text of a tab as the editor wants it; a tab that was closed reads as empty and takes no more text. */
export function textModelOf(store: HuntStore, tabId: string): TextModel {
  const read = () => store.getState().desk.tabs.find((tab) => tab.id === tabId)?.text ?? "";
  return {
    id: tabId,
    read,
    write: (text) => {
      if (read() !== text) changeDesk(store, (desk) => setTabText(desk, tabId, text));
    },
    subscribe: (listener) => {
      let known = read();
      return store.subscribe(() => {
        const text = read();
        if (text === known) return;
        known = text;
        listener();
      });
    },
  };
}
