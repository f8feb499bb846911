import { type EditorState, type Extension, RangeSetBuilder } from "@codemirror/state";
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { queryAt, splitQueries } from "../kql/statement-blocks.ts";

const line = Decoration.line({ class: "kql-active-query" });
const LENGTH_MAX = 100_000;

/** Marks the lines that Run would run, in tabs that hold more than one query. */
export const activeQuery: Extension = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = markActive(view.state);
    }
    update(update: ViewUpdate): void {
      if (update.docChanged || update.selectionSet) this.decorations = markActive(update.state);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

function markActive(state: EditorState): DecorationSet {
  if (state.doc.length > LENGTH_MAX) return Decoration.none;
  const text = state.doc.toString();
  const block = queryAt(text, state.selection.main.head);
  if (block === null || splitQueries(text).length < 2) return Decoration.none;
  const builder = new RangeSetBuilder<Decoration>();
  for (let at = state.doc.lineAt(block.start); at.from <= block.end; at = state.doc.line(at.number + 1)) {
    builder.add(at.from, at.from, line);
    if (at.number === state.doc.lines) break;
  }
  return builder.finish();
}
