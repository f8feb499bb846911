import type { KqlDiagnostic, LintFinding } from "../../contract/index.ts";
import type { KqlScope } from "../kql/engine.ts";
import { compileKql } from "../kql/compile.ts";
import { compileWithoutData } from "../kql/without-data.ts";
import { LOG_TABLES } from "../logs/catalogue.ts";
import { FindingList, type Place } from "../scenario/finding-list.ts";
import { placeIn } from "../scenario/lint/place-in.ts";
import type { Scenario } from "../scenario/model.ts";
import { parseYaml } from "../scenario/yaml/yaml-source.ts";

/** Any instant and any relation: nothing is run, only compiled. */
const SCOPE: KqlScope = {
  tables: LOG_TABLES,
  nowTicks: 637_500_000_000_000_000n,
  range: null,
  source: (table) => ({ relations: [[table]], inlineJson: null }),
};
const LIMITS = { rowsMax: 1 };

/** What the query engine has to say of a scenario's rules and proofs, at its place in their files. */
export function lintQueries(scenario: Scenario, texts: ReadonlyMap<string, string>): readonly LintFinding[] {
  const findings = new FindingList();
  for (const { file, query } of scenario.rules) {
    const places = (offset: number): Place => placeInBlock(query, offset, queryPlace(file, texts));
    report(file, "rule-query-refused", query, places, findings);
  }
  for (const { file, query } of scenario.proofs) {
    const text = texts.get(file) ?? query;
    report(file, "proof-query-refused", query, (offset) => placeIn(text, Math.max(0, text.indexOf(query)) + offset), findings);
  }
  return findings.sorted();
}

function report(file: string, code: string, query: string, placeOf: (offset: number) => Place, findings: FindingList): void {
  // A reference stands for a value that this run knows only later; a word of the same length keeps the places.
  const text = query.replaceAll(/\{\{[^{}]*\}\}/g, (reference) => "x".repeat(reference.length));
  const { compilation } = compileWithoutData(compileKql, text, SCOPE, LIMITS);
  if (compilation.query !== null) return;
  for (const { message, start, fix } of compilation.diagnostics.filter(isError)) {
    findings.error(file, placeOf(start), code, message, fix?.title ?? "Try it on the hunt page; the editor there marks the place.");
  }
}

function isError({ severity }: KqlDiagnostic): boolean {
  return severity === "error";
}

function queryPlace(file: string, texts: ReadonlyMap<string, string>): Place {
  return parseYaml(file, texts.get(file) ?? "", new FindingList())?.placeOf(["query"]) ?? { line: 1, column: 1 };
}

/** A `|` block begins on the line below its sign, indented by two. A query on one line begins where its text does. */
function placeInBlock(query: string, offset: number, block: Place): Place {
  const inner = placeIn(query, offset);
  if (!query.includes("\n")) return { line: block.line, column: block.column + inner.column - 1 };
  return { line: block.line + inner.line, column: inner.column + 2 };
}
