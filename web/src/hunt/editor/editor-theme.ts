import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

const TOKEN_COLOURS: Readonly<Record<string, string>> = {
  comment: "comment",
  string: "string",
  literal: "number",
  type: "keyword",
  table: "table",
  column: "column",
  function: "function",
  variable: "function",
  operator: "operator",
  "query-operator": "keyword",
  keyword: "keyword",
};

const syntaxRules = Object.fromEntries(
  Object.entries(TOKEN_COLOURS).map(([name, token]) => [`.kql-${name}`, { color: `var(--syntax-${token})` }]),
);

/** The editor in the tokens of the theme: light and dark follow the page without a second theme here. */
export const editorTheme: Extension = EditorView.theme({
  "&": { height: "100%", color: "var(--text-primary)", backgroundColor: "var(--surface-panel)", fontSize: "var(--text-size)" },
  "&.cm-focused": { outline: "none" },
  // Above the gutter, which would hide the left side of an outline.
  "&.cm-focused::after": {
    content: "''",
    position: "absolute",
    zIndex: 5,
    inset: 0,
    border: "2px solid var(--focus-ring)",
    pointerEvents: "none",
  },
  ".cm-scroller": { fontFamily: "var(--font-mono)", fontVariantLigatures: "none", lineHeight: "1.6" },
  ".cm-content": { caretColor: "var(--text-primary)", padding: "6px 0" },
  ".cm-cursor": { borderLeftColor: "var(--text-primary)" },
  ".cm-gutters": { backgroundColor: "var(--surface-panel)", color: "var(--text-muted)", border: "none" },
  ".cm-activeLineGutter": { backgroundColor: "transparent", color: "var(--text-primary)" },
  ".cm-line": { borderLeft: "2px solid transparent", paddingLeft: "8px" },
  ".kql-active-query": { borderLeftColor: "var(--accent)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--accent-quiet)",
  },
  ".cm-matchingBracket": { backgroundColor: "var(--surface-selected)", outline: "1px solid var(--border-strong)" },
  ".cm-placeholder": { color: "var(--text-muted)" },
  ".cm-tooltip": {
    backgroundColor: "var(--surface-raised)",
    color: "var(--text-primary)",
    border: "1px solid var(--border-strong)",
    borderRadius: "var(--radius)",
    boxShadow: "var(--shadow-raised)",
    maxWidth: "560px",
  },
  ".cm-tooltip-autocomplete > ul": { fontFamily: "var(--font-mono)", maxHeight: "16em" },
  ".cm-tooltip-autocomplete > ul > li": { padding: "2px 8px" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--surface-selected)", color: "var(--text-primary)" },
  ".cm-completionDetail": { color: "var(--text-muted)", fontStyle: "normal", float: "right", paddingLeft: "16px" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "600", color: "var(--text-link)" },
  ".cm-diagnostic": { padding: "6px 10px", fontFamily: "var(--font-ui)", borderLeft: "3px solid var(--border-strong)" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--status-bad)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--status-warn)" },
  ".cm-diagnosticAction": {
    marginLeft: "10px",
    padding: "3px 10px",
    minHeight: "24px",
    backgroundColor: "var(--accent)",
    color: "var(--surface-panel)",
    borderRadius: "var(--radius)",
    font: "inherit",
    cursor: "pointer",
  },
  ".cm-diagnosticSource": { opacity: 1, color: "var(--text-muted)" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--status-bad) 1px", textUnderlineOffset: "3px" },
  ".cm-lintRange-warning": { backgroundImage: "none", textDecoration: "underline wavy var(--status-warn) 1px", textUnderlineOffset: "3px" },
  ".cm-lintRange-info": { backgroundImage: "none", textDecoration: "underline dotted var(--status-info) 1px", textUnderlineOffset: "3px" },
  ".cm-panels": { backgroundColor: "var(--surface-sunken)", color: "var(--text-primary)", borderColor: "var(--border-subtle)" },
  ".kql-hover": { padding: "6px 10px", whiteSpace: "pre-wrap", fontFamily: "var(--font-ui)" },
  ".kql-signature": { padding: "6px 10px", fontFamily: "var(--font-ui)" },
  ".kql-signature-line": { fontFamily: "var(--font-mono)", color: "var(--text-muted)" },
  ".kql-signature-current": { color: "var(--text-primary)", fontWeight: "700", textDecoration: "underline", textUnderlineOffset: "3px" },
  ".kql-signature-note": { margin: "2px 0 0", fontSize: "var(--text-size-small)", overflowWrap: "anywhere" },
  ".kql-query-operator": { fontWeight: "600" },
  ...syntaxRules,
});
