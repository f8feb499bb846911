import { useCommands } from "../../commands/registry.ts";
import { closeTab, type Desk, openTab, reopenTab } from "../desk/desk.ts";
import { shiftRange, widenRange } from "../desk/tab-range.ts";
import { changeDesk } from "../state/hunt-store.ts";
import { cancelRun, chooseRange, currentTab, type HuntWorld, zoomBack } from "./hunt-actions.ts";

type PageActs = {
  readonly onRun: () => void;
  readonly onFormat: () => void;
  readonly onTakeFix: () => void;
  readonly onExplain: () => void;
  readonly onSave: () => void;
  readonly onCopyLink: () => void;
  readonly onConnect: () => void;
  readonly onToggleSchema: () => void;
  readonly onToggleInspector: () => void;
  readonly onSearch: () => void;
  readonly onFocusEditor: () => void;
};

/** The page's acts in the registry: palette, keys and help know them from here. */
export function useHuntCommands(world: HuntWorld, acts: PageActs): void {
  const { store } = world;
  const tabs = (change: (desk: Desk) => Desk) => () => changeDesk(store, change);
  const range = (next: (tab: ReturnType<typeof currentTab>) => Parameters<typeof chooseRange>[1]) => () =>
    void chooseRange(world, next(currentTab(world)));
  const group = "Hunt";
  useCommands([
    { id: "hunt.run", title: "Run the query under the cursor", group, keys: ["!mod+enter", "!shift+enter"], run: acts.onRun },
    { id: "hunt.cancel", title: "Cancel the query", group, keys: ["!alt+c"], run: () => cancelRun(world) },
    { id: "hunt.format", title: "Lay out the query", group, keys: ["!shift+alt+f"], run: acts.onFormat },
    { id: "hunt.fix", title: "Take the fix nearest to the cursor", group, keys: ["!mod+."], run: acts.onTakeFix },
    { id: "hunt.explain", title: "Inspect query: plan and SQL", group, run: acts.onExplain },
    { id: "hunt.save", title: "Save the query for your team", group, keys: ["!mod+s"], run: acts.onSave },
    { id: "hunt.copy-link", title: "Copy a link to this query", group, run: acts.onCopyLink },
    { id: "hunt.connect", title: "Connect a notebook or tool", group, run: acts.onConnect },
    {
      id: "hunt.new-tab",
      title: "New query tab",
      group,
      keys: ["!alt+t"],
      run: tabs((desk) => openTab(desk, { id: crypto.randomUUID(), text: "" })),
    },
    {
      id: "hunt.close-tab",
      title: "Close the query tab",
      group,
      keys: ["!alt+w"],
      run: tabs((desk) => closeTab(desk, desk.activeId, crypto.randomUUID())),
    },
    { id: "hunt.reopen-tab", title: "Reopen the tab closed last", group, keys: ["!shift+alt+t"], run: tabs(reopenTab) },
    { id: "hunt.search", title: "Search tables, fields and functions", group, keys: ["/"], run: acts.onSearch },
    { id: "hunt.editor", title: "Go to the editor", group, keys: ["q"], run: acts.onFocusEditor },
    { id: "hunt.schema", title: "Show or hide the schema panel", group, keys: ["["], run: acts.onToggleSchema },
    { id: "hunt.inspector", title: "Show or hide the row panel", group, keys: ["]"], run: acts.onToggleInspector },
    { id: "hunt.wider", title: "Widen the time range", group, keys: ["t z"], run: range((tab) => widenRange(tab.range, world.simNow())) },
    {
      id: "hunt.earlier",
      title: "Shift the time range earlier",
      group,
      keys: ["t left"],
      run: range((tab) => shiftRange(tab.range, -1, world.simNow())),
    },
    {
      id: "hunt.later",
      title: "Shift the time range later",
      group,
      keys: ["t right"],
      run: range((tab) => shiftRange(tab.range, 1, world.simNow())),
    },
    { id: "hunt.zoom-back", title: "Back to the range before the zoom", group, keys: ["t b"], run: () => void zoomBack(world) },
  ]);
}
