import {
  acceptCompletion,
  closeCompletion,
  closeBracketsKeymap,
  completionKeymap,
  completionStatus,
  moveCompletionSelection,
  selectedCompletionIndex,
} from "@codemirror/autocomplete";
import { defaultKeymap, historyKeymap, indentLess, indentMore, toggleComment } from "@codemirror/commands";
import { lintKeymap } from "@codemirror/lint";
import { searchKeymap } from "@codemirror/search";
import { type Extension, Prec } from "@codemirror/state";
import { type EditorView, keymap } from "@codemirror/view";
import { takeNearestFix } from "./diagnostics.ts";

/** Takes the chosen entry of the open list, or its first one. */
function takeCompletion(view: EditorView): boolean {
  if (completionStatus(view.state) !== "active") return false;
  if (selectedCompletionIndex(view.state) === null) moveCompletionSelection(true)(view);
  return acceptCompletion(view);
}

/**
 * Keys of the editor. Tab takes a completion or indents; Escape, then Tab leaves the field (CodeMirror does that by itself for
 * two seconds after Escape), so the keyboard is never trapped.
 */
export function editorKeys(actions: { run(view: EditorView): void; format(view: EditorView): void }): Extension {
  const run = (view: EditorView) => {
    // A list left open would cover the rows, and take the Escape that leaves the editor.
    closeCompletion(view);
    actions.run(view);
    return true;
  };
  const format = (view: EditorView) => {
    actions.format(view);
    return true;
  };
  return [
    Prec.highest(
      keymap.of([
        { key: "Shift-Enter", run },
        { key: "Mod-Enter", run },
        { key: "Ctrl-Enter", run },
        { key: "Shift-Alt-f", run: format },
        { key: "Mod-.", run: takeNearestFix },
        { key: "Tab", run: takeCompletion },
      ]),
    ),
    keymap.of([
      { key: "Tab", run: indentMore, shift: indentLess },
      { key: "Mod-/", run: toggleComment },
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...lintKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...defaultKeymap,
    ]),
  ];
}
