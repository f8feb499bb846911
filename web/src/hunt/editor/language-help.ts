import { autocompletion } from "@codemirror/autocomplete";
import type { Extension } from "@codemirror/state";
import { type EditorView, hoverTooltip, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { completeFrom } from "./completion.ts";
import { knownDiagnostics, setWorkerDiagnostics, showDiagnostics } from "./diagnostics.ts";
import type { LanguageClient } from "./language-client.ts";
import { signatureHelp } from "./signature-help.ts";
import { setSyntax, syntaxColours } from "./syntax-colours.ts";

const CHECK_DELAY_MS = 180;
/** Beyond this the parser would lag behind the fingers; the server still checks the query when it runs. */
const CHECK_LENGTH_MAX = 100_000;

/** Completion, checks, colours, hover and signatures, all from the worker. */
export function languageHelp(client: LanguageClient): Extension {
  return [
    knownDiagnostics,
    syntaxColours,
    checker(client),
    hover(client),
    signatureHelp(client),
    // Enter is a new line, whatever list happens to be open; Tab takes the first entry, an arrow chooses another one.
    autocompletion({ override: [completeFrom(client)], icons: true, selectOnOpen: false }),
  ];
}

/** Asks for a new check, as after a new schema. */
export function recheck(view: EditorView, client: LanguageClient): void {
  const text = view.state.doc.toString();
  if (text.length > CHECK_LENGTH_MAX) return;
  void client.ask("check", { text }).then((answer) => {
    // The text may have moved on while the worker was busy; then its own check is on the way.
    if (answer === null || view.state.doc.toString() !== text) return;
    view.dispatch({ effects: [setSyntax.of(answer.spans), setWorkerDiagnostics.of(answer.diagnostics)] });
    showDiagnostics(view);
  });
}

function checker(client: LanguageClient): Extension {
  return ViewPlugin.fromClass(
    class {
      #timer: ReturnType<typeof setTimeout> | undefined;
      readonly #view: EditorView;
      constructor(view: EditorView) {
        this.#view = view;
        this.#schedule(0);
      }
      update(update: ViewUpdate): void {
        if (update.docChanged) this.#schedule(CHECK_DELAY_MS);
      }
      destroy(): void {
        clearTimeout(this.#timer);
      }
      #schedule(delayMs: number): void {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => recheck(this.#view, client), delayMs);
      }
    },
  );
}

function hover(client: LanguageClient): Extension {
  return hoverTooltip(async (view, offset) => {
    const info = await client.ask("hover", { text: view.state.doc.toString(), offset });
    if (info === null || info.start >= info.end) return null;
    return {
      pos: info.start,
      end: info.end,
      above: true,
      create: () => {
        const dom = document.createElement("div");
        dom.className = "kql-hover";
        dom.textContent = info.text;
        return { dom };
      },
    };
  });
}
