import { autocompletion, completionStatus, startCompletion } from "@codemirror/autocomplete";
import { type Diagnostic, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView, runScopeHandlers } from "@codemirror/view";
import { afterEach, describe, expect, it, vi } from "vitest";
import { editorKeys } from "./editor-keys.ts";

let view: EditorView;
afterEach(() => view.destroy());

async function openListOver(doc: string): Promise<void> {
  const entries = { from: doc.lastIndexOf(" ") + 1, options: [{ label: "project" }, { label: "project-away" }] };
  const help = autocompletion({ override: [() => entries], selectOnOpen: false, interactionDelay: 0 });
  const keys = editorKeys({ run: () => {}, format: () => {} });
  view = new EditorView({
    state: EditorState.create({ doc, selection: { anchor: doc.length }, extensions: [help, keys] }),
    parent: document.body,
  });
  startCompletion(view);
  await vi.waitFor(() => expect(completionStatus(view.state)).toBe("active"));
}

const press = (key: string, held: KeyboardEventInit = {}): boolean =>
  runScopeHandlers(view, new KeyboardEvent("keydown", { key, ...held }), "editor");
const text = (): string => view.state.doc.toString();

describe("with the list of completions open", () => {
  it("Enter begins a new line and takes nothing that was not chosen", async () => {
    await openListOver("Event | project");
    press("Enter");
    expect(text()).toBe("Event | project\n");
  });

  it("Tab takes the first entry", async () => {
    await openListOver("Event | pro");
    press("Tab");
    expect(text()).toBe("Event | project");
  });

  it("running the query closes it", async () => {
    await openListOver("Event | project");
    press("Enter", { shiftKey: true });
    expect(completionStatus(view.state)).toBeNull();
    expect(text()).toBe("Event | project");
  });

  it("Enter takes what an arrow has chosen", async () => {
    await openListOver("Event | pro");
    press("ArrowDown");
    press("ArrowDown");
    press("Enter");
    expect(text()).toBe("Event | project-away");
  });
});

describe("Ctrl+.", () => {
  const fixOf = (name: string, insert: string) => ({
    name,
    apply: (shown: EditorView, from: number, to: number) => shown.dispatch({ changes: { from, to, insert } }),
  });

  function openWith(doc: string, cursor: number, diagnostics: readonly Diagnostic[]): void {
    const keys = editorKeys({ run: () => {}, format: () => {} });
    view = new EditorView({ state: EditorState.create({ doc, selection: { anchor: cursor }, extensions: [keys] }), parent: document.body });
    view.dispatch(setDiagnostics(view.state, diagnostics));
  }

  it("takes the fix nearest to the cursor, and no other", () => {
    openWith("Evnt | project Sorce", 20, [
      { from: 0, to: 4, severity: "error", message: "no such table", actions: [fixOf("Event", "Event")] },
      { from: 15, to: 20, severity: "error", message: "no such column", actions: [fixOf("Source", "Source")] },
    ]);
    press(".", { ctrlKey: true });
    expect(text()).toBe("Evnt | project Source");
  });

  it("does nothing where nothing has a fix", () => {
    openWith("Evnt", 0, [{ from: 0, to: 4, severity: "error", message: "no such table" }]);
    expect(press(".", { ctrlKey: true })).toBe(false);
    expect(text()).toBe("Evnt");
  });
});
