import {
  type Completion as EditorCompletion,
  type CompletionContext,
  type CompletionResult,
  startCompletion,
} from "@codemirror/autocomplete";
import type { EditorView } from "@codemirror/view";
import type { LanguageClient } from "./language-client.ts";
import type { Completion, CompletionList } from "./protocol.ts";

const ICONS: Readonly<Record<Completion["kind"], string>> = {
  table: "class",
  column: "property",
  function: "function",
  aggregate: "function",
  operator: "keyword",
  keyword: "keyword",
  type: "type",
  variable: "variable",
  field: "property",
  other: "text",
};

/** Completion from the worker. Asked without a key press it stays silent where nothing has been started. */
export function completeFrom(client: LanguageClient) {
  return async (context: CompletionContext): Promise<CompletionResult | null> => {
    const before = context.state.sliceDoc(Math.max(0, context.pos - 2), context.pos);
    const isStarted = /[\w|.(]\s?$/.test(before);
    if (!context.explicit && !isStarted) return null;
    const list = await client.ask("complete", { text: context.state.doc.toString(), offset: context.pos });
    if (list === null || context.aborted) return null;
    return toResult(list);
  };
}

function toResult(list: CompletionList): CompletionResult {
  const step = 198 / Math.max(1, list.items.length);
  const options = list.items.map((item): EditorCompletion => ({
    label: item.label,
    type: ICONS[item.kind],
    detail: item.kind === "other" ? "" : item.kind,
    boost: 99 - Math.round(item.rank * step),
    apply: (view, _completion, from, to) => applyCompletion(view, item, from, to),
  }));
  return { from: list.start, to: list.end, options, validFor: /^\w*$/ };
}

function applyCompletion(view: EditorView, item: Completion, from: number, to: number): void {
  const following = view.state.sliceDoc(to, to + 200);
  const before = fitBefore(item.before, following);
  view.dispatch({
    changes: { from, to, insert: before + item.after },
    selection: { anchor: from + before.length },
    userEvent: "input.complete",
  });
  if (item.continues) startCompletion(view);
}

/** Leaves out the pipe or the space that a completion would add where the text already goes on with one. */
export function fitBefore(before: string, following: string): string {
  if (before.endsWith("\n| ") && /^\s*\|/.test(following)) return before.slice(0, -3);
  return before.endsWith(" ") && /^[^\S\n]/.test(following) ? before.slice(0, -1) : before;
}
