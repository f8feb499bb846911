import type { Completion, LanguageDiagnostic, SyntaxClass } from "./protocol.ts";
import { kusto, type VendorCompletion } from "./vendor.ts";

const classification = kusto.Editor.ClassificationKind;
const completion = kusto.Editor.CompletionKind;

const CLASSES = new Map<number | undefined, SyntaxClass>([
  [classification["Comment"], "comment"],
  [classification["StringLiteral"], "string"],
  [classification["Literal"], "literal"],
  [classification["Type"], "type"],
  [classification["Table"], "table"],
  [classification["MaterializedView"], "table"],
  [classification["Column"], "column"],
  [classification["SchemaMember"], "column"],
  [classification["Function"], "function"],
  [classification["Variable"], "variable"],
  [classification["Parameter"], "variable"],
  [classification["SignatureParameter"], "variable"],
  [classification["QueryParameter"], "variable"],
  [classification["ScalarOperator"], "operator"],
  [classification["MathOperator"], "operator"],
  [classification["QueryOperator"], "query-operator"],
  [classification["Keyword"], "keyword"],
  [classification["Command"], "keyword"],
  [classification["Option"], "keyword"],
]);

const KINDS = new Map<number | undefined, Completion["kind"]>([
  [completion["Table"], "table"],
  [completion["Column"], "column"],
  [completion["BuiltInFunction"], "function"],
  [completion["LocalFunction"], "function"],
  [completion["DatabaseFunction"], "function"],
  [completion["AggregateFunction"], "aggregate"],
  [completion["ScalarInfix"], "operator"],
  [completion["Keyword"], "keyword"],
  [completion["TabularPrefix"], "keyword"],
  [completion["TabularSuffix"], "keyword"],
  [completion["QueryPrefix"], "keyword"],
  [completion["ScalarPrefix"], "keyword"],
  [completion["RenderChart"], "keyword"],
  [completion["ScalarType"], "type"],
  [completion["Parameter"], "variable"],
  [completion["Variable"], "variable"],
]);

/** Ways out of the lab's one database; the server refuses them, so the editor does not offer them. */
const NOT_OFFERED = new Set([
  "cluster",
  "database",
  "entity_group",
  "external_table",
  "externaldata",
  "graph",
  "stored_query_result",
  "macro-expand",
]);

/** Syntax class of a classification kind; null for plain text and punctuation. */
export function classOf(kind: number): SyntaxClass | null {
  return CLASSES.get(kind) ?? null;
}

export function completionKindOf(kind: number): Completion["kind"] {
  return KINDS.get(kind) ?? "other";
}

export function isOfferedHere(item: VendorCompletion, shipsFiles: boolean): boolean {
  const name = item.MatchText ?? item.DisplayText;
  // Lone brackets and marks are quicker typed than chosen.
  return /\w/.test(item.DisplayText) && (!NOT_OFFERED.has(name) || (name === "externaldata" && shipsFiles));
}

/** Hints that say again what the diagnostics at the same place say. */
export function repeatsDiagnostic(quickInfoKind: number): boolean {
  const { Error: error, Warning: warning, Suggestion: suggestion } = kusto.Editor.QuickInfoKind;
  return quickInfoKind === error || quickInfoKind === warning || quickInfoKind === suggestion;
}

export function severityOf(vendorSeverity: string): LanguageDiagnostic["severity"] {
  if (vendorSeverity === "Error") return "error";
  return vendorSeverity === "Warning" ? "warning" : "information";
}
