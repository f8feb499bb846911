import { type EditorState, RangeSetBuilder, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";
import { type KqlTokenKind, scanKql } from "../kql/tokens.ts";
import type { SyntaxClass, SyntaxSpan } from "./protocol.ts";

/** New colours from the worker for the document as it is. */
export const setSyntax = StateEffect.define<readonly SyntaxSpan[]>();

const SCANNED: Partial<Readonly<Record<KqlTokenKind, SyntaxClass>>> = { comment: "comment", string: "string", number: "literal" };
const SCAN_LENGTH_MAX = 100_000;

/**
 * Colours by meaning, from the worker. Until its first answer the scanner colours comments, texts and numbers; between a
 * keystroke and the next answer the old colours move along with the text.
 */
export const syntaxColours = StateField.define<{ readonly marks: DecorationSet; readonly isFromWorker: boolean }>({
  create: (state) => ({ marks: scanned(state), isFromWorker: false }),
  update(value, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setSyntax)) return { marks: toMarks(effect.value, transaction.state.doc.length), isFromWorker: true };
    }
    if (!transaction.docChanged) return value;
    if (!value.isFromWorker) return { marks: scanned(transaction.state), isFromWorker: false };
    return { marks: value.marks.map(transaction.changes), isFromWorker: true };
  },
  provide: (field) => EditorView.decorations.from(field, ({ marks }) => marks),
});

function scanned(state: EditorState): DecorationSet {
  if (state.doc.length > SCAN_LENGTH_MAX) return Decoration.none;
  const spans = scanKql(state.doc.toString()).flatMap(({ kind, start, end }) => {
    const as = SCANNED[kind];
    return as === undefined ? [] : [{ start, end, as }];
  });
  return toMarks(spans, state.doc.length);
}

function toMarks(spans: readonly SyntaxSpan[], length: number): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { start, end, as } of spans.toSorted((a, b) => a.start - b.start)) {
    if (end <= length && start < end) builder.add(start, end, Decoration.mark({ class: `kql-${as}` }));
  }
  return builder.finish();
}
