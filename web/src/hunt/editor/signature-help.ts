import { completionStatus } from "@codemirror/autocomplete";
import { type Extension, Prec, StateEffect, StateField } from "@codemirror/state";
import { EditorView, keymap, showTooltip, type Tooltip, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import type { LanguageClient } from "./language-client.ts";
import type { SignatureHelp } from "./protocol.ts";
import { signatureText, signatureView } from "./signature-view.ts";

const setHelp = StateEffect.define<SignatureHelp | null>();

const openHelp = StateField.define<SignatureHelp | null>({
  create: () => null,
  update(value, transaction) {
    let next = value;
    if (next !== null && transaction.docChanged) next = { ...next, open: transaction.changes.mapPos(next.open, 1) };
    for (const effect of transaction.effects) if (effect.is(setHelp)) next = effect.value;
    return next;
  },
  provide: (field) => showTooltip.from(field, (help) => (help === null ? null : tooltipOf(help))),
});

/** Above the line, so that the list of completions below it stays free. */
function tooltipOf(help: SignatureHelp): Tooltip {
  return { pos: help.open, above: true, strictSide: false, create: () => ({ dom: signatureView(help) }) };
}

/**
 * What the function under the cursor takes. It opens by itself at `(` and `,`, and with Ctrl+Shift+Space; it follows the cursor
 * through the arguments, is read out when the argument changes, and goes with Escape or when the cursor leaves the call.
 */
export function signatureHelp(client: LanguageClient): Extension {
  const ask = (view: EditorView): boolean => {
    void refresh(view, client, true);
    return true;
  };
  return [
    openHelp,
    ViewPlugin.define(() => ({
      update: (update: ViewUpdate) => {
        if (!update.docChanged && !update.selectionSet) return;
        const isOpen = update.state.field(openHelp) !== null;
        if (isOpen || startsArgument(update)) void refresh(update.view, client, false);
      },
    })),
    Prec.high(
      keymap.of([
        { key: "Ctrl-Shift-Space", run: ask },
        { key: "Escape", run: close },
      ]),
    ),
  ];
}

/** The list of completions, where it is open too, is the first to go. */
function close(view: EditorView): boolean {
  if (view.state.field(openHelp) === null || completionStatus(view.state) !== null) return false;
  view.dispatch({ effects: setHelp.of(null) });
  return true;
}

/** Somebody typed, or took from the list, what ends before an argument. */
function startsArgument(update: ViewUpdate): boolean {
  if (!update.transactions.some((transaction) => transaction.isUserEvent("input"))) return false;
  const { head } = update.state.selection.main;
  return /[(,]\s*$/.test(update.state.sliceDoc(Math.max(0, head - 3), head));
}

async function refresh(view: EditorView, client: LanguageClient, isAsked: boolean): Promise<void> {
  const { doc, selection } = view.state;
  const help = await client.ask("signature", { text: doc.toString(), offset: selection.main.head });
  // Null is also the answer to a question that a later one has overtaken; then the later one decides.
  if (view.state.doc !== doc || !view.state.selection.eq(selection)) return;
  const before = view.state.field(openHelp);
  if (help === null && before === null) {
    if (isAsked) view.dispatch({ effects: EditorView.announce.of("The cursor is in no function call.") });
    return;
  }
  const said = help === null ? null : signatureText(help);
  const isNews = said !== null && (isAsked || before === null || said !== signatureText(before));
  view.dispatch({ effects: [setHelp.of(help), ...(isNews ? [EditorView.announce.of(said)] : [])] });
}
