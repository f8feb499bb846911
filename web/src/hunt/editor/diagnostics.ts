import { type Diagnostic, forEachDiagnostic, setDiagnostics } from "@codemirror/lint";
import { StateEffect, StateField } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import type { KqlDiagnostic } from "@mailroom/server/contract";
import { codeParts } from "../../widgets/code-parts.ts";
import type { LanguageDiagnostic } from "./protocol.ts";

/** What the server said about the last run, and what the worker says about the text as it is. */
export const setServerDiagnostics = StateEffect.define<readonly KqlDiagnostic[]>();
export const setWorkerDiagnostics = StateEffect.define<readonly LanguageDiagnostic[]>();

type Known = { readonly server: readonly KqlDiagnostic[]; readonly worker: readonly LanguageDiagnostic[] };

/** Diagnostics of both sources, moved along with the text. An edit inside a span means that it is being mended: it goes. */
export const knownDiagnostics = StateField.define<Known>({
  create: () => ({ server: [], worker: [] }),
  update(value, transaction) {
    let { server, worker } = value;
    if (transaction.docChanged) {
      server = server.flatMap((one) => {
        const isTouched = transaction.changes.touchesRange(one.start, one.end) !== false;
        return isTouched ? [] : [{ ...one, start: transaction.changes.mapPos(one.start, 1), end: transaction.changes.mapPos(one.end, -1) }];
      });
    }
    for (const effect of transaction.effects) {
      if (effect.is(setServerDiagnostics)) server = effect.value;
      if (effect.is(setWorkerDiagnostics)) worker = effect.value;
    }
    return server === value.server && worker === value.worker ? value : { server, worker };
  },
});

const SEVERITY = { error: "error", warning: "warning", information: "info" } as const;

/** Puts both lists under the text. Where both mark the same place the server's word counts: it knows the fix. */
export function showDiagnostics(view: EditorView): void {
  const { server, worker } = view.state.field(knownDiagnostics);
  view.dispatch(setDiagnostics(view.state, mergeDiagnostics(server, worker, view.state.doc.length)));
}

export function mergeDiagnostics(server: readonly KqlDiagnostic[], worker: readonly LanguageDiagnostic[], length: number): Diagnostic[] {
  const clamp = (offset: number) => Math.min(Math.max(0, offset), length);
  const isCovered = (one: LanguageDiagnostic) =>
    server.some((other) => one.start < Math.max(other.end, other.start + 1) && other.start < Math.max(one.end, one.start + 1));
  const fromServer = server.map((one): Diagnostic => {
    const fix = one.fix;
    return {
      from: clamp(one.start),
      to: clamp(one.end),
      severity: SEVERITY[one.severity],
      message: one.message,
      renderMessage: () => renderSentence(one.message),
      source: one.code,
      actions:
        fix === null
          ? []
          : [{ name: plainSentence(fix.title), apply: (view, from, to) => view.dispatch({ changes: { from, to, insert: fix.text } }) }],
    };
  });
  const fromWorker = worker
    .filter((one) => !isCovered(one))
    .map((one): Diagnostic => ({
      from: clamp(one.start),
      to: clamp(one.end),
      severity: SEVERITY[one.severity],
      message: one.message,
      renderMessage: () => renderSentence(one.message),
      source: one.code,
    }));
  return [...fromServer, ...fromWorker].toSorted((a, b) => a.from - b.from || a.to - b.to);
}

/** The sentence with its code as code, for the tooltip and the list of problems. */
function renderSentence(sentence: string): Node {
  const holder = document.createElement("span");
  for (const part of codeParts(sentence)) {
    const code = document.createElement("code");
    code.textContent = part.text;
    holder.append(part.isCode ? code : part.text);
  }
  return holder;
}

/** CodeMirror takes the words of a button as they are. */
function plainSentence(sentence: string): string {
  return codeParts(sentence)
    .map(({ text }) => text)
    .join("");
}

/** Takes the fix that is nearest to the cursor. False when nothing under the text has one. */
export function takeNearestFix(view: EditorView): boolean {
  const cursor = view.state.selection.main.head;
  const fixes: { readonly distance: number; take(): void }[] = [];
  forEachDiagnostic(view.state, ({ actions }, from, to) => {
    for (const { apply } of actions ?? [])
      fixes.push({ distance: Math.max(0, from - cursor, cursor - to), take: () => apply(view, from, to) });
  });
  const nearest = fixes.toSorted((a, b) => a.distance - b.distance)[0];
  nearest?.take();
  return nearest !== undefined;
}
