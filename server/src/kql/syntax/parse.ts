import type { KqlDiagnostic } from "../../../contract/index.ts";
import { convertExpression, convertStatement } from "./convert-expression.ts";
import { convertOperator } from "./convert-operator.ts";
import type { Statement } from "./nodes.ts";
import { FILE_PROFILE_FUNCTION } from "../values/file-profiles.ts";
import { globalsFor } from "./globals.ts";
import type { Vocabulary } from "./per-schema.ts";
import { elementsOf, kindOf, listOf, textOf, type Converter, type VendorNode } from "./vendor.ts";

export interface VendorDiagnostic {
  /** Microsoft's number: `KS142`. */
  readonly code: string;
  readonly severity: KqlDiagnostic["severity"];
  readonly message: string;
  readonly start: number;
  readonly end: number;
  /** Where a name is unknown: those that are known there. */
  readonly namesInReach: readonly string[];
}

export interface ParsedQuery {
  readonly kind: "query" | "command" | "other";
  readonly statements: readonly Statement[];
  readonly diagnostics: readonly VendorDiagnostic[];
}

const converter: Converter = {
  expression: (node) => convertExpression(node, converter),
  operator: (node) => convertOperator(node, converter),
};

const SEVERITIES: Readonly<Record<string, KqlDiagnostic["severity"]>> = { Error: "error", Warning: "warning" };

/** Unknown names, by what could stand in their place. */
const UNKNOWN_NAMES: ReadonlySet<string> = new Set(["KS109", "KS122", "KS123", "KS124", "KS142", "KS143", "KS204", "KS211", "KS236"]);
/** Beyond these, nobody reads on. */
const NAMED_MAX = 12;

function namesInReach(code: Kusto.Language.KustoCode, found: Kusto.Language.Diagnostic): string[] {
  const { Column, Local, Table, Function: Call } = Kusto.Language.Symbols.SymbolMatch;
  const isCall = ["KS122", "KS123", "KS143", "KS211"].includes(found.Code ?? "");
  return listOf(code.GetSymbolsInScope(found.Start, isCall ? Call | Local : Column | Local | Table)).flatMap((symbol) => symbol.Name ?? []);
}

/** The parser takes arguments after `invoke` for values, where `FileProfile` takes a column; whether it is there is asked later. */
function isColumnOfFileProfile(code: Kusto.Language.KustoCode, found: Kusto.Language.Diagnostic): boolean {
  if (found.Code !== "KS142" || !found.HasLocation) return false;
  let node = (code.Syntax as VendorNode).GetTokenAt(found.Start)?.Parent ?? null;
  while (node !== null && kindOf(node) !== "FunctionCallExpression") node = node.Parent;
  const name = node?.GetChild(0) ?? null;
  if (node === null || name === null || textOf(name) !== FILE_PROFILE_FUNCTION.name) return false;
  return node.Parent !== null && kindOf(node.Parent) === "InvokeOperator";
}

function diagnosticsOf(code: Kusto.Language.KustoCode): VendorDiagnostic[] {
  const said = listOf(code.GetDiagnostics()).filter((found) => !isColumnOfFileProfile(code, found));
  return said.map((found, index) => ({
    code: found.Code ?? "",
    severity: SEVERITIES[found.Severity ?? ""] ?? "information",
    message: found.Message ?? "",
    start: found.HasLocation ? found.Start : 0,
    end: found.HasLocation ? found.End : 0,
    namesInReach: found.HasLocation && index < NAMED_MAX && UNKNOWN_NAMES.has(found.Code ?? "") ? namesInReach(code, found) : [],
  }));
}

/** Microsoft's analysis falls over some queries, such as `graph-match` over no graph; its syntax tree is there all the same. */
function analysed(text: string, vocabulary: Vocabulary): Kusto.Language.KustoCode | null {
  const globals = globalsFor(text, vocabulary);
  try {
    return Kusto.Language.KustoCode.ParseAndAnalyze(text, globals);
  } catch (error) {
    if (error instanceof RangeError) throw error;
    return Kusto.Language.KustoCode.Parse(text, globals);
  }
}

/** Parses and analyses; the tree is ours, the diagnostics still Microsoft's. Deep nesting may throw RangeError. */
export function parseQuery(text: string, vocabulary: Vocabulary): ParsedQuery {
  const code = analysed(text, vocabulary);
  if (code === null) return { kind: "other", statements: [], diagnostics: [] };
  const kind = code.Kind === "Query" ? "query" : code.Kind === "Command" ? "command" : "other";
  if (kind !== "query") return { kind, statements: [], diagnostics: [] };
  const root = code.Syntax as VendorNode & { readonly Statements: VendorNode | null };
  const statements = elementsOf(root.Statements).map((statement) => convertStatement(statement, converter));
  return { kind, statements, diagnostics: diagnosticsOf(code) };
}
