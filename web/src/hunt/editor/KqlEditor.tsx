import { closeBrackets } from "@codemirror/autocomplete";
import { history } from "@codemirror/commands";
import { bracketMatching } from "@codemirror/language";
import { highlightSelectionMatches } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import { drawSelection, EditorView, highlightSpecialChars, lineNumbers, placeholder } from "@codemirror/view";
import type { KqlDiagnostic } from "@mailroom/server/contract";
import { type Ref, useEffect, useImperativeHandle, useRef } from "react";
import { activeQuery } from "./active-query.ts";
import { setServerDiagnostics, showDiagnostics, takeNearestFix } from "./diagnostics.ts";
import { editorKeys } from "./editor-keys.ts";
import { editorTheme } from "./editor-theme.ts";
import { type LanguageClient, startLanguageClient } from "./language-client.ts";
import { languageHelp, recheck } from "./language-help.ts";
import type { FieldPaths, LanguageSchema } from "./protocol.ts";
import type { KqlEditorHandle, TextModel } from "./text-model.ts";

export type KqlEditorProps = {
  readonly model: TextModel;
  readonly schema: LanguageSchema;
  /** Fields inside the columns of the last answer, for completion after a dot. */
  readonly fields: FieldPaths;
  /** What the server said about a run, in offsets of the tab's text as it was then; null clears. */
  readonly verdict: { readonly text: string; readonly diagnostics: readonly KqlDiagnostic[] } | null;
  readonly onRun: () => void;
  readonly label: string;
  readonly ref?: Ref<KqlEditorHandle>;
};

let shared: LanguageClient | null = null;

/** One worker per page: it costs a second to start, and StrictMode and tab changes would start it again and again. */
function languageClient(): LanguageClient {
  shared ??= startLanguageClient();
  return shared;
}

/** A KQL editor over a tab's text model. Undo history, selection and scroll position are kept per tab while it is mounted. */
export function KqlEditor({ model, schema, fields, verdict, onRun, label, ref }: KqlEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const states = useRef(new Map<string, EditorState>());
  const run = useRef(onRun);
  useEffect(() => {
    run.current = onRun;
  }, [onRun]);

  useEffect(() => {
    if (host.current === null) return undefined;
    const kept = states.current;
    const remembered = kept.get(model.id);
    const state = remembered ?? EditorState.create({ doc: model.read(), extensions: extensionsFor(model, label, () => run.current()) });
    const created = new EditorView({ state, parent: host.current });
    view.current = created;
    const adopt = () => adoptText(created, model.read());
    adopt();
    const unsubscribe = model.subscribe(adopt);
    return () => {
      unsubscribe();
      kept.set(model.id, created.state);
      created.destroy();
      view.current = null;
    };
  }, [model, label]);

  useEffect(() => {
    void languageClient()
      .setSchema(schema)
      .then(() => view.current !== null && recheck(view.current, languageClient()));
  }, [schema]);

  useEffect(() => {
    void languageClient().ask("learn", { fields });
  }, [fields]);

  useEffect(() => {
    // A verdict on another text (another tab, or an edit since) has offsets that mean nothing here.
    if (view.current === null || (verdict !== null && verdict.text !== model.read())) return;
    view.current.dispatch({ effects: setServerDiagnostics.of(verdict?.diagnostics ?? []) });
    showDiagnostics(view.current);
  }, [verdict, model]);

  useImperativeHandle(ref, () => handleOf(view), []);
  return <div ref={host} style={{ height: "100%", minHeight: 0, overflow: "hidden" }} />;
}

function extensionsFor(model: TextModel, label: string, run: () => void): Extension {
  const client = languageClient();
  return [
    lineNumbers(),
    history(),
    drawSelection(),
    highlightSpecialChars(),
    highlightSelectionMatches(),
    bracketMatching(),
    closeBrackets(),
    EditorView.lineWrapping,
    EditorState.languageData.of(() => [{ commentTokens: { line: "//" } }]),
    placeholder("Write a query in KQL. Ctrl+Space completes, Shift+Enter runs."),
    EditorView.contentAttributes.of({
      "aria-label": label,
      "aria-description": "Escape, then Tab leaves the editor.",
      spellcheck: "false",
    }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) model.write(update.state.doc.toString());
    }),
    editorKeys({ run, format: (view) => void formatQuery(view, client) }),
    languageHelp(client),
    activeQuery,
    editorTheme,
  ];
}

/** Takes over a text that was changed elsewhere, touching only what differs, so that cursor and undo stay sensible. */
function adoptText(view: EditorView, text: string): void {
  const current = view.state.doc.toString();
  if (current === text) return;
  let start = 0;
  while (start < current.length && start < text.length && current[start] === text[start]) start += 1;
  let tail = 0;
  const room = Math.min(current.length, text.length) - start;
  while (tail < room && current[current.length - 1 - tail] === text[text.length - 1 - tail]) tail += 1;
  view.dispatch({ changes: { from: start, to: current.length - tail, insert: text.slice(start, text.length - tail) } });
}

async function formatQuery(view: EditorView, client: LanguageClient): Promise<void> {
  const text = view.state.doc.toString();
  const formatted = await client.ask("format", { text, offset: view.state.selection.main.head });
  if (formatted === null || view.state.doc.toString() !== text) return;
  view.dispatch({ changes: { from: formatted.start, to: formatted.end, insert: formatted.text }, userEvent: "input.format" });
}

function handleOf(view: { readonly current: EditorView | null }): KqlEditorHandle {
  return {
    focus: () => view.current?.focus(),
    insert: (text) => {
      view.current?.dispatch(view.current.state.replaceSelection(text));
      view.current?.focus();
    },
    select: (start, end) => {
      const length = view.current?.state.doc.length ?? 0;
      view.current?.dispatch({ selection: { anchor: Math.min(start, length), head: Math.min(end, length) }, scrollIntoView: true });
      view.current?.focus();
    },
    cursor: () => view.current?.state.selection.main.head ?? 0,
    format: () => view.current !== null && void formatQuery(view.current, languageClient()),
    fix: () => view.current !== null && void takeNearestFix(view.current),
  };
}
